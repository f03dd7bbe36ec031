import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  countActs,
  type DirectoryEntry,
  type DirectoryState,
  type FollowedPerson,
  type Namesake,
  planDirectory,
  stopOf,
} from './directory-plan.ts';
import type { PortalClaims } from './portal-person.ts';

const claims: PortalClaims = {
  ...{ login: 'maude.durand', firstName: 'Maude', lastName: 'Durand' },
  ...{ email: 'maude@exemple.fr', phone: '0199000001', room: 'A12', site: 'SIEGE' },
  mainUnit: { code: 'DEC', name: 'DEC' },
  units: [{ code: 'DRH', name: 'DRH' }],
};
const entry = (subject: string, changed: Partial<PortalClaims> = {}): DirectoryEntry => ({
  subject,
  claims: { ...claims, ...changed },
});
const followed = (subject: string, changed: Partial<FollowedPerson> = {}): FollowedPerson => ({
  ...{ subject, personId: 1, login: 'maude.durand', status: 'active', isAdministrator: false },
  ...{ hasPlace: false, isGone: false },
  before: { phone: '0199000001', room: 'A12', siteId: 7, unitIds: [12] },
  stands: {
    ...{ first_name: 'Maude', last_name: 'Durand', email: 'maude@exemple.fr' },
    ...{ phone: '0199000001', room: 'A12', site_id: 7, organisation_unit_id: 11, unitIds: [12] },
  },
  ...changed,
});
const namesake: Namesake = {
  ...{ personId: 3, status: 'active', isFollowed: false, hasHouseLogin: true },
};
const state = (given: Partial<DirectoryState> = {}): DirectoryState => ({
  ...{ followed: [], namesakes: new Map(), administrators: new Set([90, 91]) },
  unitIds: new Map([
    ['DEC', 11],
    ['DRH', 12],
  ]),
  siteIds: new Map([['SIEGE', 7]]),
  ...given,
});
const plan = (
  entries: DirectoryEntry[],
  given: Partial<DirectoryState> = {},
  sharesLogins = true,
) => planDirectory(entries, state(given), { sharesLogins });
/** What is planned, in short. */
function summary({ acts, leftAside }: ReturnType<typeof plan>): string[] {
  return [
    ...acts.map((act) =>
      [act.act, act.login, ...(act.act === 'change' ? act.changed : [])].join(' '),
    ),
    ...leftAside.map(({ login, reason }) => `${login}: ${reason}`),
  ];
}
const withNamesake = (changed: Partial<Namesake>) => ({
  namesakes: new Map([['maude.durand', { ...namesake, ...changed }]]),
});

test('somebody the desk has never heard of arrives; the same again is nothing', () => {
  assert.deepEqual(summary(plan([entry('a')])), ['arrival maude.durand']);
  assert.deepEqual(summary(plan([entry('a')], { followed: [followed('a')] })), []);
});

test('who has the login already is linked, when the logins are those of the house', () => {
  assert.deepEqual(summary(plan([entry('a')], withNamesake({}))), ['link maude.durand']);
  assert.deepEqual(summary(plan([entry('a')], withNamesake({}), false)), ['arrival maude.durand']);
});

test('a login never links to an account shut, followed by another key, or that came from elsewhere', () => {
  for (const [changed, reason] of [
    [{ status: 'left' }, 'account_closed'],
    [{ status: 'disabled' }, 'account_closed'],
    [{ isFollowed: true }, 'login_taken'],
    [{ hasHouseLogin: false }, 'login_taken'],
  ] as const) {
    const planned = summary(plan([entry('a')], withNamesake(changed)));
    assert.deepEqual(planned, [`maude.durand: ${reason}`], JSON.stringify(changed));
  }
});

test('a login that two new entries claim links neither, a key that two have changes nobody, no login is nobody', () => {
  const homonyms = plan([entry('a'), entry('b')], withNamesake({}));
  assert.deepEqual(summary(homonyms), ['maude.durand: login_twice', 'maude.durand: login_twice']);
  const twice = plan([entry('a', { phone: '1' }), entry('a')], { followed: [followed('a')] });
  assert.deepEqual(summary(twice), ['maude.durand: key_twice', 'maude.durand: key_twice']);
  assert.deepEqual(summary(plan([entry('a', { login: '' })])), [': login_missing']);
});

