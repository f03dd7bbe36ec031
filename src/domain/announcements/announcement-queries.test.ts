import assert from 'node:assert/strict';
import { test } from 'node:test';
import { worldNow as now, rolledBack, testDatabase } from '../../../test/support/database.ts';
import type { Db } from '../tables.ts';
import { addAnnouncement, type NewAnnouncement } from './add-announcement.ts';
import { currentAnnouncements } from './announcement-queries.ts';

const { db } = await testDatabase({ seeded: false });
const hours = (count: number) => now.add({ hours: count });

const say = (tx: Db, title: string, part: Partial<NewAnnouncement> = {}) =>
  addAnnouncement(
    tx,
    { actorId: null, level: 'information', title, body: 'Texte.', startsAt: hours(-1), ...part },
    now,
  );
const titles = async (tx: Db, at: Temporal.Instant) =>
  (await currentAnnouncements(tx, at)).map(({ title }) => title);

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
