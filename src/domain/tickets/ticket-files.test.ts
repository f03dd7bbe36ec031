import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { type TestDatabase, testDatabase, worldNow } from '../../../test/support/database.ts';
import { bytesOf, testFiles } from '../../../test/support/files.ts';
import { fileTicket, viewerNamed } from '../../../test/support/tickets.ts';
import { Conflict, NotFound } from '../../platform/errors.ts';
import type { SentFiles } from '../files/attach-files.ts';
import { type FileDesk, FileRefused } from '../files/file-desk.ts';
import { stageFile } from '../files/stage-file.ts';
import { listStagedFiles } from '../files/staged-files.ts';
import type { Viewer } from '../people/person.ts';
import type { Db } from '../tables.ts';
import { accessFile, openFile } from './access-file.ts';
import { cancelTicket } from './cancel-ticket.ts';
import { completeTicket } from './complete-ticket.ts';
import { findSentWithOtherWords, findTwin } from './find-twin.ts';
import { noteOnTicket } from './note-on-ticket.ts';
import { replyToTicket } from './reply-to-ticket.ts';
import { submitTicket } from './submit-ticket.ts';
import { readHistory, readThread } from './thread.ts';
import { accessTicket } from './ticket-access.ts';
import { readTicket } from './ticket-queries.ts';
import { transferTicket } from './transfer-ticket.ts';

let database: TestDatabase;
let db: Db;
let desk: FileDesk;
let marie: Viewer;
let paul: Viewer;
let nadia: Viewer;
let hugo: Viewer;
before(async () => {
  database = await testDatabase();
  ({ db } = database);
  desk = testFiles(db);
  marie = await viewerNamed(db, 'marie.dupont');
  paul = await viewerNamed(db, 'paul.martin');
  nadia = await viewerNamed(db, 'nadia.benali');
  hugo = await viewerNamed(db, 'hugo.petit');
});
after(() => database.close());

const place = 'test:files';
async function staged(by: Viewer, content: string | Uint8Array, name = 'a.txt'): Promise<string> {
  const sent = { personId: by.id, place, field: null, name, bytes: bytesOf(content) };
  return (await stageFile(desk, sent, worldNow)).id;
}
const sent = (...ids: string[]): SentFiles => ({ ids, ticketBytes: desk.limits.ticketBytes });
const waiting = async (who: Viewer) =>
  (await listStagedFiles(db, { personId: who.id, place })).map(({ id }) => id);
const opened = (who: Viewer, id: string) => openFile(desk, who, { id, variant: 'original' });
async function sees(who: Viewer, id: string): Promise<boolean> {
  return accessFile(db, who, id).then(
    () => true,
    (error: unknown) => {
      assert.ok(error instanceof NotFound, String(error));
      return false;
    },
  );
}
async function filesSaid(viewer: Viewer, number: number, { asTeam = false } = {}) {
  const access = await accessTicket(db, viewer, number);
  const ticket = await readTicket(db, { viewer, access }, worldNow);
  const thread = asTeam ? await readHistory(db, { viewer, access }) : await readThread(db, access);
  const said = thread.entries.flatMap((entry) =>
    entry.entry === 'act' ? [] : entry.files.map(({ id }) => `${entry.entry} ${id}`),
  );
  return [...ticket.files.map(({ id }) => `description ${id}`), ...said];
}

test('files go with the description, a reply, a completion and a note, each to who reads it', async () => {
  const first = await staged(marie, 'description');
  const number = await fileTicket(db, { files: sent(first) }, worldNow);
  const order = { number, draftPlace: place };
  const reply = await staged(nadia, 'réponse');
  await replyToTicket(db, { ...order, actor: nadia, body: 'Voici.', files: sent(reply) }, worldNow);
  const more = await staged(marie, 'complément');
  await completeTicket(db, { ...order, actor: marie, body: '', files: sent(more) }, worldNow);
  const note = await staged(nadia, 'note');
  await noteOnTicket(db, { ...order, actor: nadia, body: '', files: sent(note) }, worldNow);
  const open = [`description ${first}`, `message ${reply}`, `message ${more}`];
  assert.deepEqual(await filesSaid(marie, number), open);
  assert.deepEqual(await filesSaid(nadia, number, { asTeam: true }), [...open, `note ${note}`]);
  assert.deepEqual([await waiting(marie), await waiting(nadia)], [[], []]);
});

test('a file is seen by those who see the ticket; a note’s, by those who read the note', async () => {
  const first = await staged(marie, 'pour nous');
  assert.deepEqual(
    [await sees(marie, first), await sees(nadia, first), await sees(paul, first)],
    [true, false, false],
    'while it waits, its author alone',
  );
  const number = await fileTicket(db, { files: sent(first) }, worldNow);
  const early = await staged(nadia, 'entre nous');
  await noteOnTicket(db, { number, actor: nadia, body: 'N', files: sent(early) }, worldNow);
  const seen = async (id: string) => [
    await sees(marie, id),
    await sees(paul, id),
    await sees(nadia, id),
    await sees(hugo, id),
  ];
  assert.deepEqual(await seen(first), [true, false, true, false]);
  assert.deepEqual(await seen(early), [false, false, true, false]);
  const { id: teamId } = await db
    .selectFrom('team')
    .select('id')
    .where('code', '=', 'LOGISTIQUE')
    .executeTakeFirstOrThrow();
  const reason = 'Pour vous.';
  await transferTicket(db, { number, actor: nadia, teamId, reason }, worldNow.add({ minutes: 1 }));
  const late = await staged(hugo, 'après');
  const then = worldNow.add({ minutes: 2 });
  await noteOnTicket(db, { number, actor: hugo, body: '', files: sent(late) }, then);
  assert.deepEqual(await seen(early), [false, false, true, true]);
  assert.deepEqual(await seen(late), [false, false, false, true]);
  for (const id of ['nothing', randomUUID(), `${first}'`])
    assert.equal(await sees(marie, id), false);
});

