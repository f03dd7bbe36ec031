import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { rolledBack, testDatabase, worldNow } from '../../../test/support/database.ts';
import { recordStatements } from '../../platform/db/statements.ts';
import type { Db } from '../tables.ts';
import { changeStatus } from './change-status.ts';
import { endSession, endSessionsOf } from './end-sessions.ts';
import { hashPassword } from './password-hash.ts';
import { findPersonByLogin } from './person-queries.ts';
import { openSession, readSession, sweepSessions } from './session.ts';
import { setPassword } from './set-password.ts';

const { db: desk, close } = await testDatabase();
after(close);

const later = (hours: number): Temporal.Instant =>
  worldNow.add({ minutes: Math.round(hours * 60) });

async function idOf(db: Db, login: string): Promise<number> {
  const person = await findPersonByLogin(db, login);
  assert.ok(person);
  return person.id;
}

const open = (db: Db, personId: number) => openSession(db, { personId, door: 'local' }, worldNow);

const stateAt = async (db: Db, token: string, now: Temporal.Instant) =>
  (await readSession(db, token, now))?.state;

test('a session gives who acts, their teams and their unread notices in one statement', () =>
  rolledBack(desk, async (db) => {
    const token = await open(db, await idOf(db, 'nadia.benali'));
    const { result, statements } = await recordStatements(() => readSession(db, token, worldNow));
    assert.equal(statements.length, 1);
    assert.ok(result?.state === 'live');
    assert.equal(result.viewer.login, 'nadia.benali');
    assert.deepEqual(
      result.viewer.memberships.map(({ role }) => role),
      ['agent'],
    );
    assert.equal(typeof result.viewer.unreadNotices, 'number');
  }));

test('the secret of a session is not in the database', () =>
  rolledBack(desk, async (db) => {
    const token = await open(db, await idOf(db, 'marie.dupont'));
    const rows = await db.selectFrom('session').selectAll().execute();
    assert.equal(token.length, 43);
    assert.ok(rows.every((row) => !JSON.stringify(row).includes(token)));
    assert.ok(rows.every((row) => !Buffer.from(row.id_hash).includes(Buffer.from(token))));
  }));

test('a session left alone for two hours is over', () =>
  rolledBack(desk, async (db) => {
    const token = await open(db, await idOf(db, 'marie.dupont'));
    assert.equal(await stateAt(db, token, later(1.9)), 'live');
    assert.equal(await stateAt(db, token, later(3.8)), 'live');
    assert.equal(await stateAt(db, token, later(5.9)), 'expired');
  }));

test('a session used all day is over after twelve hours', () =>
  rolledBack(desk, async (db) => {
    const token = await open(db, await idOf(db, 'marie.dupont'));
    for (let hour = 1; hour < 12; hour += 1) {
      assert.equal(await stateAt(db, token, later(hour)), 'live', `after ${hour} hours`);
    }
    assert.equal(await stateAt(db, token, later(12)), 'expired');
  }));

test('a session in use costs a write every few minutes, not every read', () =>
  rolledBack(desk, async (db) => {
    const token = await open(db, await idOf(db, 'marie.dupont'));
    const costAt = async (minutes: number) => {
      const read = () => readSession(db, token, worldNow.add({ minutes }));
      return (await recordStatements(read)).statements.length;
    };
    assert.deepEqual([await costAt(4), await costAt(6), await costAt(7)], [1, 2, 1]);
  }));

test('an ended session, an unknown secret and a disabled person lead nowhere', () =>
  rolledBack(desk, async (db) => {
    const personId = await idOf(db, 'marie.dupont');
    const ended = await open(db, personId);
    await endSession(db, ended, worldNow);
    assert.equal(await readSession(db, ended, worldNow), null);
    assert.equal(await readSession(db, 'unknown', worldNow), null);
    const other = await open(db, personId);
    await changeStatus(db, { actorId: null, personId, status: 'disabled' }, worldNow);
    assert.equal(await readSession(db, other, worldNow), null);
  }));

test('a new password ends the sessions opened with the former one', () =>
  rolledBack(desk, async (db) => {
    const personId = await idOf(db, 'marie.dupont');
    const token = await open(db, personId);
    const hash = await hashPassword('un autre mot de passe');
    await setPassword(db, { actorId: null, personId, hash }, worldNow);
    assert.equal(await readSession(db, token, worldNow), null);
  }));

test('a session of the portal that is over ends what came in through it, by that door, and nothing else', () =>
  rolledBack(desk, async (db) => {
    const personId = await idOf(db, 'marie.dupont');
    const enter = (door: string, portalSession: string | null) =>
      openSession(db, { personId, door, portalSession }, worldNow);
    const over = await enter('cas', 'ST-1');
    const others = [
      await enter('cas', 'ST-2'),
      await enter('oidc', 'ST-1'),
      await open(db, personId),
    ];
    const portal = { door: 'cas', portalSession: 'ST-1' };
    assert.equal(await endSessionsOf(db, portal, later(1)), 1);
    assert.equal(await endSessionsOf(db, portal, later(1)), 0, 'said twice');
    assert.equal(await readSession(db, over, later(1)), null);
    for (const other of others) assert.equal(await stateAt(db, other, later(1)), 'live');
  }));

test('the row of a session that is over stays seven days', () =>
  rolledBack(desk, async (db) => {
    await open(db, await idOf(db, 'marie.dupont'));
    assert.equal(await sweepSessions(db, later(12 + 7 * 24)), 0);
    assert.equal(await sweepSessions(db, later(12 + 7 * 24 + 1)), 1);
  }));
