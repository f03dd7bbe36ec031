import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { migrate } from '../../src/platform/db/migrate.ts';
import { migrateJobs } from '../../src/platform/jobs/migrate-jobs.ts';
import { blankDatabase, type TestDatabase } from './database.ts';
import { root } from './sources.ts';

/** The migrations of version 0.1.0, the first one that people tried. */
export const formerMigrations: ReadonlySet<string> = new Set([
  '20261123T0900-create-people.sql',
  '20261123T0905-create-catalogue.sql',
  '20261123T0910-create-ticket.sql',
  '20261123T0915-create-news.sql',
]);

/** A database as version 0.1.0 left it: its tables, and rows that it wrote itself. */
export async function formerDatabase(): Promise<TestDatabase> {
  const database = await blankDatabase();
  await migrate(database.pool, join(root, 'migrations'), { only: formerMigrations });
  await migrateJobs(database.pool);
  await database.pool.query(await readFile(join(root, 'test/fixtures/version-0.1.0.sql'), 'utf8'));
  return database;
}
