import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { rolledBack, testDatabase, worldNow } from '../../../test/support/database.ts';
import type { Db } from '../tables.ts';
import { findPersonByLogin } from './person-queries.ts';
import { recordSignIn, sweepSignInTraces } from './sign-in-trace.ts';

const { db: desk, close } = await testDatabase();
after(close);

const later = (seconds: number) => worldNow.add({ seconds });
const rowsOf = (db: Db) => db.selectFrom('sign_in_trace').selectAll().orderBy('id').execute();
const marie = async (db: Db) => (await findPersonByLogin(db, 'marie.dupont'))?.id ?? 0;

test('a detail is a code or a name of attribute; what a portal says in words is not kept', () =>
  rolledBack(desk, async (db) => {
    const refused = { door: 'cas', outcome: 'refused', reason: 'claim_missing' } as const;
    for (const detail of ['urn:oid:0.9.2342.19200300.100.1.3', 'DUPONT Marie', 'a@b.fr', '']) {
      await recordSignIn(db, { ...refused, detail, reference: 'R1' }, worldNow);
    }
    const details = (await rowsOf(db)).map(({ detail }) => detail);
    assert.deepEqual(details, ['urn:oid:0.9.2342.19200300.100.1.3', null, null, null]);
  }));

test('the same refusal is told once a minute for each person, unless somebody was given a reference to quote', () =>
  rolledBack(desk, async (db) => {
    const personId = await marie(db);
    const slowed = { door: 'local', outcome: 'refused', reason: 'slowed' } as const;
    const count = async () => (await rowsOf(db)).length;
    for (const at of [0, 1, 59]) await recordSignIn(db, { ...slowed, personId }, later(at));
    assert.equal(await count(), 1);
    await recordSignIn(db, slowed, later(59));
    await recordSignIn(db, { ...slowed, reason: 'busy', personId }, later(59));
    await recordSignIn(db, { ...slowed, personId }, later(60));
    assert.equal(await count(), 4, 'nobody in particular, another reason, a minute later');
    for (const reference of ['R1', 'R2']) {
      await recordSignIn(db, { ...slowed, personId, reference }, later(60));
    }
    assert.equal(await count(), 6);
  }));

test('an entry is forgotten after a week, a refusal after thirty days', () =>
  rolledBack(desk, async (db) => {
    const personId = await marie(db);
    const day = 24 * 3_600;
    await recordSignIn(db, { door: 'local', outcome: 'admitted', personId }, worldNow);
    const refused = { door: 'local', outcome: 'refused', reason: 'wrong_password' } as const;
    await recordSignIn(db, { ...refused, personId }, worldNow);
    assert.equal(await sweepSignInTraces(db, later(7 * day)), 0);
    assert.equal(await sweepSignInTraces(db, later(7 * day + 1)), 1);
    assert.deepEqual(
      (await rowsOf(db)).map(({ reason }) => reason),
      ['wrong_password'],
    );
    assert.equal(await sweepSignInTraces(db, later(30 * day)), 0);
    assert.equal(await sweepSignInTraces(db, later(30 * day + 1)), 1);
  }));

test('a night of knocking keeps the latest hundred thousand refusals, and who came in since', () =>
  rolledBack(desk, async (db) => {
    const personId = await marie(db);
    await recordSignIn(db, { door: 'local', outcome: 'admitted', personId }, later(1));
    await sql`insert into sign_in_trace (at, door, reason)
      select ${worldNow}, 'local', 'wrong_password' from generate_series(1, 100010)`.execute(db);
    await recordSignIn(db, { door: 'local', outcome: 'admitted', personId }, later(2));
    assert.equal(await sweepSignInTraces(db, later(3)), 11, 'ten, and the entry that is older');
    assert.equal(await sweepSignInTraces(db, later(3)), 0);
  }));
