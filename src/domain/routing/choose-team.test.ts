import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { chooseTeam, type RoutingRule } from './choose-team.ts';
import type { Condition, RoutingFacts } from './condition.ts';

const TRIAGE = 99;
const facts: RoutingFacts = {
  categoryId: 1,
  familyId: 10,
  siteId: 100,
  organisationUnitId: 5,
  channel: 'web',
};
const atSite = (siteId: number): Condition => ({ op: 'is', fact: 'site', ids: [siteId] });
const rule = (id: number, part: Partial<RoutingRule> = {}): RoutingRule => ({
  id,
  position: id,
  label: `Règle ${id}`,
  condition: atSite(100),
  teamId: id,
  active: true,
  teamActive: true,
  ...part,
});
const choose = (rules: RoutingRule[], teamId: number | null = 50) =>
  chooseTeam({ rules, category: { teamId }, triageTeamId: TRIAGE, facts });

test('the first rule that matches gives its team and its label as the reason', () => {
  assert.deepEqual(choose([rule(1, { condition: atSite(7) }), rule(2), rule(3)]), {
    teamId: 2,
    reason: { kind: 'rule', ruleId: 2, label: 'Règle 2' },
  });
});

test('the order is that of the positions, not that of the list', () => {
  assert.equal(choose([rule(1, { position: 9 }), rule(2, { position: 3 })]).teamId, 2);
});

test('an inactive rule, or one whose team receives nothing any more, is passed over', () => {
  const rules = [rule(1, { active: false }), rule(2, { teamActive: false }), rule(3)];
  assert.equal(choose(rules).teamId, 3);
});

test('without a rule the nature’s team receives it, and without one the triage team', () => {
  assert.deepEqual(choose([rule(1, { condition: atSite(7) })]), {
    teamId: 50,
    reason: { kind: 'category' },
  });
  assert.deepEqual(choose([], null), { teamId: TRIAGE, reason: { kind: 'triage' } });
});

test('there is always a team, and it is never one that the reason does not explain', () => {
  const rules = fc.array(
    fc.record({
      id: fc.integer({ min: 1, max: 9 }),
      position: fc.integer({ min: 1, max: 9 }),
      label: fc.string(),
      condition: fc.integer({ min: 99, max: 101 }).map(atSite),
      teamId: fc.integer({ min: 1, max: 9 }),
      active: fc.boolean(),
      teamActive: fc.boolean(),
    }),
  );
  const team = fc.option(fc.integer({ min: 1, max: 9 }));
  fc.assert(
    fc.property(rules, team, (given, teamId) => {
      const { teamId: chosen, reason } = choose(given, teamId);
      const usable = given.filter(
        ({ active, teamActive, condition }) =>
          active &&
          teamActive &&
          condition.op === 'is' &&
          condition.fact === 'site' &&
          condition.ids.includes(100),
      );
      if (reason.kind === 'rule') {
        const lowest = Math.min(...usable.map(({ position }) => position));
        assert.ok(usable.some((each) => each.teamId === chosen && each.position === lowest));
      } else {
        assert.equal(usable.length, 0);
        assert.equal(chosen, teamId ?? TRIAGE);
        assert.equal(reason.kind, teamId === null ? 'triage' : 'category');
      }
    }),
  );
});
