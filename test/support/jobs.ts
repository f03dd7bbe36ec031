import { Logger, runOnce } from 'graphile-worker';
import pg from 'pg';
import { type JobMeans, registry } from '../../src/jobs/registry.ts';
import { testFiles } from './files.ts';

const silent = new Logger(() => () => undefined);

type Means = Pick<JobMeans, 'db'> & Partial<JobMeans> & { url: string };

/** Does every job that waits, as the worker would, and fails when one of them does. */
export async function runWaitingJobs(
  { db, url, files = testFiles(db), directory = null }: Means,
  now: Temporal.Instant,
): Promise<void> {
  const failures: unknown[] = [];
  const taskList = Object.fromEntries(
    Object.entries(registry).map(([name, handler]) => [
      name,
      (payload: unknown) =>
        handler({ db, files, directory }, payload, now).catch(
          (error: unknown) => void failures.push(error),
        ),
    ]),
  );
  // A pool of its own: the queue reads dates as `pg` gives them, not as the product does.
  const pgPool = new pg.Pool({ connectionString: url, max: 2 });
  pgPool.on('error', () => undefined);
  pgPool.on('connect', (client) => client.on('error', () => undefined));
  try {
    await runOnce({ pgPool, taskList, logger: silent, concurrency: 1, noPreparedStatements: true });
  } finally {
    await pgPool.end();
  }
  if (failures.length > 0) throw new AggregateError(failures, 'a job failed');
}
