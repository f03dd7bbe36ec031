import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { DumpedSequence, DumpedTable, Manifest } from './manifest.ts';
import type { Draft } from './sealed-folder.ts';

/** What a dump knows of itself; the rest of the description belongs to whoever asked for it. */
export type Dump = Pick<Manifest, 'migrations' | 'jobMigrations' | 'tables' | 'sequences'>;

/** The tables changed shape between two looks: a migration is running. */
export class DumpError extends Error {
  override readonly name = 'DumpError';
}

/** The same text whatever the server's habits; a role that would not see every row fails instead of skipping some. */
const settings = `
  set statement_timeout = 0;
  set idle_in_transaction_session_timeout = 0;
  set lock_timeout = '60s';
  set datestyle = 'ISO';
  set intervalstyle = 'postgres';
  set row_security = off`;

/** Writes names as SQL takes them, whatever they hold: `schema.table`. */
export const quoted = (...names: string[]): string =>
  names.map((name) => `"${name.replaceAll('"', '""')}"`).join('.');

/** What is ours: not the system's, not an extension's, nothing temporary. */
const ours = `
  n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  and not exists (select from pg_depend d
    where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`;

type Shape = { schema: string; name: string; columns: string[] };

async function readShapes(client: pg.ClientBase): Promise<Shape[]> {
  const { rows } = await client.query<Shape>(`
    select n.nspname as schema, c.relname as name, array(
      select a.attname::text from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and ${ours} order by 1, 2`);
  return rows;
}

async function readSequences(client: pg.ClientBase): Promise<DumpedSequence[]> {
  const { rows } = await client.query<{ schema: string; name: string }>(`
    select n.nspname as schema, c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'S' and ${ours} order by 1, 2`);
  const sequences: DumpedSequence[] = [];
  for (const { schema, name } of rows) {
    const read = await client.query<{ value: string; isCalled: boolean }>(
      `select last_value::text as value, is_called as "isCalled" from ${quoted(schema, name)}`,
    );
    for (const { value, isCalled } of read.rows) sequences.push({ schema, name, value, isCalled });
  }
  return sequences;
}

async function dumpTable(client: pg.ClientBase, draft: Draft, shape: Shape): Promise<DumpedTable> {
  const columns = shape.columns.map((name) => quoted(name)).join(', ');
  const file = `base/${shape.schema}.${shape.name}.copy.gz`;
  const rows = client.query(
    copyTo(`copy ${quoted(shape.schema, shape.name)} (${columns}) to stdout`),
  );
  await draft.add(file, rows, createGzip({ level: 6 }));
  return { ...shape, rows: rows.rowCount, file };
}

async function readLedgers(
  client: pg.ClientBase,
): Promise<Pick<Dump, 'migrations' | 'jobMigrations'>> {
  const own = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from public.schema_migration order by name',
  );
  const jobs = await client.query<{ id: number }>(
    'select id from graphile_worker.migrations order by id',
  );
  return { migrations: own.rows, jobMigrations: jobs.rows.map(({ id }) => id) };
}

/**
 * Writes every row of every table as they are at one instant, while people go on working: one snapshot, and locks
 * that only refuse a change of tables. Streamed: memory does not grow with the database.
 */
export async function dumpDatabase(client: pg.ClientBase, draft: Draft): Promise<Dump> {
  await client.query(settings);
  const expected = await readShapes(client);
  await client.query('begin transaction isolation level repeatable read read only');
  // Before anything is read: the snapshot is taken once no migration can be halfway.
  const names = expected.map(({ schema, name }) => quoted(schema, name));
  await client.query(`lock table ${names.join(', ')} in access share mode`);
  const shapes = await readShapes(client);
  if (JSON.stringify(shapes) !== JSON.stringify(expected)) {
    throw new DumpError('La base change de version en ce moment : relancez la sauvegarde.');
  }
  const ledgers = await readLedgers(client);
  const tables: DumpedTable[] = [];
  for (const shape of shapes) tables.push(await dumpTable(client, draft, shape));
  // Sequences are outside snapshots: read last, they are never behind the rows.
  const sequences = await readSequences(client);
  await client.query('commit');
  return { ...ledgers, tables, sequences };
}

/** Says whether a database holds nothing of anybody: no table, no sequence, no view. */
export async function isEmptyDatabase(client: pg.ClientBase): Promise<boolean> {
  const { rowCount } = await client.query(`
    select from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and ${ours} limit 1`);
  return rowCount === 0;
}
