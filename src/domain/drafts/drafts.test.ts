import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { personIdOf } from '../../../seeds/find.ts';
import { testDatabase, worldNow } from '../../../test/support/database.ts';
import {
  discardDraft,
  findDraft,
  findDrafts,
  listDrafts,
  saveDraft,
  sweepDrafts,
} from './drafts.ts';
import { type DraftWindow, mostAside, takeAside } from './drafts-aside.ts';
import { moveDraft } from './move-draft.ts';

const database = await testDatabase();
const { db } = database;
after(() => database.close());
const personId = await personIdOf(db, 'marie');
const place = 'new-ticket:messagerie';
beforeEach(async () => {
  await db.deleteFrom('draft').where('person_id', '=', personId).execute();
  await db.deleteFrom('draft_aside').where('person_id', '=', personId).execute();
});

/** A window, opened on what is kept at the place or on nothing. */
const opened = async (): Promise<DraftWindow> => ({
  id: crypto.randomUUID(),
  opened: (await findDraft(db, personId, place))?.savedAt ?? null,
});
let minutes = 0;
const write = (window: DraftWindow | undefined, objet: string) => {
  minutes += 1;
  return saveDraft(db, { personId, place, window, content: { objet } }, worldNow.add({ minutes }));
};
const kept = async () => {
  const draft = await findDraft(db, personId, place);
  return draft && [draft.content['objet'], ...draft.aside.map(({ content }) => content['objet'])];
};

test('what a window writes goes over what it wrote before, and over what it was opened with', async () => {
  const first = await opened();
  assert.equal(await write(first, 'a'), false);
  assert.equal(await write(first, 'ab'), false);
  const second = await opened();
  assert.equal(await write(second, 'abc'), false);
  assert.deepEqual(await kept(), ['abc']);
});

test('what another window wrote meanwhile is set aside, each in its turn, the last of each', async () => {
  const [first, second] = [await opened(), await opened()];
  await write(first, 'ici');
  assert.equal(await write(second, 'là'), true);
  assert.equal(await write(first, 'ici encore'), true);
  assert.equal(await write(second, 'là encore'), true);
  assert.deepEqual(await kept(), ['là encore', 'ici encore']);
  assert.equal(await write(await opened(), 'ailleurs, après avoir lu'), false);
  assert.deepEqual(await kept(), ['ailleurs, après avoir lu', 'ici encore']);
});

test('a screen left open elsewhere does not take away what was gone on with since', async () => {
  const desk = await opened();
  await write(desk, 'Commencé au bureau');
  const phone = await opened();
  await write(phone, 'Commencé au bureau, fini dans le train');
  await write(desk, 'Commencé au bureau.');
  assert.deepEqual(await kept(), ['Commencé au bureau.', 'Commencé au bureau, fini dans le train']);
});

test('the same text twice is one', async () => {
  await write(await opened(), 'pareil');
  const late = { id: crypto.randomUUID(), opened: null };
  assert.equal(await write(late, 'pareil'), false);
  assert.deepEqual(await kept(), ['pareil']);
});

test('of many windows that save at once, none loses its text', async () => {
  const windows = await Promise.all(Array.from({ length: 8 }, opened));
  await Promise.all(windows.map((window, index) => write(window, `texte ${String(index)}`)));
  assert.equal(new Set(await kept()).size, 8);
});

test('of windows without end, the last texts are kept', async () => {
  const texts = Array.from({ length: mostAside + 5 }, (_, index) => `texte ${String(index)}`);
  for (const text of texts) await write({ id: crypto.randomUUID(), opened: null }, text);
  assert.deepEqual(await kept(), texts.toReversed().slice(0, mostAside + 1));
  const [begun] = await listDrafts(db, personId, 'new-ticket:');
  assert.deepEqual([begun?.content['objet'], 'aside' in (begun ?? {})], [texts.at(-1), false]);
});

test('what is sent or thrown away in a window leaves what was written in the others', async () => {
  const [first, second] = [await opened(), await opened()];
  await write(first, 'ici');
  await write(second, 'là');
  await discardDraft(db, personId, { place, window: first });
  assert.deepEqual(await kept(), ['là'], 'that of the other window stays');
  await write(first, 'ici encore');
  await discardDraft(db, personId, { place, window: first });
  assert.deepEqual(await kept(), ['là'], 'that of the other window comes back');
  await discardDraft(db, personId, place);
  assert.equal(await kept(), null);
});

test('a text set aside is taken back, and what was in its place goes aside', async () => {
  await write(await opened(), 'un');
  await write({ id: crypto.randomUUID(), opened: null }, 'deux');
  const other = (await findDraft(db, personId, place))?.aside[0];
  assert.ok(other);
  await takeAside(db, { personId, place, writtenIn: other.writtenIn });
  assert.deepEqual(await kept(), ['un', 'deux']);
  await takeAside(db, { personId, place, writtenIn: crypto.randomUUID() });
  assert.deepEqual(await kept(), ['un', 'deux'], 'nothing by that name');
});

test('a draft that goes to another place leaves there and here what others wrote', async () => {
  await write(await opened(), 'un');
  await write({ id: crypto.randomUUID(), opened: null }, 'deux');
  const to = 'new-ticket:imprimante';
  await moveDraft(db, { personId, from: place, to, content: { objet: 'deux' } }, worldNow);
  assert.deepEqual(await kept(), ['un']);
  assert.equal((await findDrafts(db, personId, 'new-ticket:')).length, 2);
});

test('texts set aside are swept with the drafts nobody came back to', async () => {
  await write(await opened(), 'un');
  await write({ id: crypto.randomUUID(), opened: null }, 'deux');
  assert.ok((await sweepDrafts(db, worldNow.add({ hours: 24 * 91 }))) > 0);
  assert.equal(await kept(), null);
  const left = await db.selectFrom('draft_aside').select('place').execute();
  assert.deepEqual(left, []);
});
