import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { FileDesk } from '../../src/domain/files/file-desk.ts';
import type { Db, Tables } from '../../src/domain/tables.ts';
import { createDb } from '../../src/platform/db/database.ts';
import type { EmbeddedPostgres } from '../../src/platform/db/embedded-postgres.ts';
import { migrate } from '../../src/platform/db/migrate.ts';
import { openPool } from '../../src/platform/db/pool.ts';
import { migrateJobs } from '../../src/platform/jobs/migrate-jobs.ts';
import { testFiles } from './files.ts';

const root = join(import.meta.dirname, '../..');
const templateLock = 7_216_450_311;
const kept = 4;

/** When the tests' world is planted: a Monday, ten in the morning in Paris. */
export const worldNow = Temporal.Instant.from('2026-11-23T09:00:00Z');

const planted = ['migrations/*.sql', 'seeds/**/*', 'src/domain/**/*.ts', 'src/platform/**/*.ts'];

/** What a template is made from; another content, another template. */
const sources = {
  empty: ['migrations/*.sql'],
  seeded: planted,
  /** With the files of its tickets, which stand beside it in a folder. */
  furnished: planted,
};

export type TemplateKind = keyof typeof sources;

async function fingerprint(kind: TemplateKind): Promise<string> {
  const hash = createHash('sha1');
  const files = (await Array.fromAsync(glob(sources[kind], { cwd: root })))
    .filter((file) => /\.(ts|sql|json)$/.test(file) && !file.includes('.test.'))
    .sort();
  for (const file of files) hash.update(file).update(await readFile(join(root, file)));
  return hash.digest('hex').slice(0, 12);
}

type Planting = { now: Temporal.Instant; files: FileDesk | null };
type World = { plantWorld: (db: Db, planting: Planting) => Promise<unknown> };

/** Where the files of a template are. */
export const filesOfTemplate = (name: string): string => join(root, '.cache/test-files', name);

async function build(url: string, kind: TemplateKind, folder: string): Promise<void> {
  const pool = openPool(url, { max: 4, statementTimeoutMs: 60_000 });
  try {
    await migrate(pool, join(root, 'migrations'));
    await migrateJobs(pool);
    const world = join(root, 'seeds/world.ts');
    if (kind !== 'empty' && existsSync(world)) {
      const { plantWorld } = (await import(world)) as World;
      const db = createDb<Tables>(pool);
      const files = kind === 'furnished' ? testFiles(db, folder) : null;
      await plantWorld(db, { now: worldNow, files });
    }
  } finally {
    await pool.end();
  }
}

/** Tests that began before an edit still clone the former template: keep the last ones. */
async function dropOldTemplates(client: pg.Client, kind: TemplateKind): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select datname as name from pg_database where datname like $1 order by oid desc offset ${String(kept)}`,
    [`template\\_${kind}\\_%`],
  );
  for (const { name } of rows) {
    await client.query(`drop database if exists ${name}`).catch(() => 0);
    await rm(filesOfTemplate(name), { recursive: true, force: true });
  }
}

/** The name of a database migrated, and planted with the demo world if asked, built once for its content. */
export async function templateDatabase(
  server: EmbeddedPostgres,
  kind: TemplateKind,
): Promise<string> {
  const name = `template_${kind}_${await fingerprint(kind)}`;
  const client = new pg.Client(server.url());
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [templateLock]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) {
      await client.query('drop database if exists template_building with (force)');
      await client.query('create database template_building strategy file_copy');
      await build(server.url('template_building'), kind, filesOfTemplate(name));
      await client.query(`alter database template_building rename to ${name}`);
      await dropOldTemplates(client, kind);
    }
    return name;
  } finally {
    await client.end();
  }
}
