import { type Config, readConfig } from './config.ts';
import { demoAccounts, plantDemonstration } from './demonstration.ts';
import { linesForFirstAdministrator } from './first-administrator.ts';
import { systemClock } from './platform/clock.ts';
import { createLog, type Log } from './platform/log.ts';
import { openResources } from './resources.ts';
import { checkPort, serve } from './serve.ts';
import { linesFor } from './start-error.ts';
import { startWorker } from './worker.ts';

/** One Ctrl-C may arrive twice, from the terminal and through npm: only a later one means « now ». */
const sameSignalMs = 1_000;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** What was opened, closed in the opposite order. */
const opened: { name: string; close: () => Promise<unknown> }[] = [];

async function closeAll(log: Log): Promise<boolean> {
  let clean = true;
  for (let last = opened.pop(); last; last = opened.pop()) {
    try {
      await last.close();
    } catch (error) {
      clean = false;
      log.error({ err: error, closing: last.name }, 'Something did not close as it should.');
    }
  }
  return clean;
}

/** Stops once, in order; asked again a moment later, at once (the next start mends what is left). */
function stopOnSignals(log: Log, started: Promise<unknown>): void {
  let since: number | undefined;
  const stop = (code: number): void => {
    if (since !== undefined) {
      if (performance.now() - since > sameSignalMs) process.exit(1);
      return;
    }
    since = performance.now();
    say('Arrêt en cours…');
    // What is being opened must be open before it can be closed.
    void started
      .catch(() => undefined)
      .then(() => closeAll(log))
      .then((clean) => {
        say('Arrêté.');
        process.exit(clean ? code : 1);
      });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0));
  // The command that started us is gone, whatever way.
  process.on('disconnect', () => stop(0));
  const fault = (error: unknown): void => {
    log.fatal({ err: error }, 'A fault nobody handled: stopping.');
    stop(1);
  };
  process.on('uncaughtException', fault);
  process.on('unhandledRejection', fault);
}

function greet({ production, baseUrl }: Config): void {
  if (production) return;
  const width = Math.max(...demoAccounts.map(([login]) => login.length));
  say(`\nCentre de services : ${baseUrl}\n`);
  say('Comptes de démonstration (mot de passe : demonstration) :');
  for (const [login, part] of demoAccounts) say(`  ${login.padEnd(width)}  ${part}`);
  say('\nCtrl-C pour arrêter.');
}

async function start(config: Config, log: Log): Promise<void> {
  const pages = config.process !== 'worker';
  if (pages) await checkPort(config);
  const resources = await openResources(config, log);
  opened.push({ name: 'resources', close: resources.close });
  await plantDemonstration(resources, config, systemClock());
  if (config.process !== 'web') {
    const worker = await startWorker({
      ...resources,
      directory: config.directory,
      clock: systemClock,
      log,
    });
    opened.push({ name: 'worker', close: worker.stop });
  }
  if (!pages) return;
  opened.push({ name: 'pages', close: await serve(config, log, resources) });
  if (config.production && !config.files.clamd) log.warn('Nobody looks for viruses: see CLAMD.');
  log.info({ address: config.baseUrl }, 'Listening.');
  greet(config);
  const lines = await linesForFirstAdministrator(resources.db, config, systemClock());
  // Not among the facts of the log, which is the standard output.
  for (const line of lines) process.stderr.write(`${line}\n`);
}

async function fail(error: unknown, log: Log): Promise<void> {
  const lines = linesFor(error);
  for (const line of lines ?? []) process.stderr.write(`${line}\n`);
  if (!lines) log.fatal({ err: error }, 'The start failed.');
  await closeAll(log);
  process.exit(1);
}

async function main(): Promise<void> {
  let log = createLog('error');
  try {
    const config = readConfig();
    log = createLog(config.logLevel);
    const started = start(config, log);
    stopOnSignals(log, started);
    await started;
  } catch (error) {
    await fail(error, log);
  }
}

await main();