test('the ids of others, of files already sent or of nothing count for nothing', async () => {
  const mine = await staged(marie, 'à moi');
  const number = await fileTicket(db, { files: sent(mine) }, worldNow);
  const theirs = await staged(paul, 'à Paul');
  const files = sent(mine, theirs, randomUUID(), 'x');
  await completeTicket(db, { number, actor: marie, body: 'Encore.', files }, worldNow);
  assert.deepEqual(await filesSaid(marie, number), [`description ${mine}`]);
  assert.deepEqual(await waiting(paul), [theirs]);
});

test('a ticket takes no more than its limit, whatever the form said, and then nothing is done', async () => {
  const [one, two] = [await staged(marie, 'x'.repeat(60)), await staged(marie, 'y'.repeat(60))];
  const number = await fileTicket(db, { files: { ids: [one], ticketBytes: 100 } }, worldNow);
  const order = { number, actor: marie, body: 'Le second.' };
  await assert.rejects(
    completeTicket(db, { ...order, files: { ids: [two], ticketBytes: 100 } }, worldNow),
    (error: unknown) => error instanceof FileRefused && error.reason === 'ticket_full',
  );
  assert.deepEqual(await filesSaid(marie, number), [`description ${one}`]);
  assert.ok((await waiting(marie)).includes(two));
});

test('sent twice, files are attached once; with one more file it is no second click', async () => {
  const number = await fileTicket(db, {}, worldNow);
  const one = await staged(marie, 'une fois');
  const order = { number, actor: marie, body: 'Voir.', actId: randomUUID(), files: sent(one) };
  await completeTicket(db, order, worldNow);
  await completeTicket(db, order, worldNow);
  await completeTicket(db, { ...order, actId: randomUUID() }, worldNow);
  assert.deepEqual(await filesSaid(marie, number), [`message ${one}`]);
  const more = await staged(marie, 'une de plus');
  const files = sent(one, more);
  await assert.rejects(completeTicket(db, { ...order, files }, worldNow), Conflict);
  assert.ok((await waiting(marie)).includes(more));
  await completeTicket(db, { ...order, actId: randomUUID(), files }, worldNow);
  assert.deepEqual(await filesSaid(marie, number), [`message ${one}`, `message ${more}`]);
});

test('the same request with one more file is another one', async () => {
  const { category_id: categoryId } = await db
    .selectFrom('ticket')
    .select('category_id')
    .where('requester_id', '=', marie.id)
    .executeTakeFirstOrThrow();
  const submission = {
    ...{ submittedBy: marie, requesterId: marie.id, categoryId, subject: 'Deux fois' },
    ...{ description: 'Pareil', blocked: null, impact: null, phone: '', siteId: null, room: '' },
    ...{ channel: 'web' as const, submissionKey: randomUUID() },
  };
  const { number } = await submitTicket(db, submission, worldNow);
  assert.equal((await findTwin(db, submission, worldNow))?.number, number);
  assert.equal(await findSentWithOtherWords(db, submission), null);
  const files = sent(await staged(marie, 'oubliée'));
  assert.equal(await findTwin(db, { ...submission, files }, worldNow), undefined);
  assert.equal(await findSentWithOtherWords(db, { ...submission, files }), number);
});

test('files alone open the ticket that continues a cancelled one', async () => {
  const number = await fileTicket(db, {}, worldNow);
  await cancelTicket(db, { number, actor: marie }, worldNow);
  const id = await staged(marie, 'la suite');
  const order = { number, actor: marie, body: '', files: sent(id) };
  const { continuedBy } = await completeTicket(db, order, worldNow);
  assert.ok(continuedBy);
  assert.deepEqual(await filesSaid(marie, continuedBy), [`description ${id}`]);
});

test('an original is downloaded under its label, a picture of ours is shown', async () => {
  const image = sharp({ create: { width: 20, height: 20, channels: 3, background: 'red' } });
  const id = await staged(marie, await image.png().toBuffer(), 'écran.exe');
  const original = await opened(marie, id);
  assert.ok(original.state === 'open');
  assert.deepEqual(
    [original.name, original.mediaType, original.inline],
    ['écran.exe', 'image/png', false],
  );
  const shown = await openFile(desk, marie, { id, variant: 'thumbnail' });
  assert.ok(shown.state === 'open');
  assert.deepEqual([shown.mediaType, shown.inline], ['image/webp', true]);
  const bytes = Buffer.concat((await Array.fromAsync(await shown.read())) as Buffer[]);
  assert.equal((await sharp(bytes).metadata()).format, 'webp');
  const text = await staged(marie, '<svg/>', 'dessin.svg');
  await assert.rejects(openFile(desk, marie, { id: text, variant: 'preview' }), NotFound);
});

test('a file that waits to be looked at is given to nobody, an infected one is not sent', async () => {
  const id = await staged(marie, 'attendu');
  const set = (scan: 'pending' | 'infected') =>
    db
      .updateTable('stored_file')
      .set({ scan })
      .where('hash', '=', (eb) => eb.selectFrom('attachment').select('hash').where('id', '=', id))
      .execute();
  await set('pending');
  assert.deepEqual(await opened(marie, id), { state: 'held', name: 'a.txt', scan: 'pending' });
  await set('infected');
  const number = await fileTicket(db, { files: sent(id) }, worldNow);
  assert.deepEqual(await filesSaid(marie, number), []);
  assert.equal(await sees(marie, id), false);
});