test('a login given to a newcomer the day its owner leaves does not give them their account', () => {
  const planned = plan([entry('new')], {
    ...{ followed: [followed('old')], ...withNamesake({ isFollowed: true }) },
  });
  assert.deepEqual(summary(planned), ['departure maude.durand', 'maude.durand: login_taken']);
});

test('what moved is told field by field; what the person corrected themselves is not', () => {
  const moved = entry('a', {
    ...{ lastName: 'Petit', phone: '0199000009', room: 'B2', site: 'INCONNU' },
    ...{ mainUnit: { code: 'NOUVEAU', name: '' }, units: [{ code: 'drh', name: '' }] },
  });
  const person = followed('a');
  const own = { ...person, stands: { ...person.stands, phone: '5555' } };
  assert.deepEqual(summary(plan([moved], { followed: [own] })), [
    'change maude.durand last_name room organisation_unit_id',
  ]);
  const more = entry('a', { units: [...(claims.units ?? []), { code: 'TOUT-NEUF', name: '' }] });
  assert.deepEqual(summary(plan([more], { followed: [person] })), [
    'change maude.durand other_units',
  ]);
});

test('what the directory says and the person overruled is kept for the next time, unseen', () => {
  const person = followed('a');
  const own = { ...person, stands: { ...person.stands, phone: '5555' } };
  const planned = plan([entry('a', { phone: '0199000009' })], { followed: [own] });
  assert.deepEqual(summary(planned), ['change maude.durand']);
  assert.equal(countActs(planned).change, 0);
});

test('who is named no more leaves, once; whom an administrator shut or opened again is left so', () => {
  assert.deepEqual(summary(plan([], { followed: [followed('a')] })), ['departure maude.durand']);
  const after = [
    followed('a', { isGone: true }),
    followed('b', { status: 'left', isGone: true }),
    followed('c', { status: 'disabled' }),
  ];
  assert.deepEqual(summary(plan([], { followed: after })), []);
});

test('who comes back is let in again as the directory had sent them away, without any place', () => {
  const gone = { status: 'left', isGone: true } as const;
  const backs = (changed: Partial<FollowedPerson>) =>
    summary(plan([entry('a')], { followed: [followed('a', { ...gone, ...changed })] }));
  assert.deepEqual(backs({}), ['return maude.durand']);
  assert.deepEqual(backs({ hasPlace: true }), ['maude.durand: return_with_place']);
  assert.deepEqual(backs({ isGone: false }), ['maude.durand: account_closed']);
  assert.deepEqual(backs({ status: 'disabled' }), ['maude.durand: account_closed']);
});

test('the last who administers stays, told each time', () => {
  const admins = [90, 91].map((personId) =>
    followed(`s${String(personId)}`, {
      personId,
      isAdministrator: true,
      login: `a${String(personId)}`,
    }),
  );
  assert.deepEqual(summary(plan([], { followed: admins })), [
    'departure a90',
    'a91: last_administrator',
  ]);
});

test('more than one departure in ten stops everything, unless as many were accepted; nobody at all always does', () => {
  const hundred = Array.from({ length: 100 }, (_, index) =>
    followed(`s${String(index)}`, { personId: index, login: `p${String(index)}` }),
  );
  const without = (missing: number) =>
    plan(
      hundred.slice(missing).map(({ subject, login }) => entry(subject, { login })),
      { followed: hundred },
    );
  assert.equal(stopOf(without(10), { read: 90, allowed: 0 }), null);
  assert.equal(stopOf(without(11), { read: 89, allowed: 0 }), 'too_many_departures');
  assert.equal(stopOf(without(11), { read: 89, allowed: 10 }), 'too_many_departures');
  assert.equal(stopOf(without(11), { read: 89, allowed: 11 }), null);
  assert.equal(stopOf(without(100), { read: 0, allowed: 1000 }), 'empty');
  assert.equal(stopOf(plan([entry('a')]), { read: 1, allowed: 0 }), null);
});
