import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { quoted } from './dump-database.ts';
import type { DumpedTable, Manifest } from './manifest.ts';
import { SealError } from './sealed-folder.ts';

/** Written by the migrations that have just made the tables. */
const ledgers = new Set(['public.schema_migration', 'graphile_worker.migrations']);

type Change = { undo: string; redo: string };

/** Rows arrive table by table: references between tables are dropped, then made and checked again at the end. */
async function references(client: pg.ClientBase): Promise<Change[]> {
  const { rows } = await client.query<{ name: string; on: string; definition: string }>(`
    select quote_ident(conname) as name, conrelid::regclass::text as on,
      pg_get_constraintdef(oid) as definition
    from pg_constraint
    where contype = 'f' and conparentid = 0
      and connamespace::regnamespace::text in ('public', 'graphile_worker') order by 2, 1`);
  return rows.map(({ name, on, definition }) => ({
    undo: `alter table ${on} drop constraint ${name}`,
    redo: `alter table ${on} add constraint ${name} ${definition}`,
  }));
}

/** What triggers do was done when the rows were first written. */
async function triggers(client: pg.ClientBase): Promise<Change[]> {
  const { rows } = await client.query<{ name: string; on: string }>(`
    select quote_ident(tgname) as name, tgrelid::regclass::text as on
    from pg_trigger where not tgisinternal and tgenabled = 'O' order by 2, 1`);
  return rows.map(({ name, on }) => ({
    undo: `alter table ${on} disable trigger ${name}`,
    redo: `alter table ${on} enable trigger ${name}`,
  }));
}

async function loadTable(client: pg.ClientBase, folder: string, table: DumpedTable): Promise<void> {
  const target = quoted(table.schema, table.name);
  const columns = table.columns.map((name) => quoted(name)).join(', ');
  const rows = client.query(copyFrom(`copy ${target} (${columns}) from stdin`));
  await pipeline(createReadStream(join(folder, table.file)), createGunzip(), rows);
  if (rows.rowCount !== table.rows) {
    throw new SealError(
      `La table ${table.name} devait recevoir ${String(table.rows)} lignes et en a reçu ${String(rows.rowCount)}.`,
    );
  }
}

/**
 * Fills tables just made by the migrations of the backup, in one transaction: every row or none. `beforeCommit` runs
 * when nothing can be refused any more.
 */
export async function loadDatabase(
  client: pg.ClientBase,
  { folder, manifest }: { folder: string; manifest: Manifest },
  beforeCommit: () => Promise<void>,
): Promise<void> {
  await client.query(
    "set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; set datestyle = 'ISO'",
  );
  await client.query('begin');
  const changes = [...(await triggers(client)), ...(await references(client))];
  for (const { undo } of changes) await client.query(undo);
  const tables = manifest.tables.filter(({ schema, name }) => !ledgers.has(`${schema}.${name}`));
  // Some migrations write rows; those of the backup take their place.
  const names = tables.map(({ schema, name }) => quoted(schema, name));
  await client.query(`truncate ${names.join(', ')}`);
  for (const table of tables) await loadTable(client, folder, table);
  for (const { schema, name, value, isCalled } of manifest.sequences) {
    await client.query('select setval($1::regclass, $2::bigint, $3)', [
      quoted(schema, name),
      value,
      isCalled,
    ]);
  }
  await client.query('set constraints all immediate');
  for (const { redo } of changes.reverse()) await client.query(redo);
  await beforeCommit();
  await client.query('commit');
  await client.query('analyze');
}
