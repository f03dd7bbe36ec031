import pg from 'pg';
import { columnTypes } from './column-types.ts';

export type PoolOptions = {
  /** Connections at most. */
  max?: number;
  /** A statement that lasts longer is cancelled; 0 = no limit. */
  statementTimeoutMs?: number;
  /** A transaction left open by a bug is ended after this, so that its locks do not stay; 0 = no limit. */
  idleInTransactionTimeoutMs?: number;
  /** Lets a process end while connections are idle; for scripts and tests. */
  allowExitOnIdle?: boolean;
  /** Told when a connection nobody was using is lost (the server stopped); the pool opens another when needed. */
  onIdleError?: (error: Error) => void;
};

/**
 * Settings of every session: instants in UTC whatever the server's zone, no parallel plan nor compilation, which
 * cost more than they save on reads of a page.
 */
const sessionSettings = '-c timezone=UTC -c max_parallel_workers_per_gather=0 -c jit=off';

/** Opens the pool of connections to the database; nothing connects before the first statement. */
export function openPool(url: string, options: PoolOptions = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    statement_timeout: options.statementTimeoutMs ?? 15_000,
    idle_in_transaction_session_timeout: options.idleInTransactionTimeoutMs ?? 60_000,
    connectionTimeoutMillis: 5_000,
    // Prepared statements live as long as their connection: a limit to both.
    maxLifetimeSeconds: 3600,
    keepAlive: true,
    allowExitOnIdle: options.allowExitOnIdle ?? false,
    application_name: 'centre-de-services',
    options: sessionSettings,
    types: columnTypes,
  });
  // Without listeners, a connection that is lost would end the process; the statement it carried fails by itself.
  pool.on('error', (error) => {
    // While it closes, the server may be quicker to hang up: nothing was lost.
    if (!pool.ending) options.onIdleError?.(error);
  });
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
