import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { rolledBack, testDatabase, worldNow } from '../../../test/support/database.ts';
import { fileTicket, viewerNamed } from '../../../test/support/tickets.ts';
import { admitPerson } from '../people/admit-person.ts';
import { changeStatus } from '../people/change-status.ts';
import { countActs, type DirectoryEntry } from '../people/directory-plan.ts';
import { lastDirectoryRun } from '../people/directory-run.ts';
import { findPersonByLogin, findProfileCard, searchPeople } from '../people/person-queries.ts';
import { openSession, readSession } from '../people/session.ts';
import { updateProfile } from '../people/update-profile.ts';
import type { Db } from '../tables.ts';
import { closeAccount } from './close-account.ts';
import { type DirectoryReading, followDirectory, previewDirectory } from './follow-directory.ts';
import { takeTicket } from './take-ticket.ts';

const { db: desk, close } = await testDatabase();
after(close);

const issuer = 'ldap:///ou=personnes,dc=exemple,dc=fr?entryuuid';
const person = (
  login: string,
  changed: Partial<DirectoryEntry['claims']> = {},
): DirectoryEntry => ({
  subject: `uuid-${login}`,
  claims: {
    ...{ login, firstName: 'Prénom', lastName: login.toUpperCase(), email: `${login}@exemple.fr` },
    ...{ phone: null, room: null, site: null, mainUnit: null, units: null },
    ...changed,
  },
});
/** Enough people for one departure to be few. */
const crowd = Array.from({ length: 20 }, (_, index) => person(`foule${String(index)}`));
const reading = (...entries: DirectoryEntry[]): DirectoryReading => ({
  ...{ issuer, sharesLogins: true },
  entries: [...crowd, ...entries],
});
const follow = (db: Db, ...entries: DirectoryEntry[]) =>
  followDirectory(db, reading(...entries), { allowed: 0, now: worldNow });
const personOf = async (db: Db, login: string) =>
  (await findPersonByLogin(db, login)) ?? assert.fail(`nobody is called ${login}`);
const actsOn = async (db: Db, personId: number) =>
  (
    await db
      .selectFrom('audit_entry')
      .select(['act', 'actor_id'])
      .where('subject', '=', `person:${String(personId)}`)
      .orderBy('id')
      .execute()
  ).map(({ act, actor_id }) => [act, actor_id]);
const silent = { link: 0, change: 0, return: 0, departure: 0 };

test('people who never came in are found by name, as requesters with what the directory says of them', () =>
  rolledBack(desk, async (db) => {
    const says = { phone: '0199000001', site: 'TANNEURS', mainUnit: { code: 'DEC', name: '' } };
    const { plan } = await follow(db, person('zoe.zimmermann', says));
    assert.deepEqual(countActs(plan), { ...silent, arrival: 21 });
    const [found] = await searchPeople(db, 'zimerman', 5);
    assert.equal(found?.login, 'zoe.zimmermann');
    const card = await findProfileCard(db, found.id);
    assert.deepEqual(
      [card?.phone, card?.site?.code, card?.organisationUnit?.code],
      ['0199000001', 'TANNEURS', 'DEC'],
    );
    const viewer = await viewerNamed(db, 'zoe.zimmermann');
    assert.deepEqual([viewer.isAdministrator, viewer.memberships], [false, []]);
    const acts = await actsOn(db, found.id);
    assert.deepEqual(acts, [
      ['add-person', null],
      ['refresh-person', null],
    ]);
    const again = await follow(db, person('zoe.zimmermann', says));
    assert.deepEqual(again.plan.acts, []);
    assert.equal((await actsOn(db, found.id)).length, 2);
  }));

test('a preview writes nothing', () =>
  rolledBack(desk, async (db) => {
    const { plan } = await previewDirectory(db, reading(person('zoe.zimmermann')), 0);
    assert.equal(countActs(plan).arrival, 21);
    assert.equal(await findPersonByLogin(db, 'zoe.zimmermann'), undefined);
    await follow(db);
    const shrunk = await previewDirectory(db, { ...reading(), entries: crowd.slice(1) }, 0);
    assert.deepEqual(
      shrunk.plan.acts.map(({ act, login }) => [act, login]),
      [['departure', 'foule0']],
    );
    assert.equal((await personOf(db, 'foule0')).status, 'active');
  }));

