import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import {
  Logger,
  parseCrontab,
  type Runner,
  run,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker';
import pg from 'pg';
import type { Log } from '../log.ts';
import { announceRunner } from './presence.ts';

export type Job = (payload: unknown) => Promise<void>;

export type JobRunnerOptions = {
  url: string;
  jobs: Readonly<Record<string, Job>>;
  /** Lines of « minute hour day month weekday name », in UTC. */
  crontab: string;
  log: Log;
};

export type JobRunner = {
  /** Takes no more jobs, lets the running ones end, closes its connections. */
  stop: () => Promise<void>;
};

/** Jobs at once, in one process. */
const concurrency = 2;

const quiet = new Set(['debug', 'info']);

/** Its own messages, without the payloads it may add. */
const loggerOf = (log: Log): Logger =>
  new Logger(() => (level, message) => {
    if (!quiet.has(level)) log.warn({ from: 'jobs' }, message);
  });

function taskList(jobs: JobRunnerOptions['jobs'], log: Log): TaskList {
  return Object.fromEntries(
    Object.entries(jobs).map(([name, job]) => [
      name,
      async (payload: unknown) => {
        try {
          await job(payload);
        } catch (error) {
          log.error({ err: error, job: name }, 'A job failed and will be tried again.');
          throw error;
        }
      },
    ]),
  );
}

/** A pool of its own: the queue reads dates as `pg` gives them, not as the product does. */
function openJobPool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: concurrency + 4, keepAlive: true });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Runs jobs as they come due, again after a failure, and starts over by itself when the database comes back. */
export async function runJobs(options: JobRunnerOptions): Promise<JobRunner> {
  const { url, jobs, crontab, log } = options;
  const pool = openJobPool(url);
  const events: WorkerEvents = new EventEmitter();
  let name = '';
  events.on('pool:create', ({ workerPool }) => {
    name = workerPool.id;
  });
  const start = (): Promise<Runner> =>
    run({
      pgPool: pool,
      events,
      taskList: taskList(jobs, log),
      parsedCronItems: parseCrontab(crontab),
      concurrency,
      logger: loggerOf(log),
      noHandleSignals: true,
      pollInterval: 2_000,
      // Otherwise a job that ends while we stop is not waited for, and is done again hours later.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    });
  let runner = await start();
  const presence = announceRunner(pool, () => name);
  const stopping = new AbortController();
  const supervise = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await runner.promise.catch(() => undefined);
      if (stopping.signal.aborted) return;
      log.warn('The job runner stopped by itself; it starts again.');
      for (let started = false; !started; ) {
        await pause(1_000, undefined, { signal: stopping.signal });
        started = await start().then(
          (next) => {
            runner = next;
            return true;
          },
          () => false,
        );
      }
    }
  };
  const supervised = supervise().catch(() => undefined);
  return {
    stop: async () => {
      stopping.abort();
      await runner.stop().catch(() => undefined);
      await supervised;
      await presence.stop();
      await pool.end();
    },
  };
}
