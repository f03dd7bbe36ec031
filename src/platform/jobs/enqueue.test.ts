import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { rolledBack, testDatabase } from '../../../test/support/database.ts';
import { inTransaction } from '../db/database.ts';
import { enqueue } from './enqueue.ts';

const { db, close } = await testDatabase({ seeded: false });
after(close);

const waiting = async (on: typeof db) =>
  (
    await sql<{ name: string; run_at: Temporal.Instant }>`
      select task_identifier as name, run_at from graphile_worker.jobs order by id`.execute(on)
  ).rows;

test('a job waits for its instant, and a second one with the same key replaces it', () =>
  rolledBack(db, async (tx) => {
    const runAt = Temporal.Instant.from('2026-12-01T08:00:00Z');
    await enqueue(tx, 'close-ticket', { number: 100001 }, { jobKey: 'close:100001' });
    await enqueue(tx, 'close-ticket', { number: 100001 }, { jobKey: 'close:100001', runAt });
    const jobs = await waiting(tx);
    assert.equal(jobs.length, 1);
    assert.equal(jobs[0]?.run_at.toString(), runAt.toString());
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
