import { cp } from 'node:fs/promises';
import pg from 'pg';
import type { Db, Tables } from '../../src/domain/tables.ts';
import { createDb, inTransaction } from '../../src/platform/db/database.ts';
import type { EmbeddedPostgres } from '../../src/platform/db/embedded-postgres.ts';
import { openPool } from '../../src/platform/db/pool.ts';
import { throwawayFolder } from './files.ts';
import { filesOfTemplate, templateDatabase } from './template-database.ts';
import { testCluster } from './test-cluster.ts';

export { worldNow } from './template-database.ts';

export type TestDatabase = {
  db: Db;
  pool: pg.Pool;
  url: string;
  /** Drops it; needed only to be tidy: a process that forgets it still ends. */
  close: () => Promise<void>;
};

let server: Promise<EmbeddedPostgres> | undefined;
let made = 0;

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function make(origin: string): Promise<TestDatabase> {
  server ??= testCluster();
  const { url } = await server;
  made += 1;
  const name = `test_${String(process.pid)}_${String(made)}`;
  await administer(url(), `drop database if exists ${name} with (force)`);
  await administer(url(), `create database ${name} ${origin} strategy file_copy`);
  const pool = openPool(url(name), { max: 10, allowExitOnIdle: true });
  return {
    db: createDb<Tables>(pool),
    pool,
    url: url(name),
    close: async () => {
      await pool.end();
      await administer(url(), `drop database if exists ${name} with (force)`);
    },
  };
}

/**
 * A database of its own for a test file: migrated and planted with the demo world, or with `seeded: false`
 * migrated only. A copy of a template, made in some 50 ms.
 */
export async function testDatabase({ seeded = true } = {}): Promise<TestDatabase> {
  server ??= testCluster();
  return make(`template ${await templateDatabase(await server, seeded ? 'seeded' : 'empty')}`);
}

/** The demo world with the files of its tickets: a database, and the folder of a storage that goes away with the process. */
export async function furnishedDatabase(): Promise<TestDatabase & { folder: string }> {
  server ??= testCluster();
  const name = await templateDatabase(await server, 'furnished');
  const folder = throwawayFolder();
  await cp(filesOfTemplate(name), folder, { recursive: true });
  return { ...(await make(`template ${name}`)), folder };
}

/** A database with nothing in it at all, not even tables. */
export const blankDatabase = (): Promise<TestDatabase> => make('');

class RolledBack extends Error {}

/** Runs a test in one transaction that is never kept: each test finds the database as the file began. */
export async function rolledBack<R>(db: Db, fn: (db: Db) => Promise<R>): Promise<R> {
  let result: { value: R } | undefined;
  try {
    await inTransaction(db, async (transaction) => {
      result = { value: await fn(transaction) };
      throw new RolledBack();
    });
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
  }
  if (!result) throw new Error('The transaction ended before its function.');
  return result.value;
}