test('an agent who leaves is marked so: tickets to their team, sessions over, a line of the log', () =>
  rolledBack(desk, async (db) => {
    const nadia = await viewerNamed(db, 'nadia.benali');
    await follow(db, person('nadia.benali'));
    const number = await fileTicket(db, {}, worldNow);
    await takeTicket(db, { number, actor: nadia }, worldNow);
    const token = await openSession(db, { personId: nadia.id, door: 'local' }, worldNow);
    const ticketOf = () =>
      db
        .selectFrom('ticket')
        .select(['state', 'holder_id'])
        .where('number', '=', number)
        .executeTakeFirstOrThrow();
    assert.equal((await ticketOf()).holder_id, nadia.id);
    const { plan, stop } = await follow(db);
    assert.equal(stop, null);
    assert.deepEqual(countActs(plan), { ...silent, arrival: 0, departure: 1 });
    assert.equal((await personOf(db, 'nadia.benali')).status, 'left');
    assert.deepEqual(await ticketOf(), { state: 'awaiting', holder_id: null });
    assert.equal(await readSession(db, token, worldNow), null);
    assert.ok((await actsOn(db, nadia.id)).some(([act]) => act === 'person-left'));
    // The directory names her again: a place in a team is not its to give back.
    const back = await follow(db, person('nadia.benali'));
    assert.deepEqual(back.plan.leftAside, [{ login: 'nadia.benali', reason: 'return_with_place' }]);
    assert.equal((await personOf(db, 'nadia.benali')).status, 'left');
  }));

test('a requester who comes back is let in again; one an administrator shut is not', () =>
  rolledBack(desk, async (db) => {
    await follow(db, person('zoe.zimmermann'), person('luc.lambert'));
    const luc = await personOf(db, 'luc.lambert');
    await follow(db, person('luc.lambert'));
    assert.equal((await personOf(db, 'zoe.zimmermann')).status, 'left');
    await closeAccount(db, { actorId: luc.id, personId: luc.id, status: 'left' }, worldNow);
    const { plan } = await follow(db, person('zoe.zimmermann'), person('luc.lambert'));
    assert.deepEqual(
      plan.acts.map(({ act, login }) => [act, login]),
      [['return', 'zoe.zimmermann']],
    );
    assert.equal((await personOf(db, 'zoe.zimmermann')).status, 'active');
    assert.equal((await personOf(db, 'luc.lambert')).status, 'left');
    // Gone again, and once more opened by an administrator: the next night says nothing else.
    const zoe = await personOf(db, 'zoe.zimmermann');
    await follow(db);
    await changeStatus(db, { actorId: luc.id, personId: zoe.id, status: 'active' }, worldNow);
    assert.deepEqual((await follow(db)).plan.acts, []);
    assert.equal((await personOf(db, 'zoe.zimmermann')).status, 'active');
  }));

test('names follow the directory at each run; a telephone that the person corrected stays', () =>
  rolledBack(desk, async (db) => {
    await follow(db, person('zoe.zimmermann', { phone: '1' }));
    const { id } = await personOf(db, 'zoe.zimmermann');
    await updateProfile(
      db,
      { actorId: id, personId: id, phone: '5555', room: '', addUnitIds: [], removeUnitIds: [] },
      worldNow,
    );
    await follow(db, person('zoe.zimmermann', { phone: '2', lastName: 'Zola' }));
    const card = await findProfileCard(db, id);
    assert.deepEqual([card?.lastName, card?.phone], ['Zola', '5555']);
  }));

