import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { rolledBack, testDatabase, worldNow } from '../../../test/support/database.ts';
import { viewerNamed } from '../../../test/support/tickets.ts';
import type { Db } from '../tables.ts';
import { addPerson } from './add-person.ts';
import { type Admission, admitPerson } from './admit-person.ts';
import { changeStatus } from './change-status.ts';
import { findProfileCard } from './person-queries.ts';
import type { PortalClaims, PortalPerson } from './portal-person.ts';
import { updateProfile } from './update-profile.ts';

const { db: desk, close } = await testDatabase();
after(close);

const claims: PortalClaims = {
  login: 'maude.durand',
  firstName: 'Maude',
  lastName: 'Durand',
  email: 'maude.durand@exemple.fr',
  phone: '0199000001',
  room: 'A12',
  site: 'TANNEURS',
  mainUnit: { code: 'DEC', name: 'inconnu' },
  units: [
    { code: 'drh', name: 'inconnu' },
    { code: '0999002X', name: 'CLG 0999002X' },
  ],
};

type Says = Partial<Omit<PortalPerson, 'claims'>> & { claims?: Partial<PortalClaims> };

const portalPerson = ({ claims: changed, ...who }: Says = {}): PortalPerson => ({
  issuer: 'https://portail.exemple.fr/cas',
  subject: 'mdurand',
  sharesLogins: false,
  ...who,
  claims: { ...claims, ...changed },
});

async function admit(db: Db, says: Says = {}): Promise<number> {
  const admission = await admitPerson(db, portalPerson(says), worldNow);
  assert.ok(admission.outcome === 'admitted', JSON.stringify(admission));
  return admission.personId;
}

async function cardOf(db: Db, personId: number) {
  const card = await findProfileCard(db, personId);
  assert.ok(card);
  const { login, firstName, lastName, email, phone, room } = card;
  return {
    ...{ login, firstName, lastName, email, phone, room },
    site: card.site?.code ?? null,
    unit: card.organisationUnit?.code ?? null,
    others: card.otherUnits.map(({ code }) => code).sort(),
  };
}

const actsOn = async (db: Db, personId: number) =>
  (
    await db
      .selectFrom('audit_entry')
      .select('act')
      .where('subject', '=', `person:${String(personId)}`)
      .orderBy('id')
      .execute()
  ).map(({ act }) => act);

test('the first time, the portal’s person is made a requester with all it says of them', () =>
  rolledBack(desk, async (db) => {
    const personId = await admit(db);
    assert.deepEqual(await cardOf(db, personId), {
      ...{ login: 'maude.durand', firstName: 'Maude', lastName: 'Durand' },
      ...{ email: 'maude.durand@exemple.fr', phone: '0199000001', room: 'A12' },
      ...{ site: 'TANNEURS', unit: 'DEC', others: ['0999002X', 'DRH'] },
    });
    const viewer = await viewerNamed(db, 'maude.durand');
    assert.deepEqual([viewer.isAdministrator, viewer.memberships], [false, []]);
    assert.deepEqual(await actsOn(db, personId), ['add-person', 'refresh-person']);
  }));

test('the same person comes back as themselves, and nothing is written in the log when nothing changed', () =>
  rolledBack(desk, async (db) => {
    const personId = await admit(db);
    assert.equal(await admit(db), personId);
    assert.equal((await actsOn(db, personId)).length, 2);
  }));

test('the key is (issuer, subject): the same courriel, login or subject elsewhere is somebody else', () =>
  rolledBack(desk, async (db) => {
    const odile = await viewerNamed(db, 'odile.garnier');
    const first = await admit(db, {
      claims: { login: 'odile.garnier', email: odile.email },
    });
    assert.notEqual(first, odile.id);
    assert.equal((await cardOf(db, first)).login, 'odile.garnier-2');
    const elsewhere = await admit(db, { issuer: 'https://autre.exemple.fr' });
    const other = await admit(db, { subject: 'mdurand2' });
    assert.equal(new Set([first, elsewhere, other]).size, 3);
    assert.equal((await cardOf(db, other)).login, 'maude.durand-2');
    assert.equal((await viewerNamed(db, 'odile.garnier')).isAdministrator, true);
  }));

test('where logins are shared, who has the login is that person, once and told in the log', () =>
  rolledBack(desk, async (db) => {
    const marie = await viewerNamed(db, 'marie.dupont');
    const says = { sharesLogins: true, subject: 'marie.dupont', claims: { login: 'marie.dupont' } };
    assert.equal(await admit(db, says), marie.id);
    assert.equal(await admit(db, says), marie.id);
    assert.equal((await actsOn(db, marie.id)).filter((act) => act === 'link-identity').length, 1);
    // Another name at the same portal that claims her login is not her.
    const refused = await admitPerson(db, portalPerson({ ...says, subject: 'autre' }), worldNow);
    const expected: Admission = {
      outcome: 'refused',
      reason: 'account_taken',
      personId: marie.id,
    };
    assert.deepEqual(refused, expected);
  }));

test('a login that somebody brought from elsewhere is not theirs in the house', () =>
  rolledBack(desk, async (db) => {
    const elsewhere = { issuer: 'https://autre.exemple.fr', subject: 'choisi' };
    const stranger = await admit(db, elsewhere);
    assert.equal((await cardOf(db, stranger)).login, 'maude.durand');
    const maude = await admit(db, { sharesLogins: true, claims: { phone: '0199000008' } });
    assert.notEqual(maude, stranger);
    assert.equal((await cardOf(db, maude)).login, 'maude.durand-2');
    assert.equal((await cardOf(db, stranger)).phone, claims.phone);
  }));

