import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

/** Any number: whoever holds it is the one application working on the data. */
const dataLock = 7_216_450_312;
const patienceMs = 3_000;

/** The database of the desk inside the embedded server, made on the first start, with the application's role. */
export async function ensureDatabase(
  ownerUrl: string,
  { database, role, password }: { database: string; role: string; password: string },
): Promise<void> {
  const client = new pg.Client(ownerUrl);
  await client.connect();
  try {
    const roles = await client.query('select from pg_roles where rolname = $1', [role]);
    if (roles.rowCount === 0) {
      await client.query(`create role ${role} login password ${client.escapeLiteral(password)}`);
    }
    const databases = await client.query('select from pg_database where datname = $1', [database]);
    if (databases.rowCount === 0) await client.query(`create database ${database}`);
  } finally {
    await client.end();
  }
}

/**
 * Says that this process is the one working on the data, until it ends or calls the function given back; undefined
 * when another one is. Waits a little: the server takes a moment to see that a killed application is gone. Rejects
 * when the server ends meanwhile.
 */
export async function claimData(ownerUrl: string): Promise<(() => Promise<void>) | undefined> {
  const client = new pg.Client({ connectionString: ownerUrl, keepAlive: true });
  // Lost with the server; whoever restarts it claims again.
  client.on('error', () => undefined);
  const release = () => client.end().catch(() => undefined);
  const deadline = performance.now() + patienceMs;
  try {
    await client.connect();
    while (performance.now() < deadline) {
      const { rows } = await client.query<{ mine: boolean }>(
        'select pg_try_advisory_lock($1) as mine',
        [dataLock],
      );
      if (rows[0]?.mine) return release;
      await pause(100);
    }
  } catch (error) {
    await release();
    throw error;
  }
  await release();
  return undefined;
}