test('the person of a portal with the same login is the same; one who chose the login elsewhere, or has the courriel, is not', () =>
  rolledBack(desk, async (db) => {
    const { claims } = person('zoe.zimmermann');
    const cas = { issuer: 'https://portail.exemple.fr/cas', subject: 'zoe.zimmermann', claims };
    const known = await admitPerson(db, { ...cas, sharesLogins: true }, worldNow);
    const outside = { issuer: 'https://autre.exemple.fr', subject: 'x', sharesLogins: false };
    await admitPerson(db, { ...outside, claims: { ...claims, login: 'luc.lambert' } }, worldNow);
    const { plan } = await follow(
      db,
      person('zoe.zimmermann'),
      person('luc.lambert', { phone: '0199000001' }),
      person('autre', { email: 'zoe.zimmermann@exemple.fr' }),
    );
    assert.deepEqual(plan.leftAside, [{ login: 'luc.lambert', reason: 'login_taken' }]);
    assert.equal(countActs(plan).arrival, 21, 'the same courriel is somebody else');
    const again = await admitPerson(db, { ...cas, sharesLogins: true }, worldNow);
    assert.deepEqual([again.personId, again.outcome], [known.personId, 'admitted']);
    const luc = await personOf(db, 'luc.lambert');
    assert.equal((await findProfileCard(db, luc.id))?.phone, '');
  }));

test('a directory that names nobody, or drops more than one in ten, changes nothing', () =>
  rolledBack(desk, async (db) => {
    await follow(db);
    const rest = { ...reading(), entries: [...crowd.slice(3), person('zoe.zimmermann')] };
    const { stop, plan } = await followDirectory(db, rest, { allowed: 0, now: worldNow });
    assert.deepEqual([stop, countActs(plan).departure], ['too_many_departures', 3]);
    assert.equal(await findPersonByLogin(db, 'zoe.zimmermann'), undefined, 'nor anybody added');
    const empty = await followDirectory(
      db,
      { ...reading(), entries: [] },
      { allowed: 100, now: worldNow },
    );
    assert.equal(empty.stop, 'empty');
    assert.equal((await personOf(db, 'foule0')).status, 'active');
    await followDirectory(db, rest, { allowed: 3, now: worldNow });
    assert.equal((await personOf(db, 'foule0')).status, 'left');
  }));

test('two runs at once do everything once, and what was cut midway is ended by the next', async () => {
  const { db, close: closeIt } = await testDatabase();
  const cut = { ...reading(), entries: crowd.slice(0, 5) };
  await followDirectory(db, cut, { allowed: 0, now: worldNow });
  const all = await Promise.all([follow(db), follow(db), follow(db)]);
  assert.deepEqual(
    all.flatMap(({ plan }) => plan.leftAside),
    [],
  );
  const count = async (act: string) =>
    (
      await db
        .selectFrom('audit_entry')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('act', '=', act)
        .where('at', '=', worldNow)
        .executeTakeFirstOrThrow()
    ).count;
  const people = await db
    .selectFrom('person')
    .select('id')
    .where('login', 'like', 'foule%')
    .execute();
  assert.equal(people.length, 20);
  const gone = { ...reading(), entries: crowd.slice(1) };
  const before = await count('person-left');
  await Promise.all(
    [gone, gone].map((one) => followDirectory(db, one, { allowed: 0, now: worldNow })),
  );
  assert.equal((await count('person-left')) - before, 1);
  await closeIt();
});

test('somebody who cannot be written is left aside, and the others are followed', () =>
  rolledBack(desk, async (db) => {
    const wrong = { ...person('nul'), subject: 'nul\0' };
    const { plan, fault } = await follow(db, wrong, person('zoe.zimmermann'));
    assert.equal(plan.leftAside.at(-1)?.reason, 'failed');
    assert.ok(fault instanceof Error);
    assert.equal((await personOf(db, 'zoe.zimmermann')).status, 'active');
  }));

test('what became of it is kept: done, or why nothing was changed, and when it was last done', () =>
  rolledBack(desk, async (db) => {
    assert.equal(await lastDirectoryRun(db), undefined);
    await follow(db);
    const done = { at: worldNow, outcome: 'done', code: null, read: 20, departures: 0 };
    assert.deepEqual(await lastDirectoryRun(db), { ...done, followedAt: worldNow });
    const later = worldNow.add({ hours: 24 });
    const few = { issuer, sharesLogins: true, entries: crowd.slice(5) };
    await followDirectory(db, few, { allowed: 0, now: later });
    assert.deepEqual(await lastDirectoryRun(db), {
      ...{ ...done, at: later, outcome: 'too_many_departures', read: 15, departures: 5 },
      followedAt: worldNow,
    });
    await previewDirectory(db, reading(), 0);
    assert.deepEqual((await lastDirectoryRun(db))?.at, later, 'a dry run is none');
  }));
