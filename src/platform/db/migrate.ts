import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';

/** `20261123T0900-create-ticket.sql` */
export const migrationName = /^\d{8}T\d{4}-[a-z0-9]+(-[a-z0-9]+)*\.sql$/;

/** Any number, the same for every version of the product: two starts at once migrate one after the other. */
const migrationLock = 7_216_450_310;

type Migration = { name: string; text: string; checksum: string };

/** A migration folder and a database that do not agree; the message is for the person who installs. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/** The migrations of this version, in the order they are applied. */
export async function migrationNames(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
}

/** The migrations of this version with the sums of their texts, in the order they are applied. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = await migrationNames(folder);
  return Promise.all(
    names.map(async (name) => {
      if (!migrationName.test(name))
        throw new MigrationError(`Nom de migration inattendu : ${name}`);
      const text = await readFile(join(folder, name), 'utf8');
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

/**
 * Waits for the lock by asking again: a session blocked inside pg_advisory_lock() keeps a snapshot, and
 * `create index concurrently` waits for every snapshot, so the two would wait for each other.
 */
async function lockMigrations(client: pg.PoolClient): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ locked: boolean }>(
      'select pg_try_advisory_lock($1) as locked',
      [migrationLock],
    );
    if (rows[0]?.locked) return;
    await pause(200);
  }
}

/** Looks before it creates: a role that only runs the application may not create, even what exists. */
async function ensureLedger(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    "select to_regclass('public.schema_migration') is not null as there",
  );
  if (rows[0]?.there) return;
  await client.query(`create table public.schema_migration (
    name text primary key, checksum text not null, applied_at timestamptz not null default now())`);
}

function checkApplied(migrations: Migration[], applied: Map<string, string>): void {
  const byName = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const [name, checksum] of applied) {
    const migration = byName.get(name);
    if (!migration) {
      throw new MigrationError(
        `La base a reçu la migration ${name}, inconnue de cette version : installez la version plus récente qui l’apporte.`,
      );
    }
    if (migration.checksum !== checksum) {
      throw new MigrationError(
        `La migration ${name} a changé après son passage sur cette base : une migration ne se modifie pas, ajoutez-en une autre.`,
      );
    }
  }
}

/** One statement per call: several in one message form a transaction, which `concurrently` refuses. */
function separateStatements({ name, text }: Migration): string[] {
  if (text.includes('$$')) {
    throw new MigrationError(`${name} : pas de corps de fonction avec « -- no-transaction ».`);
  }
  return text
    .split(/;[ \t]*(?:--.*)?(?:\n|$)/)
    .filter((part) => part.replace(/--.*$/gm, '').trim() !== '');
}

async function apply(client: pg.PoolClient, migration: Migration): Promise<void> {
  const record = () =>
    client.query('insert into schema_migration (name, checksum) values ($1, $2)', [
      migration.name,
      migration.checksum,
    ]);
  if (/^-- no-transaction\s*$/m.test(migration.text)) {
    for (const statement of separateStatements(migration)) await client.query(statement);
    await record();
    return;
  }
  await client.query('begin');
  try {
    // A migration that waits for a lock makes everybody wait behind it: better to fail and start again.
    await client.query("set local lock_timeout = '10s'");
    await client.query(migration.text);
    await record();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    const reason = error instanceof Error ? error.message : String(error);
    throw new MigrationError(`La migration ${migration.name} a échoué : ${reason}`, {
      cause: error,
    });
  }
}

/**
 * Brings the database to this version: applies, in the order of their names, the plain SQL files of `folder` it has
 * not received, each in its transaction, and gives their names. Refuses a database that received others. With `only`,
 * stops short of this version: what a backup of a former one needs.
 */
export async function migrate(
  pool: pg.Pool,
  folder: string,
  { only }: { only?: ReadonlySet<string> } = {},
): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = await pool.connect();
  try {
    await client.query('set statement_timeout = 0');
    await lockMigrations(client);
    await ensureLedger(client);
    const { rows } = await client.query<{ name: string; checksum: string }>(
      'select name, checksum from schema_migration',
    );
    const applied = new Map(rows.map((row) => [row.name, row.checksum]));
    checkApplied(migrations, applied);
    const pending = migrations.filter(
      ({ name }) => !applied.has(name) && (only === undefined || only.has(name)),
    );
    for (const migration of pending) await apply(client, migration);
    return pending.map((migration) => migration.name);
  } finally {
    // Closing the connection gives the lock back and forgets the settings.
    client.release(true);
  }
}
