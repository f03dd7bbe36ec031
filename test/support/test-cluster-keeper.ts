/**
 * Watches the tests' server and stops it when nobody has used it for a while. Started by the process that started
 * the server: `node test-cluster-keeper.ts <cluster folder>`.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { readPostmaster, stopPostmaster } from '../../src/platform/db/embedded/postmaster.ts';
import { sweepCluster } from './test-cluster.ts';

const cluster = process.argv[2] ?? '';
// Longer than what a whole run does without it: a run ends it by itself, this is for one that was killed.
const idleLimit = 120;
const everyMs = 5_000;

const watched = await readPostmaster(cluster);
let idle = 0;
while (watched && idle < idleLimit) {
  await pause(everyMs);
  const now = await readPostmaster(cluster);
  if (now?.pid !== watched.pid) process.exit(0);
  idle = (await sweepCluster(cluster).catch(() => true)) ? idle + 1 : 0;
}
if (watched) await stopPostmaster(watched.pid);
