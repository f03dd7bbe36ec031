import { after } from 'node:test';

/** What a test leaves open on purpose is closed by then: whatever still holds the process was forgotten. */
const graceMs = 20_000;

// Loaded before each file of tests: its process ends with its last test, even one that failed before it closed what it
// opened, and that would keep the whole run waiting for ever.
after(() => {
  setTimeout(() => {
    process.stderr.write('Un test a laissé quelque chose d’ouvert : son processus est arrêté.\n');
    process.exit();
  }, graceMs).unref();
});
