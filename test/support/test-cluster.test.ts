import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/platform/db/embedded-postgres.ts';
import { sweepCluster } from './test-cluster.ts';

// A server of its own: that of the other tests is always in use.
const folder = await mkdtemp(join(tmpdir(), 'sweep-'));
const cluster = join(folder, 'cluster');
const server = await startEmbeddedPostgres({ cluster, durable: false });
after(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function administer(...statements: string[]): Promise<string[]> {
  const client = new pg.Client(server.url());
  await client.connect();
  for (const statement of statements) await client.query(statement);
  const { rows } = await client.query<{ name: string }>(
    "select datname as name from pg_database where datname like 'test\\_%'",
  );
  await client.end();
  return rows.map(({ name }) => name);
}

test('the database of a living process keeps the server, even while nobody is connected to it', async () => {
  const ours = `test_${String(process.pid)}_1`;
  await administer(`create database ${ours}`);
  assert.equal(await sweepCluster(cluster), false);
  assert.deepEqual(await administer(), [ours]);
  await administer(`drop database ${ours}`);
  assert.equal(await sweepCluster(cluster), true);
});

test('the database of a process that is gone is dropped', async () => {
  // No process has such a number.
  await administer('create database test_99999999_1');
  assert.equal(await sweepCluster(cluster), true);
  assert.deepEqual(await administer(), []);
});
