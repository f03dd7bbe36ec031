import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { rolledBack, testDatabase, worldNow } from '../../../test/support/database.ts';
import { accessibilityStatus, changeSetting, readSetting } from '../settings/settings.ts';
import type { Db } from '../tables.ts';
import { addOrganisationUnit } from './add-organisation-unit.ts';
import { addPerson } from './add-person.ts';
import { addSite } from './add-site.ts';
import { changeStatus, enablePerson } from './change-status.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';
import { findPersonByLogin, findProfileCard, listSites, searchPeople } from './person-queries.ts';
import { updateProfile } from './update-profile.ts';

const { db: desk, close } = await testDatabase();
after(close);

const namesOf = async (db: Db, text: string) =>
  (await searchPeople(db, text, 20)).map(({ login }) => login);

async function addNamed(firstName: string, lastName: string): Promise<void> {
  const login = `test.${String(Math.abs(firstName.length * 31 + lastName.length))}.${lastName.toLowerCase().replace(/[^a-z]/g, '')}`;
  const email = `${login}@exemple.fr`;
  await addPerson(desk, { actorId: null, login, firstName, lastName, email }, worldNow);
}

await addNamed('Zoé', 'Lœuilleux-Çelik');
await addNamed('Jean-Noël', 'D’Hérouville');

test('people are found by name in any order, without accents, by login, or only begun', () =>
  rolledBack(desk, async (db) => {
    for (const text of ['dupont', 'DUPONT Marie', 'marie dupont', 'mar dup', 'marie.dupont']) {
      assert.equal((await namesOf(db, text))[0], 'marie.dupont', text);
    }
    for (const text of ['zoe', 'celik zoe', 'loeuilleux', 'Çelik', 'lœuill']) {
      assert.match((await namesOf(db, text)).join(' '), /loeuilleux|luilleuxelik/, text);
    }
    assert.match((await namesOf(db, 'd’herouville')).join(' '), /hrouville/);
  }));

test('people are found when their name is slightly misspelled, and only then', () =>
  rolledBack(desk, async (db) => {
    for (const text of ['dupond marie', 'dupnot marie', 'marie duppont']) {
      assert.equal((await namesOf(db, text))[0], 'marie.dupont', text);
    }
    assert.deepEqual(await namesOf(db, 'xyzzyx'), []);
    assert.deepEqual(await namesOf(db, '   '), []);
  }));

test('signs that mean something to the database are letters like others in a search', () =>
  rolledBack(desk, async (db) => {
    for (const text of ['%', '_', '\\', '%%%%', 'a%t', "'; drop table person; --"]) {
      assert.deepEqual(await namesOf(db, text), [], text);
    }
  }));

test('a person who left is not proposed any more', () =>
  rolledBack(desk, async (db) => {
    const person = await findPersonByLogin(db, 'paul.martin');
    assert.ok(person);
    await changeStatus(db, { actorId: null, personId: person.id, status: 'left' }, worldNow);
    assert.ok(!(await namesOf(db, 'paul martin')).includes('paul.martin'));
    await enablePerson(db, { actorId: null, personId: person.id }, worldNow);
    assert.ok((await namesOf(db, 'paul martin')).includes('paul.martin'));
  }));

test('a login is one person, whatever its capitals', () =>
  rolledBack(desk, async (db) => {
    const named = { actorId: null, firstName: 'A', lastName: 'B', email: 'a@exemple.fr' };
    await addPerson(db, { ...named, login: ' Anne.Bellec ' }, worldNow);
    assert.equal((await findPersonByLogin(db, 'ANNE.BELLEC'))?.login, 'anne.bellec');
    await assert.rejects(addPerson(db, { ...named, login: 'anne.bellec' }, worldNow));
  }));

