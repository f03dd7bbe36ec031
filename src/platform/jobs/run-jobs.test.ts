import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { testDatabase } from '../../../test/support/database.ts';
import { createLog } from '../log.ts';
import { enqueue } from './enqueue.ts';
import { type Job, type JobRunner, runJobs } from './run-jobs.ts';

const { db, pool, url, close } = await testDatabase({ seeded: false });
after(close);

let running: JobRunner | undefined;
// A test that fails before it stops its runner must not keep the process alive.
afterEach(async () => {
  await running?.stop();
  running = undefined;
});

/** A runner of these jobs that writes its log to a list. */
async function start(jobs: Record<string, Job>) {
  const lines: Record<string, unknown>[] = [];
  const log = createLog('warn', {
    write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>),
  });
  const runner = await runJobs({ url, jobs, crontab: '', log });
  const stop = async (): Promise<void> => {
    running = undefined;
    await runner.stop();
  };
  running = { stop };
  return { lines, runner: running };
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 15_000;
  while (!(await condition())) {
    assert.ok(performance.now() < deadline, 'it took too long');
    await pause(20);
  }
}

const waiting = async (): Promise<number> =>
  (await pool.query('select from graphile_worker.jobs')).rowCount ?? 0;

test('a job that fails is told in the log without its payload, and stays to be tried again', async () => {
  let tries = 0;
  const { runner, lines } = await start({
    fragile: async () => {
      tries += 1;
      throw new Error('not today');
    },
  });
  await enqueue(db, 'fragile', { login: 'marie.dupont' });
  await until(() => tries === 1);
  await until(async () => {
    const { rows } = await pool.query<{ last_error: string | null }>(
      'select last_error from graphile_worker.jobs',
    );
    return (rows[0]?.last_error ?? null) !== null;
  });
  await runner.stop();
  assert.equal(await waiting(), 1);
  const told = lines.filter(({ level }) => level === 'error');
  assert.equal(told.length, 1);
  assert.equal(told[0]?.['job'], 'fragile');
  assert.ok(!JSON.stringify(lines).includes('marie'));
  await pool.query('delete from graphile_worker._private_jobs');
});

test('stopping lets the running job end', async () => {
  const { promise: release, resolve: finish } = Promise.withResolvers<void>();
  let state = 'waiting';
  const { runner } = await start({
    slow: async () => {
      state = 'running';
      await release;
      state = 'done';
    },
  });
  await enqueue(db, 'slow', {});
  await until(() => state === 'running');
  const stopped = runner.stop();
  setTimeout(finish, 100);
  await stopped;
  assert.equal(state, 'done');
  assert.equal(await waiting(), 0);
});

test('jobs go on after every connection was cut', async () => {
  const done: unknown[] = [];
  const { runner } = await start({ count: async (payload) => void done.push(payload) });
  await enqueue(db, 'count', { n: 1 });
  // A cut before the job is told to be done would have it done again, half a minute later.
  await until(async () => (await waiting()) === 0);
  await pool.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  await enqueue(db, 'count', { n: 2 });
  await until(async () => done.length === 2 && (await waiting()) === 0);
  await runner.stop();
  assert.deepEqual(done, [{ n: 1 }, { n: 2 }]);
});

test('a job taken by a runner that was killed is given back and done', async () => {
  await enqueue(db, 'orphan', {});
  await pool.query(
    `update graphile_worker._private_jobs
     set locked_by = 'pool-of-the-dead', locked_at = now() - interval '1 minute', attempts = 1`,
  );
  let done = false;
  const { runner } = await start({
    orphan: async () => {
      done = true;
    },
  });
  await until(async () => done && (await waiting()) === 0);
  await runner.stop();
});

test('a job taken by a runner that is alive is left to it', async () => {
  const alive = await pool.connect();
  await alive.query("set application_name = 'jobs:pool-of-the-living'");
  await enqueue(db, 'mine', {});
  await pool.query(
    `update graphile_worker._private_jobs
     set locked_by = 'pool-of-the-living', locked_at = now() - interval '1 minute', attempts = 1`,
  );
  let done = false;
  const { runner } = await start({
    mine: async () => {
      done = true;
    },
    other: async () => undefined,
  });
  await enqueue(db, 'other', {});
  await until(async () => (await waiting()) === 1);
  await pause(300);
  await runner.stop();
  alive.release(true);
  assert.equal(done, false);
});
