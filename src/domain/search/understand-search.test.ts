import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Catalogue, Category } from '../catalogue/catalogue.ts';
import { parseSearch } from './parse-search.ts';
import { type SearchWorld, understandSearch } from './understand-search.ts';

const category = (id: number, slug: string, name: string): Category => ({
  ...{ id, slug, name, familyId: 1, kind: 'problem', description: '', synonyms: [] },
  ...{ teamId: null, isUnknown: false, takeMinutes: 1, resolveMinutes: 1, active: true },
  alternatives: [],
});
const catalogue: Catalogue = {
  families: [
    {
      ...{ id: 1, kind: 'problem', slug: 'materielle', name: 'Matérielle' },
      categories: [
        category(1, 'imprimante', 'Imprimante'),
        category(2, 'telephone-fixe', 'Téléphone fixe'),
        category(3, 'telephone-mobile', 'Téléphone mobile'),
      ],
    },
  ],
  unknown: null,
};
const team = (id: number, code: string, name: string) => ({
  ...{ id, code, name, isTriage: false, active: true },
});
const agent: SearchWorld['viewer'] = {
  isAdministrator: false,
  memberships: [{ teamId: 1, role: 'agent' }],
};
const world: SearchWorld = {
  catalogue,
  teams: [team(1, 'SYSTEM-RESEAU', 'Système et réseau'), team(2, 'DOPSI', 'Postes de travail')],
  viewer: agent,
  // One in the morning of the 24th in Paris.
  now: Temporal.Instant.from('2026-11-24T00:00:00Z'),
};
const understand = (text: string, viewer = agent) =>
  understandSearch(parseSearch(text), { ...world, viewer });
const filtersOf = (text: string) =>
  Object.fromEntries(
    Object.entries(understand(text).filters)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [key, value instanceof Temporal.Instant ? value.toString() : value]),
  );

test('states are known by what pages call them, with or without accents, singular or plural', () => {
  const expected = { states: ['in_progress'] };
  for (const value of ['en-cours', '"en cours"', '"En cours"']) {
    assert.deepEqual(filtersOf(`etat:${value}`), expected, value);
  }
  assert.deepEqual(filtersOf('état:résolues'), { states: ['resolved'] });
  assert.deepEqual(filtersOf('etat:en-attente'), { states: ['awaiting', 'on_hold'] });
});

test('a nature or a team is known by its code, its name or a part of it', () => {
  assert.deepEqual(filtersOf('nature:imprimante'), { categoryIds: [1] });
  assert.deepEqual(filtersOf('nature:téléphone'), { categoryIds: [2, 3] });
  assert.deepEqual(filtersOf('equipe:system-reseau'), { teamIds: [1] });
  assert.deepEqual(filtersOf('equipe:"postes de travail"'), { teamIds: [2] });
});

test('people are looked for by the words of their name; me and nobody are words of their own', () => {
  assert.deepEqual(filtersOf('demandeur:"DUPONT Mélanie"'), { requester: ['dupont', 'melanie'] });
  assert.deepEqual(filtersOf('pris-par:moi'), { holder: 'me' });
  assert.deepEqual(filtersOf('pris-par:personne'), { holder: 'nobody' });
  assert.deepEqual(filtersOf('pris-par:leroy'), { holder: ['leroy'] });
});

test('a délai is overrun, or promised for the rest of today', () => {
  const now = world.now.toString();
  for (const value of ['en-retard', '"en retard"', '"En retard"']) {
    assert.deepEqual(filtersOf(`delai:${value}`), { dueBefore: now }, value);
    assert.deepEqual(filtersOf(`délai:${value}`), { dueBefore: now }, value);
  }
  const today = { dueFrom: now, dueBefore: '2026-11-24T23:00:00Z' };
  assert.deepEqual(filtersOf('delai:aujourd’hui'), today);
  assert.deepEqual(filtersOf('delai:aujourd-hui'), today);
  // The last one written wins, whole.
  assert.deepEqual(filtersOf('delai:aujourd’hui delai:en-retard'), { dueBefore: now });
  assert.deepEqual(understand('delai:bientôt').faults[0]?.possible, ['en-retard', 'aujourd-hui']);
});

test('dates are days of the desk, both included', () => {
  const from = '2026-08-31T22:00:00Z';
  assert.deepEqual(filtersOf('du:01/09/2026'), { from });
  assert.deepEqual(filtersOf('du:2026-09-01 au:30/09/2026'), {
    from,
    until: '2026-09-30T22:00:00Z',
  });
  assert.deepEqual(filtersOf('date:09/2026'), { from, until: '2026-09-30T22:00:00Z' });
  assert.deepEqual(filtersOf('date:2026'), {
    from: '2025-12-31T23:00:00Z',
    until: '2026-12-31T23:00:00Z',
  });
  assert.deepEqual(filtersOf('date:hier'), {
    from: '2026-11-22T23:00:00Z',
    until: '2026-11-23T23:00:00Z',
  });
  for (const value of ['7j', '"7 jours"', '"1 semaine"']) {
    assert.deepEqual(filtersOf(`depuis:${value}`), { from: '2026-11-16T23:00:00Z' }, value);
  }
  assert.deepEqual(filtersOf('depuis:3mois'), { from: '2026-08-23T22:00:00Z' });
  // No database keeps the year 0, and « 0026 » is a slip of the keyboard.
  for (const value of ['0001-01-01', '01/01/0001', '0000', '0026-09']) {
    assert.deepEqual(filtersOf(`du:${value}`), {}, value);
  }
});

test('what means nothing is told with what could be written, and the rest is still searched', () => {
  const { faults, filters, wanted } = understand(
    'etats:bleu couleur:bleu etat:bleu nature:bleu equipe:bleu du:32/13/2026 depuis:toujours demandeur:... écran pris-par:moi',
  );
  assert.deepEqual(
    faults.map(({ filter, about }) => `${filter.key} ${about}`),
    [
      'etats key',
      'etat value',
      'nature value',
      'equipe value',
      'du date',
      'depuis since',
      'demandeur name',
    ],
  );
  assert.ok(faults[0]?.possible.includes('pris-par'));
  assert.ok(faults[1]?.possible.includes('en-cours'));
  assert.deepEqual(faults[3]?.possible, ['SYSTEM-RESEAU', 'DOPSI']);
  assert.deepEqual(wanted, ['couleur', 'bleu', 'écran']);
  assert.equal(filters.holder, 'me');
});

test('who only asks has no filter on people', () => {
  const { faults } = understand('demandeur:dupont pris-par:leroy etat:resolue', {
    isAdministrator: false,
    memberships: [],
  });
  assert.deepEqual(
    faults.map(({ filter, about }) => `${filter.key} ${about}`),
    ['demandeur key', 'pris-par key'],
  );
  assert.ok(!faults.some(({ possible }) => possible.includes('demandeur')));
});
