import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { blankDatabase } from '../../../test/support/database.ts';
import { MigrationError, migrate } from './migrate.ts';

const first = '20260101T0900-create-shelf.sql';
const second = '20260102T0900-create-book.sql';
const third = '20260103T0900-index-book.sql';

const shelf = 'create table shelf (id int primary key);';
const book = 'create table book (id int primary key, shelf_id int references shelf);';
const index = `-- no-transaction
-- Built beside the readers; a comment; with semicolons
create index concurrently if not exists book_shelf on book (shelf_id); -- first
create index concurrently if not exists book_twice on book (shelf_id, id);
`;

/** A blank database, and a folder of migrations to write in. */
async function setUp(files: Record<string, string>) {
  const { pool, close } = await blankDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'migrations-'));
  const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);
  for (const [name, text] of Object.entries(files)) await write(name, text);
  after(async () => {
    await close();
    await rm(folder, { recursive: true });
  });
  const names = async (query: string): Promise<unknown[]> =>
    (await pool.query<{ name: string }>(query)).rows.map(({ name }) => name);
  return {
    pool,
    folder,
    write,
    run: () => migrate(pool, folder),
    remove: (name: string) => rm(join(folder, name)),
    tables: () =>
      names("select tablename as name from pg_tables where schemaname = 'public' order by 1"),
    indexes: () =>
      names("select indexname as name from pg_indexes where tablename = 'book' order by 1"),
  };
}

test('an empty database receives every migration in order, once', async () => {
  const desk = await setUp({ [third]: index, [second]: book, [first]: shelf });
  assert.deepEqual(await desk.run(), [first, second, third]);
  assert.deepEqual(await desk.tables(), ['book', 'schema_migration', 'shelf']);
  assert.deepEqual(await desk.indexes(), ['book_pkey', 'book_shelf', 'book_twice']);
  assert.deepEqual(await desk.run(), []);
});

test('a new migration is applied to a database that has the others', async () => {
  const desk = await setUp({ [first]: shelf });
  await desk.run();
  await desk.write(second, book);
  assert.deepEqual(await desk.run(), [second]);
});

test('a migration changed after it was applied is refused', async () => {
  const desk = await setUp({ [first]: shelf });
  await desk.run();
  await desk.write(first, `${shelf} -- a word more`);
  await assert.rejects(desk.run(), (error) => {
    assert.ok(error instanceof MigrationError);
    assert.ok(error.message.includes(first));
    return true;
  });
});

test('a database of a newer version is refused', async () => {
  const desk = await setUp({ [first]: shelf, [second]: book });
  await desk.run();
  await desk.remove(second);
  await assert.rejects(desk.run(), /inconnue de cette version/);
});

test('a migration that fails leaves nothing, and the next run goes on from there', async () => {
  const desk = await setUp({ [first]: shelf, [second]: `${book} create table shelf (id int);` });
  await assert.rejects(desk.run(), /20260102T0900-create-book\.sql a échoué/);
  assert.deepEqual(await desk.tables(), ['schema_migration', 'shelf']);
  await desk.write(second, book);
  assert.deepEqual(await desk.run(), [second]);
});

test('a name without an instant is refused before anything is applied', async () => {
  const desk = await setUp({ [first]: shelf, 'create-book.sql': book });
  await assert.rejects(desk.run(), /Nom de migration inattendu : create-book\.sql/);
  assert.deepEqual(await desk.tables(), []);
});

test('several starts at once apply each migration once, concurrent indexes included', async () => {
  const desk = await setUp({ [first]: shelf, [second]: book, [third]: index });
  const applied = await Promise.all([desk.run(), desk.run(), desk.run()]);
  assert.deepEqual(applied.flat().sort(), [first, second, third]);
});

test('a migration does not wait for ever behind a reader', async () => {
  const impatient = "set local lock_timeout = '200ms'; alter table shelf add column name text;";
  const desk = await setUp({ [first]: shelf });
  await desk.run();
  const reader = await desk.pool.connect();
  await reader.query('begin');
  await reader.query('select from shelf');
  await desk.write(second, impatient);
  await assert.rejects(desk.run(), /lock timeout/);
  await reader.query('rollback');
  reader.release();
  assert.deepEqual(await desk.run(), [second]);
});
