import assert from 'node:assert/strict';
import { test } from 'node:test';
import { worldNow as now, rolledBack, testDatabase } from '../../../test/support/database.ts';
import { statementsOf } from '../../../test/support/statements.ts';
import type { Db } from '../tables.ts';
import { addTeam } from '../teams/add-team.ts';
import { addRoutingRule } from './add-routing-rule.ts';
import type { Condition, RoutingFacts } from './condition.ts';
import { describeCondition } from './describe-condition.ts';
import { readRoutingNames, readRoutingRules, routeTicket } from './routing-queries.ts';

const { db } = await testDatabase({ seeded: false });
const { db: world } = await testDatabase();
const actorId = null;
const facts: RoutingFacts = {
  categoryId: 1,
  familyId: 1,
  siteId: 7,
  organisationUnitId: null,
  channel: 'web',
};
const atSite: Condition = { op: 'is', fact: 'site', ids: [7] };

async function teams(tx: Db) {
  const add = (code: string, isTriage = false) =>
    addTeam(tx, { actorId, code, name: code, isTriage }, now);
  return { here: await add('ICI'), there: await add('LA'), triage: await add('TRI', true) };
}

const rule = (tx: Db, teamId: number, position: number, condition: Condition = atSite) =>
  addRoutingRule(tx, { actorId, position, label: `Règle ${position}`, condition, teamId }, now);

test('rules come back in the order they are tried, with their condition', () =>
  rolledBack(db, async (tx) => {
    const { here, there } = await teams(tx);
    const second = await rule(tx, here.id, 20);
    const first = await rule(tx, there.id, 10, { op: 'not', condition: atSite });
    const rules = await readRoutingRules(tx);
    assert.deepEqual(
      rules.map(({ id }) => id),
      [first, second],
    );
    assert.deepEqual(rules[1]?.condition, atSite);
  }));

test('a ticket goes to the rule’s team, then to the nature’s, then to triage, in one read', () =>
  rolledBack(db, async (tx) => {
    const { here, there, triage } = await teams(tx);
    const route = (teamId: number | null, siteId: number) =>
      routeTicket(tx, { category: { teamId }, facts: { ...facts, siteId } });
    const ruleId = await rule(tx, here.id, 10);
    assert.deepEqual(await route(there.id, 7), {
      teamId: here.id,
      reason: { kind: 'rule', ruleId, label: 'Règle 10' },
    });
    assert.equal((await statementsOf(() => route(there.id, 7))).length, 1);
    assert.deepEqual(await route(there.id, 8), { teamId: there.id, reason: { kind: 'category' } });
    assert.deepEqual(await route(null, 8), { teamId: triage.id, reason: { kind: 'triage' } });
  }));

test('a rule whose team is closed is passed over', () =>
  rolledBack(db, async (tx) => {
    const { here, there } = await teams(tx);
    await rule(tx, here.id, 10);
    await tx.updateTable('team').set({ active: false }).where('id', '=', here.id).execute();
    const { teamId } = await routeTicket(tx, { category: { teamId: there.id }, facts });
    assert.equal(teamId, there.id);
  }));

test('a condition that is none is refused before anything is written', () =>
  rolledBack(db, async (tx) => {
    const { here } = await teams(tx);
    const wrong = { op: 'and', conditions: [] } satisfies Condition;
    assert.throws(() => rule(tx, here.id, 10, wrong));
    assert.deepEqual(await readRoutingRules(tx), []);
  }));

test('a desk without a triage team says so instead of losing a ticket', () =>
  rolledBack(db, (tx) =>
    assert.rejects(routeTicket(tx, { category: { teamId: null }, facts }), /triage/),
  ));

test('the rules of the world are told in French, every name known', async () => {
  const names = await readRoutingNames(world);
  const told = (await readRoutingRules(world)).map(({ condition }) =>
    describeCondition(condition, names).replaceAll('\u00A0', ' '),
  );
  assert.deepEqual(told.slice(0, 3), [
    'l’affectation est « Cabinet » et la famille est « Matérielle » et la nature n’est ni « Réseau et Wi-Fi » ni « Téléphone fixe »',
    'le site est « Pôle de formation de Montaubray » et la nature est « Poste de travail », « Écran, clavier et souris », « Imprimante » ou « Salle de réunion et vidéoprojection »',
    'le site est « Siège, hôtel des Tilleuls » et la nature est « Copieur multifonction »',
  ]);
  assert.ok(told.every((text) => !text.includes('inconnu')));
});