test('an account that is shut opens to no portal, known already or not', () =>
  rolledBack(desk, async (db) => {
    const personId = await admit(db, { sharesLogins: true });
    await changeStatus(db, { actorId: null, personId, status: 'disabled' }, worldNow);
    const expected = { outcome: 'refused', reason: 'account_closed', personId };
    assert.deepEqual(await admitPerson(db, portalPerson(), worldNow), expected);
    const shared = portalPerson({ issuer: 'https://autre.exemple.fr', sharesLogins: true });
    assert.deepEqual(await admitPerson(db, shared, worldNow), expected);
  }));

test('what the portal says is brought up to date at each sign-in; what it does not say stays', () =>
  rolledBack(desk, async (db) => {
    const personId = await admit(db);
    await admit(db, {
      claims: {
        ...{ lastName: 'Durand-Petit', email: 'maude.petit@exemple.fr', phone: '0199000002' },
        ...{ room: null, site: 'SIEGE', mainUnit: { code: 'DRH', name: '' } },
        units: [{ code: 'DSI', name: '' }],
      },
    });
    assert.deepEqual(await cardOf(db, personId), {
      ...{ login: 'maude.durand', firstName: 'Maude', lastName: 'Durand-Petit' },
      ...{ email: 'maude.petit@exemple.fr', phone: '0199000002', room: 'A12' },
      ...{ site: 'SIEGE', unit: 'DRH', others: ['DSI'] },
    });
    const silent = { phone: null, site: null, mainUnit: null, units: null, email: null };
    await admit(db, { claims: silent });
    assert.deepEqual((await cardOf(db, personId)).others, ['DSI']);
    assert.equal((await cardOf(db, personId)).email, 'maude.petit@exemple.fr');
  }));

test('what the person corrected themselves stays, affectations one by one', () =>
  rolledBack(desk, async (db) => {
    const personId = await admit(db);
    const units = await db.selectFrom('organisation_unit').select(['id', 'code']).execute();
    const idOf = (code: string) => units.find((unit) => unit.code === code)?.id ?? 0;
    const change = { actorId: personId, personId, phone: '5555', room: '' };
    const moved = { addUnitIds: [idOf('COM')], removeUnitIds: [idOf('DRH')] };
    await updateProfile(db, { ...change, ...moved }, worldNow);
    await admit(db, {
      claims: {
        ...{ phone: '0199000009', site: 'SIEGE' },
        units: [...(claims.units ?? []), { code: 'DSI', name: '' }],
      },
    });
    const { phone, site, others } = await cardOf(db, personId);
    assert.deepEqual([phone, site], ['5555', 'SIEGE']);
    // Hers and the portal's new one; the one she took away does not come back.
    assert.deepEqual(others, ['0999002X', 'COM', 'DSI']);
    await admit(db, { claims: { units: [{ code: 'DSI', name: '' }] } });
    assert.deepEqual((await cardOf(db, personId)).others, ['COM', 'DSI']);
  }));

test('places that nobody knows: an affectation is made, a site is not', () =>
  rolledBack(desk, async (db) => {
    const says = { site: 'INCONNU', mainUnit: { code: '0999001W', name: 'LYC 0999001W' } };
    const personId = await admit(db, { claims: says });
    const { site, unit } = await cardOf(db, personId);
    assert.deepEqual([site, unit], [null, '0999001W']);
    const added = await db
      .selectFrom('audit_entry')
      .select('after')
      .where('act', '=', 'add-organisation-unit')
      .orderBy('id', 'desc')
      .limit(2)
      .execute();
    assert.deepEqual(
      added.map(({ after: said }) => said),
      [
        { code: '0999002X', name: 'CLG 0999002X' },
        { code: '0999001W', name: 'LYC 0999001W' },
      ],
    );
  }));

test('a name that says nothing does not empty the person', () =>
  rolledBack(desk, async (db) => {
    const nothing = { firstName: null, lastName: null, email: null, units: null, mainUnit: null };
    const personId = await admit(db, { claims: nothing });
    const { lastName, firstName } = await cardOf(db, personId);
    assert.deepEqual([lastName, firstName], ['maude.durand', '']);
  }));

test('two windows that come in for the first time at once make one person, two strangers two', async () => {
  const { db, close: closeIt } = await testDatabase();
  const same = await Promise.all([admit(db), admit(db), admit(db)]);
  assert.equal(new Set(same).size, 1);
  const homonyms = await Promise.all(
    ['a', 'b', 'c'].map((subject) => admit(db, { subject, claims: { login: 'paul.petit' } })),
  );
  assert.equal(new Set(homonyms).size, 3);
  await closeIt();
});

test('a login that was freed by nobody is not given twice', () =>
  rolledBack(desk, async (db) => {
    const named = { actorId: null, firstName: 'A', lastName: 'B', email: 'a@exemple.fr' };
    for (const login of ['maude.durand', 'maude.durand-2', 'maude.durand-x']) {
      await addPerson(db, { ...named, login }, worldNow);
    }
    assert.equal((await cardOf(db, await admit(db))).login, 'maude.durand-3');
  }));