test('a profile says where to find a person, and who changed it is on record without their words', () =>
  rolledBack(desk, async (db) => {
    const siteId = await addSite(
      db,
      { actorId: null, code: 'T1', name: 'Annexe', address: '1 rue des Essais, Testac' },
      worldNow,
    );
    const organisationUnitId = await addOrganisationUnit(
      db,
      { actorId: null, code: 'U1', name: 'Service des essais' },
      worldNow,
    );
    const named = { login: 'anne', firstName: 'Anne', lastName: 'Bellec', email: 'a@exemple.fr' };
    const added = { actorId: null, ...named, siteId: null, organisationUnitId };
    const id = await addPerson(db, added, worldNow);
    const change = { actorId: id, personId: id, phone: '05 36 49 00 00', room: 'B 12', siteId };
    await updateProfile(db, change, worldNow);
    const card = await findProfileCard(db, id);
    assert.equal(card?.phone, '05 36 49 00 00');
    assert.deepEqual(card?.site, {
      id: siteId,
      code: 'T1',
      name: 'Annexe',
      address: '1 rue des Essais, Testac',
    });
    assert.equal(card?.organisationUnit?.name, 'Service des essais');
    const entries = await db
      .selectFrom('audit_entry')
      .select(['act', 'actor_id', 'before', 'after'])
      .where('subject', '=', `person:${String(id)}`)
      .orderBy('id')
      .execute();
    assert.deepEqual(
      entries.map(({ act }) => act),
      ['add-person', 'update-profile'],
    );
    assert.equal(entries[1]?.actor_id, id);
    assert.doesNotMatch(JSON.stringify(entries), /05 36|B 12|Bellec|exemple/);
  }));

test('a profile saved without a change leaves no trace', () =>
  rolledBack(desk, async (db) => {
    const person = await findPersonByLogin(db, 'marie.dupont');
    assert.ok(person);
    const count = () => db.selectFrom('audit_entry').select('id').execute();
    const before = await count();
    await updateProfile(db, { actorId: person.id, personId: person.id }, worldNow);
    assert.equal((await count()).length, before.length);
  }));

test('what was recorded of an act can be neither changed nor erased', async () => {
  const acts: ((db: Db) => Promise<unknown>)[] = [
    (db) => db.updateTable('audit_entry').set({ act: 'other' }).execute(),
    (db) => db.deleteFrom('audit_entry').execute(),
  ];
  for (const act of acts) {
    await assert.rejects(rolledBack(desk, act), /append-only/);
  }
});

test('sites come in the order French people sort names', () =>
  rolledBack(desk, async (db) => {
    const add = (code: string, name: string) =>
      addSite(db, { actorId: null, code, name, address: '' }, worldNow);
    await add('Z1', 'Écluse des tests');
    await add('Z2', 'Zénith des tests');
    await add('Z3', 'eau des tests');
    const names = (await listSites(db)).map(({ name }) => name);
    const ours = names.filter((name) => name.endsWith('des tests'));
    assert.deepEqual(ours, ['eau des tests', 'Écluse des tests', 'Zénith des tests']);
  }));

test('a password is recognised however the keyboard composed it, and by nothing else', async () => {
  const hash = await hashPassword('été à la mer');
  assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[^$]{22}\$[^$]{43}$/);
  assert.equal(await verifyPassword('été à la mer'.normalize('NFD'), hash), true);
  assert.equal(await verifyPassword('ete a la mer', hash), false);
  assert.equal(await verifyPassword('', hash), false);
  assert.equal(await verifyPassword('été à la mer', null), false);
  assert.equal(await verifyPassword('x', 'not a hash'), false);
});

test('a setting has a value before it is set, is checked, and its changes are on record', () =>
  rolledBack(desk, async (db) => {
    assert.equal(await readSetting(db, 'accessibilityAudit'), null);
    const audit = { date: '2027-03-17', auditor: 'Cabinet d’essai', rate: 80 };
    await changeSetting(db, { actorId: null, key: 'accessibilityAudit', value: audit }, worldNow);
    assert.deepEqual(await readSetting(db, 'accessibilityAudit'), audit);
    const wrong = { ...audit, rate: 120 };
    await assert.rejects(
      changeSetting(db, { actorId: null, key: 'accessibilityAudit', value: wrong }, worldNow),
    );
    const entries = await db
      .selectFrom('audit_entry')
      .select(['before', 'after'])
      .where('subject', '=', 'setting:accessibilityAudit')
      .execute();
    assert.deepEqual(entries, [{ before: null, after: audit }]);
  }));

test('only an audit lets the site say more than « non conforme »', () => {
  const audited = (rate: number) => accessibilityStatus({ date: '2027-01-01', auditor: 'x', rate });
  assert.equal(accessibilityStatus(null), 'none');
  assert.deepEqual(
    [audited(49.9), audited(50), audited(99.9), audited(100)],
    ['none', 'partial', 'partial', 'full'],
  );
});
