import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { blankDatabase } from '../../../test/support/database.ts';
import { Unavailable } from '../errors.ts';
import { createDb, inTransaction, jsonb } from './database.ts';
import { openPool } from './pool.ts';
import { recordStatements } from './statements.ts';

type Tables = { thing: { id: number; name: string } };

const { pool, url, close } = await blankDatabase();
const db = createDb<Tables>(pool);
after(close);
await pool.query('create table thing (id int primary key, name text not null)');

const add = (on: typeof db, id: number) =>
  on
    .insertInto('thing')
    .values({ id, name: `thing ${String(id)}` })
    .execute();

async function ids(): Promise<number[]> {
  const rows = await db.selectFrom('thing').select('id').orderBy('id').execute();
  await db.deleteFrom('thing').execute();
  return rows.map(({ id }) => id);
}

test('a transaction keeps everything', async () => {
  await inTransaction(db, async (tx) => {
    await add(tx, 1);
    await add(tx, 2);
  });
  assert.deepEqual(await ids(), [1, 2]);
});

test('a transaction that throws keeps nothing, and throws the same', async () => {
  const fault = new Error('no');
  const failing = inTransaction(db, async (tx) => {
    await add(tx, 1);
    throw fault;
  });
  await assert.rejects(failing, (error) => error === fault);
  assert.deepEqual(await ids(), []);
});

test('a transaction inside another one is undone alone', async () => {
  await inTransaction(db, async (outer) => {
    await add(outer, 1);
    const failing = inTransaction(outer, async (inner) => {
      await add(inner, 2);
      // The server refuses this statement: without a savepoint the whole transaction would be lost.
      await add(inner, 1);
    });
    await assert.rejects(failing, { code: '23505' });
    await inTransaction(outer, async (inner) => {
      await add(inner, 3);
      await inTransaction(inner, (deepest) => add(deepest, 4));
    });
  });
  assert.deepEqual(await ids(), [1, 3, 4]);
});

test('what the inner transaction kept goes with the outer one', async () => {
  const failing = inTransaction(db, async (outer) => {
    await inTransaction(outer, (inner) => add(inner, 1));
    throw new Error('no');
  });
  await assert.rejects(failing, /no/);
  assert.deepEqual(await ids(), []);
});

test('numbers, instants, days and json go in and come out as they are', async () => {
  const instant = Temporal.Instant.from('2026-10-25T00:30:00.123Z');
  const day = Temporal.PlainDate.from('2028-02-29');
  const { rows } = await sql<Record<string, unknown>>`select
    ${9_007_199_254_740_991}::int8 as number,
    ${instant}::timestamptz as instant,
    ${day}::date as day,
    ${[instant]}::timestamptz[] as instants,
    array[1, null, 3]::int8[] as numbers,
    '{}'::int8[] as none,
    ${jsonb(['a', { b: null }])} as json,
    null::timestamptz as nothing`.execute(db);
  const [row = {}] = rows;
  assert.equal(row['number'], 9_007_199_254_740_991);
  assert.ok(row['instant'] instanceof Temporal.Instant && row['instant'].equals(instant));
  assert.ok(row['day'] instanceof Temporal.PlainDate && row['day'].equals(day));
  assert.deepEqual(String(row['instants']), instant.toString());
  assert.deepEqual(row['numbers'], [1, null, 3]);
  assert.deepEqual(row['none'], []);
  assert.deepEqual(row['json'], ['a', { b: null }]);
  assert.equal(row['nothing'], null);
});

test('a number too large to be exact is refused rather than rounded', async () => {
  await assert.rejects(sql`select 9007199254740993::int8 as n`.execute(db), RangeError);
});

test('a session works in UTC whatever the machine', async () => {
  const { rows } = await sql<{ zone: string }>`select current_setting('timezone') as zone`.execute(
    db,
  );
  assert.equal(rows[0]?.zone, 'UTC');
});

test('a statement is prepared once per connection, transactions are not', async () => {
  await inTransaction(db, async (tx) => {
    for (const id of [1, 2, 3]) {
      await tx.selectFrom('thing').select('name').where('id', '=', id).execute();
    }
    const { rows } = await sql<{ statement: string }>`
      select statement from pg_prepared_statements where statement not like '%pg_prepared%'`.execute(
      tx,
    );
    const texts = rows.map(({ statement }) => statement);
    assert.equal(texts.filter((text) => text.includes('select "name" from "thing"')).length, 1);
    assert.ok(!texts.some((text) => /^(begin|commit|savepoint)/.test(text)));
  });
});

test('a connection keeps prepared what comes back, and no more than it has room for', async () => {
  const own = openPool(url, { max: 1 });
  const one = createDb<Tables>(own);
  const long = (n: number) => sql`select ${sql.lit(`${String(n)} ${'x'.repeat(10_000)}`)} as word`;
  const kept = async () => {
    const { rows } = await own.query<{ count: number; length: number }>(
      'select count(*), coalesce(sum(length(statement)), 0)::int as length from pg_prepared_statements',
    );
    return rows[0];
  };
  await long(0).execute(one);
  assert.deepEqual(await kept(), { count: 0, length: 0 });
  for (let n = 0; n < 40; n++) {
    for (let times = 0; times < 3; times++) await long(n).execute(one);
  }
  const { count, length } = (await kept()) ?? assert.fail();
  assert.ok(count > 20 && length < 310_000, `${String(count)}, ${String(length)} characters`);
  // What was kept before there was no room left is still what is sent.
  await long(1).execute(one);
  assert.equal((await kept())?.count, count);
  await own.end();
});

test('statements are counted without the transaction around them', async () => {
  const { result, statements } = await recordStatements(() =>
    inTransaction(db, async (outer) => {
      await add(outer, 1);
      return inTransaction(outer, (inner) => inner.selectFrom('thing').select('id').execute());
    }),
  );
  assert.deepEqual(result, [{ id: 1 }]);
  assert.equal(statements.length, 2, statements.join('\n'));
  await ids();
});

test('statements asked for at once in a transaction go one after the other', async () => {
  await inTransaction(db, (tx) => Promise.all([1, 2, 3, 4].map((id) => add(tx, id))));
  assert.deepEqual(await ids(), [1, 2, 3, 4]);
});

test('a connection cut in the middle is Unavailable, and the next statement works', async () => {
  const cut = inTransaction(db, async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
    await pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await add(tx, 1);
  });
  await assert.rejects(cut, Unavailable);
  assert.deepEqual(await ids(), []);
});

test('a database that does not answer is Unavailable', async () => {
  const nobody = new URL(url);
  nobody.port = '1';
  const unreachable = openPool(nobody.href);
  await assert.rejects(add(createDb<Tables>(unreachable), 1), Unavailable);
  await unreachable.end();
});

test('a statement the database refuses stays the error it is', async () => {
  await assert.rejects(sql`select * from nowhere`.execute(db), { code: '42P01' });
  await assert.rejects(sql`select 1 / 0`.execute(db), { code: '22012' });
});

test('a statement that lasts too long is cancelled', async () => {
  const hurried = openPool(url, { statementTimeoutMs: 100, allowExitOnIdle: true });
  await assert.rejects(sql`select pg_sleep(5)`.execute(createDb(hurried)), { code: '57014' });
  await hurried.end();
});
