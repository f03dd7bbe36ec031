import type pg from 'pg';

const everyMs = 10_000;
/** The name under which a runner's connection is seen by the others. */
const prefix = 'jobs:';

/**
 * A job taken by a runner that was killed would stay locked for hours: jobs of runners that no connection speaks for
 * are given back. The half minute lets a runner speak again after an outage; a job run twice does nothing twice.
 */
const giveBack = `select graphile_worker.force_unlock_workers(array(
  select distinct locked_by from graphile_worker._private_jobs
  where locked_at < now() - interval '30 seconds'
    and not exists (select from pg_stat_activity where application_name = $1 || locked_by)))`;

export type Presence = { stop: () => Promise<void> };

/** Tells the other runners that this one is alive, and gives back the jobs of those that are not. */
export function announceRunner(pool: pg.Pool, runner: () => string): Presence {
  let client: pg.PoolClient | undefined;
  let busy: Promise<void> | undefined;
  const announce = async (): Promise<void> => {
    try {
      client ??= await pool.connect();
      await client.query("select set_config('application_name', $1, false)", [prefix + runner()]);
      await client.query(giveBack, [prefix]);
    } catch {
      // The database is away: said again in a moment, on another connection.
      client?.release(true);
      client = undefined;
    }
  };
  const tick = (): void => {
    busy ??= announce().finally(() => {
      busy = undefined;
    });
  };
  tick();
  const timer = setInterval(tick, everyMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await busy;
      client?.release(true);
    },
  };
}
