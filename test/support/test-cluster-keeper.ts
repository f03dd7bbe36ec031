/**
 * Watches the tests' server and stops it when nobody has used it for a while. Started by the process that started
 * the server: `node test-cluster-keeper.ts <cluster folder>`.
 */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { readPassword, superuser } from '../../src/platform/db/embedded/cluster.ts';
import { readPostmaster, stopPostmaster } from '../../src/platform/db/embedded/postmaster.ts';

const cluster = process.argv[2] ?? '';
const idleLimit = 12;
const everyMs = 5_000;

async function othersConnected(port: number): Promise<boolean> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: superuser,
    database: 'postgres',
    password: await readPassword(cluster),
  });
  await client.connect();
  const { rows } = await client.query<{ others: boolean }>(
    "select count(*) > 1 as others from pg_stat_activity where backend_type = 'client backend'",
  );
  await client.end();
  return rows[0]?.others ?? false;
}

const watched = await readPostmaster(cluster);
let idle = 0;
while (watched && idle < idleLimit) {
  await pause(everyMs);
  const now = await readPostmaster(cluster);
  if (now?.pid !== watched.pid) process.exit(0);
  idle = (await othersConnected(watched.port).catch(() => false)) ? 0 : idle + 1;
}
if (watched) await stopPostmaster(watched.pid);
