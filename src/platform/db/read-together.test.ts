import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import type { FieldDef } from 'pg';
import { blankDatabase } from '../../../test/support/database.ts';
import { createDb, inTransaction } from './database.ts';
import { readTogether } from './read-together.ts';
import { learnColumns, mostTexts } from './result-columns.ts';
import { recordStatements } from './statements.ts';

type Tables = {
  thing: { id: number; name: string; at: Temporal.Instant; day: Temporal.PlainDate | null };
};

const { pool, close } = await blankDatabase();
const db = createDb<Tables>(pool);
after(close);
await pool.query(`create table thing (
  id bigint primary key, name text not null, at timestamptz not null, day date,
  tags text[] not null default '{}', more jsonb not null default '{}', price numeric not null default 1.50)`);
await pool.query(`insert into thing (id, name, at, day, tags, more) values
  (1, 'un', '2026-11-23T10:00:00.123456Z', '2026-11-23', '{a,"b c"}', '{"x": [1]}'),
  (2, '2026-11-23T10:00:00Z', '2026-01-01T00:00:00Z', null, '{}', '{}')`);

const names = (on: typeof db, ids: number[]) =>
  on
    .selectFrom('thing')
    .select('name')
    .where(sql<boolean>`id = any(${ids}::bigint[])`)
    .orderBy('id', 'desc')
    .execute();
const wholeRow = (on: typeof db, id: number) =>
  sql<
    Record<string, unknown>
  >`select id, name, at, day, tags, more, id > 1 as later, count(*) over () as total
    from thing where id = ${id}`.execute(on);

test('reads started together are one statement, and give what each gives alone', async () => {
  const reads = (on: typeof db) =>
    Promise.all([names(on, [1, 2]), wholeRow(on, 1), wholeRow(on, 2), names(on, [])]);
  const alone = await reads(db);
  const { result, statements } = await recordStatements(() => readTogether(db, reads));
  assert.equal(statements.length, 1, statements.join('\n'));
  assert.deepEqual(result[0], alone[0]);
  assert.deepEqual(result[3], []);
  for (const index of [1, 2] as const) {
    assert.deepEqual(result[index].rows, alone[index].rows);
    const [row] = result[index].rows;
    assert.ok(row?.['at'] instanceof Temporal.Instant);
    // A text that looks like an instant stays a text.
    assert.equal(typeof row['name'], 'string');
  }
  assert.equal(String(result[1].rows[0]?.['at']), '2026-11-23T10:00:00.123456Z');
  assert.ok(result[1].rows[0]?.['day'] instanceof Temporal.PlainDate);
});

test('what depends on an answer makes a second statement', async () => {
  const read = async (on: typeof db) => {
    const [first] = await Promise.all([names(on, [1]), names(on, [2])]);
    return Promise.all([names(on, [first.length]), wholeRow(on, 1)]);
  };
  await readTogether(db, read);
  const { statements } = await recordStatements(() => readTogether(db, read));
  assert.equal(statements.length, 2);
});

test('one read alone is sent as it is, and so is one never sent before', async () => {
  const { statements } = await recordStatements(() => readTogether(db, (on) => names(on, [1])));
  assert.match(statements[0] ?? '', /^select "name"/);
  const fresh = (on: typeof db, text: string) =>
    sql<{ text: string }>`select name || ${text}::text as text from thing where id = 1`
      .execute(on)
      .then(({ rows }) => rows);
  const both = () =>
    readTogether(db, (on) => Promise.all([fresh(on, 'a'), fresh(on, 'b'), names(on, [1])]));
  const first = await recordStatements(both);
  assert.equal(first.statements.length, 3);
  const second = await recordStatements(both);
  assert.equal(second.statements.length, 1);
  assert.deepEqual(second.result, first.result);
});

test('a column that would not come back the same from JSON keeps its read apart', async () => {
  const price = (on: typeof db) => sql`select price from thing where id = 1`.execute(on);
  const both = () =>
    readTogether(db, (on) => Promise.all([price(on), names(on, [1]), names(on, [2])]));
  await both();
  const { result, statements } = await recordStatements(both);
  assert.equal(statements.length, 2);
  assert.deepEqual(result[0].rows, [{ price: '1.50' }]);
});

test('what is under way comes back right when what is known of statements is forgotten meanwhile', async () => {
  const slow = (on: typeof db) =>
    sql<{ at: Temporal.Instant }>`select at from thing, pg_sleep(0.3) where id = 1`.execute(on);
  const both = () => readTogether(db, (on) => Promise.all([slow(on), names(on, [1])]));
  await both();
  const underWay = both();
  // It has left by then, and has not come back.
  await setTimeout(100);
  const field = { name: 'n', dataTypeID: 23 } as FieldDef;
  for (let n = 0; n <= mostTexts; n++) learnColumns(`select ${String(n)}`, [field]);
  const [{ rows }] = await underWay;
  assert.ok(rows[0]?.at instanceof Temporal.Instant, String(rows[0]?.at));
});

test('in a transaction they read what it has written, and an error reaches each of them', async () => {
  await names(db, [1]);
  const undone = inTransaction(db, async (tx) => {
    await sql`update thing set name = 'autre' where id = 1`.execute(tx);
    const [one, two] = await readTogether(tx, (on) =>
      Promise.all([names(on, [1]), names(on, [2])]),
    );
    assert.deepEqual(one, [{ name: 'autre' }]);
    assert.equal(two.length, 1);
    const inverse = (on: typeof db, by: number) => sql`select 1 / ${by}::int as value`.execute(on);
    await inverse(tx, 1);
    const failing = await readTogether(tx, (on) =>
      Promise.allSettled([inverse(on, 0), inverse(on, 1)]),
    );
    assert.deepEqual(
      failing.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    throw new Error('undone');
  });
  await assert.rejects(undone, /undone/);
});

test('a transaction is no read', async () => {
  await assert.rejects(
    readTogether(db, (on) => inTransaction(on, (tx) => names(tx, [1]))),
    /neither a transaction/,
  );
});
