import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { rolledBack, testDatabase } from '../../../test/support/database.ts';
import { inTransaction } from '../db/database.ts';
import { enqueue } from './enqueue.ts';

const { db, close } = await testDatabase({ seeded: false });
after(close);

/** What the jobs that wait were asked with. */
const waiting = async (on: typeof db) => {
  const { rows } = await sql<{ payload: unknown }>`
    select payload from graphile_worker._private_jobs order by id`.execute(on);
  return rows.map(({ payload }) => payload);
};

test('a second job with the same key replaces the one that waits', () =>
  rolledBack(db, async (tx) => {
    await enqueue(tx, 'scan-file', { hash: 'a' }, { jobKey: 'scan-file:1' });
    await enqueue(tx, 'scan-file', { hash: 'b' }, { jobKey: 'scan-file:1' });
    await enqueue(tx, 'scan-file', { hash: 'c' }, { jobKey: 'scan-file:2' });
    assert.deepEqual(await waiting(tx), [{ hash: 'b' }, { hash: 'c' }]);
  }));

test('a job disappears with the transaction that asked for it', async () => {
  const refused = inTransaction(db, async (tx) => {
    await enqueue(tx, 'notify', { event: 1 });
    assert.equal((await waiting(tx)).length, 1);
    throw new Error('changed my mind');
  });
  await assert.rejects(refused, /changed my mind/);
  assert.deepEqual(await waiting(db), []);
});
