import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { readPassword, superuser } from '../../src/platform/db/embedded/cluster.ts';
import {
  isAlive,
  readPostmaster,
  stopPostmaster,
} from '../../src/platform/db/embedded/postmaster.ts';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/platform/db/embedded-postgres.ts';

const root = join(import.meta.dirname, '../..');
const testCache = join(root, '.cache/test-postgres/cluster');

/** Nothing in it is worth a flush to disk; many small databases, made and dropped all the time. */
const settings = {
  max_connections: '300',
  shared_buffers: '256MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum_naptime: '60s',
};

/**
 * The throw-away server of the tests: one for every test process of this working copy, started by the first one.
 * A keeper process stops it a little after the last one.
 */
export async function testCluster(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ cluster: testCache, durable: false, settings });
  server.leave();
  if (!server.adopted) {
    const keeper = join(import.meta.dirname, 'test-cluster-keeper.ts');
    spawn(process.execPath, [keeper, testCache], { detached: true, stdio: 'ignore' }).unref();
  }
  return server;
}

/**
 * Drops the databases whose test process is gone; true when nobody else uses the server. A living process that has a
 * database uses it even between two connections: it may be waiting for a product it starts.
 */
export async function sweepCluster(cluster: string): Promise<boolean> {
  const postmaster = await readPostmaster(cluster);
  if (!postmaster) return false;
  const client = new pg.Client({
    host: '127.0.0.1',
    port: postmaster.port,
    user: superuser,
    database: 'postgres',
    password: await readPassword(cluster),
  });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      "select datname as name from pg_database where datname like 'test\\_%'",
    );
    const used = rows.filter(({ name }) => isAlive(Number(name.split('_')[1])));
    for (const { name } of rows.filter((row) => !used.includes(row))) {
      await client.query(`drop database if exists ${name} with (force)`);
    }
    if (used.length > 0) return false;
    const others = await client.query(
      "select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
    );
    return others.rowCount === 0;
  } finally {
    await client.end();
  }
}

/** Stops the tests' server when nobody uses it, without waiting for its keeper to notice. */
export async function releaseTestCluster(): Promise<void> {
  const postmaster = existsSync(testCache) ? await readPostmaster(testCache) : undefined;
  if (postmaster && (await sweepCluster(testCache))) await stopPostmaster(postmaster.pid);
}
