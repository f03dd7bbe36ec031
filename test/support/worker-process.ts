import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { TestDatabase } from './database.ts';

const children = new Set<ChildProcess>();

/** The worker in a process of its own, working; what it takes for the present comes with it. */
export async function startWorkerProcess(
  { url }: TestDatabase,
  now: Temporal.Instant,
): Promise<ChildProcess> {
  const script = fileURLToPath(new URL('./reminder-worker.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, url, now.toString()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(child);
  assert.ok(child.stdout);
  const said: unknown = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  assert.match(String(said), /ready/);
  return child;
}

/** Ends a worker as a power cut would. */
export async function killWorkerProcess(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
  children.delete(child);
}

/** Ends those that a test which failed has left. */
export function killWorkerProcesses(): void {
  for (const child of children) child.kill('SIGKILL');
}

/** As if the half minute after which the jobs of a worker that died are given back had passed. */
export async function giveJobsBack({ pool }: TestDatabase): Promise<void> {
  await pool.query(
    `update graphile_worker._private_jobs set locked_at = now() - interval '1 minute' where locked_at is not null`,
  );
}

/** Waits for something to have been done, a minute at most. */
export async function until(isDone: () => Promise<boolean>): Promise<void> {
  const limit = performance.now() + 60_000;
  while (!(await isDone())) {
    assert.ok(performance.now() < limit, 'it took too long');
    await pause(10);
  }
}
