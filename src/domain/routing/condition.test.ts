import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type Condition,
  channels,
  conditionSchema,
  matches,
  type RoutingFacts,
} from './condition.ts';
import { describeCondition } from './describe-condition.ts';

const facts: RoutingFacts = {
  categoryId: 1,
  familyId: 10,
  siteId: 100,
  organisationUnitId: null,
  channel: 'web',
};
const yes: Condition = { op: 'is', fact: 'category', ids: [1, 2] };
const no: Condition = { op: 'is', fact: 'family', ids: [11] };

const table: readonly [string, Condition, boolean][] = [
  ['a fact among those listed', yes, true],
  ['a fact that is not listed', no, false],
  ['the site', { op: 'is', fact: 'site', ids: [100] }, true],
  ['an unknown affectation', { op: 'is', fact: 'organisation_unit', ids: [7] }, false],
  [
    'not an unknown affectation',
    { op: 'not', condition: { op: 'is', fact: 'organisation_unit', ids: [7] } },
    true,
  ],
  ['the channel', { op: 'is', fact: 'channel', channels: ['phone', 'web'] }, true],
  ['another channel', { op: 'is', fact: 'channel', channels: ['email'] }, false],
  ['both of two', { op: 'and', conditions: [yes, yes] }, true],
  ['both, one false', { op: 'and', conditions: [yes, no] }, false],
  ['one of two', { op: 'or', conditions: [no, yes] }, true],
  ['one of two, both false', { op: 'or', conditions: [no, no] }, false],
  ['the contrary', { op: 'not', condition: no }, true],
  [
    'a tree',
    { op: 'and', conditions: [yes, { op: 'not', condition: { op: 'or', conditions: [no, no] } }] },
    true,
  ],
];

for (const [name, condition, expected] of table) {
  test(`${name}: ${expected ? 'matches' : 'does not match'}`, () => {
    assert.equal(matches(condition, facts), expected);
  });
}

const leaf = fc.oneof(
  fc.record({
    op: fc.constant('is' as const),
    fact: fc.constantFrom('category', 'family', 'site', 'organisation_unit'),
    ids: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    op: fc.constant('is' as const),
    fact: fc.constant('channel' as const),
    channels: fc.array(fc.constantFrom(...channels), { minLength: 1, maxLength: 2 }),
  }),
);
const conditions = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    leaf,
    fc.record({
      op: fc.constantFrom('and' as const, 'or' as const),
      conditions: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ op: fc.constant('not' as const), condition: tie('condition') }),
  ),
})).condition;
const id = fc.integer({ min: 1, max: 5 });
const someFacts = fc.record({
  categoryId: id,
  familyId: id,
  siteId: fc.option(id),
  organisationUnitId: fc.option(id),
  channel: fc.constantFrom(...channels),
});

test('and, or and not follow the laws of De Morgan', () => {
  fc.assert(
    fc.property(conditions, conditions, someFacts, (a, b, given) => {
      const not = (condition: Condition): Condition => ({ op: 'not', condition });
      assert.equal(matches(not(a), given), !matches(a, given));
      assert.equal(
        matches(not({ op: 'and', conditions: [a, b] }), given),
        matches({ op: 'or', conditions: [not(a), not(b)] }, given),
      );
    }),
  );
});

test('a condition kept as JSON comes back the same', () => {
  fc.assert(
    fc.property(conditions, (condition) => {
      const kept: unknown = JSON.parse(JSON.stringify(condition));
      assert.deepEqual(conditionSchema.parse(kept), kept);
    }),
  );
});

test('what is not a condition is refused: unknown words, empty lists, extra fields, endless depth', () => {
  let deep: unknown = yes;
  for (let level = 0; level < 5000; level++) deep = { op: 'not', condition: deep };
  const wrong: unknown[] = [
    null,
    {},
    { op: 'xor', conditions: [yes, no] },
    { op: 'and', conditions: [] },
    { op: 'is', fact: 'category', ids: [] },
    { op: 'is', fact: 'category', ids: ['1'] },
    { op: 'is', fact: 'colour', ids: [1] },
    { op: 'is', fact: 'channel', channels: ['pigeon'] },
    { ...yes, sql: '1=1' },
    deep,
  ];
  for (const condition of wrong) assert.equal(conditionSchema.safeParse(condition).success, false);
});

test('a condition is told in French, with names and brackets where they are needed', () => {
  const names = {
    category: new Map([[1, 'Messagerie']]),
    family: new Map([[10, 'Matérielle']]),
    site: new Map([
      [100, 'Siège'],
      [101, 'Annexe'],
    ]),
    organisation_unit: new Map<number, string>(),
  };
  const tell = (condition: Condition) =>
    describeCondition(condition, names).replaceAll('\u00A0', ' ');
  const here: Condition = { op: 'is', fact: 'site', ids: [100, 101] };
  const phone: Condition = { op: 'is', fact: 'channel', channels: ['phone'] };
  assert.equal(tell(here), 'le site est « Siège » ou « Annexe »');
  assert.equal(
    tell({
      op: 'and',
      conditions: [
        { op: 'is', fact: 'family', ids: [10] },
        { op: 'or', conditions: [here, phone] },
      ],
    }),
    'la famille est « Matérielle » et (le site est « Siège » ou « Annexe » ou la demande arrive par téléphone)',
  );
  assert.equal(
    tell({ op: 'not', condition: { op: 'is', fact: 'category', ids: [1] } }),
    'la nature n’est pas « Messagerie »',
  );
  assert.equal(tell({ op: 'not', condition: here }), 'le site n’est ni « Siège » ni « Annexe »');
  assert.equal(tell({ op: 'not', condition: phone }), 'la demande n’arrive pas par téléphone');
  assert.equal(
    tell({ op: 'not', condition: { op: 'and', conditions: [here, phone] } }),
    'il est faux que (le site est « Siège » ou « Annexe » et la demande arrive par téléphone)',
  );
  assert.equal(
    tell({ op: 'is', fact: 'organisation_unit', ids: [3] }),
    'l’affectation est « n° 3, inconnu »',
  );
});
