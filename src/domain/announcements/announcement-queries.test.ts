import assert from 'node:assert/strict';
import { test } from 'node:test';
import { worldNow as now, rolledBack, testDatabase } from '../../../test/support/database.ts';
import { smallDesk } from '../../../test/support/desk.ts';
import { recordStatements } from '../../platform/db/statements.ts';
import { addOrganisationUnit } from '../people/add-organisation-unit.ts';
import { addSite } from '../people/add-site.ts';
import type { Db } from '../tables.ts';
import { addAnnouncement, type NewAnnouncement } from './add-announcement.ts';
import type { Reader } from './announcement-access.ts';
import { currentAnnouncements, currentIncidents } from './announcement-queries.ts';

const { db } = await testDatabase({ seeded: false });
const hours = (count: number) => now.add({ hours: count });
const anybody: Reader = { siteId: null, organisationUnitId: null, memberships: [] };

const say = (tx: Db, title: string, part: Partial<NewAnnouncement> = {}) =>
  addAnnouncement(
    tx,
    { actorId: null, level: 'information', title, body: 'Texte.', startsAt: hours(-1), ...part },
    now,
  );
const titles = async (tx: Db, at: Temporal.Instant, reader = anybody) =>
  (await currentAnnouncements(tx, reader, at)).map(({ title }) => title);

test('news show from their start, included, to their end, excluded', () =>
  rolledBack(db, async (tx) => {
    await say(tx, 'Panne', { startsAt: hours(1), endsAt: hours(2) });
    assert.deepEqual(await titles(tx, now), []);
    assert.deepEqual(await titles(tx, hours(1)), ['Panne']);
    assert.deepEqual(await titles(tx, hours(2).subtract({ milliseconds: 1 })), ['Panne']);
    assert.deepEqual(await titles(tx, hours(2)), []);
  }));

test('news without an end stay, and the most serious come first', () =>
  rolledBack(db, async (tx) => {
    await say(tx, 'Deuxième', { position: 2 });
    await say(tx, 'Première', { position: 1 });
    await say(tx, 'Lenteurs', { level: 'disruption' });
    await say(tx, 'Coupure', { level: 'incident' });
    const shown = ['Coupure', 'Lenteurs', 'Première', 'Deuxième'];
    assert.deepEqual(await titles(tx, hours(10_000)), shown);
  }));

test('news that end before they start are refused', () =>
  rolledBack(db, (tx) => assert.rejects(say(tx, 'Fausse', { endsAt: hours(-2) }), /check/)));

test('news without a place come before the others of their level', () =>
  rolledBack(db, async (tx) => {
    await say(tx, 'Ancienne');
    await say(tx, 'Nouvelle');
    assert.deepEqual(await titles(tx, now), ['Nouvelle', 'Ancienne']);
  }));

test('news for some show to those of any site, unit or team they name, and to nobody else', () =>
  rolledBack(db, async (tx) => {
    const { teams } = await smallDesk(tx, now);
    const site = (code: string) =>
      addSite(tx, { actorId: null, code, name: code, address: '' }, now);
    const [here, there] = [await site('ICI'), await site('LA')];
    const unitId = await addOrganisationUnit(tx, { actorId: null, code: 'U', name: 'U' }, now);
    const one = teams.one.id;
    await say(tx, 'Site', { siteIds: [here] });
    await say(tx, 'Affectation', { unitIds: [unitId] });
    await say(tx, 'Équipe', { teamIds: [one] });
    await say(tx, 'Site ou équipe', { siteIds: [there], teamIds: [one] });
    const seenBy = async (reader: Partial<Reader>) =>
      (await titles(tx, now, { ...anybody, ...reader })).sort();
    assert.deepEqual(await seenBy({}), []);
    assert.deepEqual(await seenBy({ siteId: here }), ['Site']);
    assert.deepEqual(await seenBy({ siteId: there }), ['Site ou équipe']);
    assert.deepEqual(await seenBy({ organisationUnitId: unitId }), ['Affectation']);
    const memberships = [{ teamId: one, role: 'agent' as const }];
    assert.deepEqual(await seenBy({ memberships }), ['Site ou équipe', 'Équipe']);
  }));

test('the natures that news are about do not narrow who reads; incidents name them, in one statement', () =>
  rolledBack(db, async (tx) => {
    const { categories } = await smallDesk(tx, now);
    const { one, two } = categories;
    await say(tx, 'Panne', { level: 'incident', categoryIds: [two, one] });
    await say(tx, 'Lenteurs', { level: 'disruption', categoryIds: [one] });
    const { result, statements } = await recordStatements(() => currentIncidents(tx, anybody, now));
    assert.equal(statements.length, 1);
    assert.deepEqual(
      result.map(({ title, categoryIds }) => [title, [...categoryIds].sort()]),
      [['Panne', [one, two].sort()]],
    );
  }));
