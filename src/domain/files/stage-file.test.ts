import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import sharp from 'sharp';
import { type TestDatabase, testDatabase, worldNow } from '../../../test/support/database.ts';
import { bytesOf, filesOnDisk, testFiles, throwawayFolder } from '../../../test/support/files.ts';
import { viewerNamed } from '../../../test/support/tickets.ts';
import { saveDraft } from '../drafts/drafts.ts';
import { moveDraft } from '../drafts/move-draft.ts';
import { type FileDesk, FileRefused, filesPerForm, ticketsWaiting } from './file-desk.ts';
import { stageFile } from './stage-file.ts';
import { forgetStagedFiles, listStagedFiles, removeStagedFile } from './staged-files.ts';
import { sweepFiles } from './sweep-files.ts';

let database: TestDatabase;
let desk: FileDesk;
let folder: string;
let personId: number;
before(async () => {
  database = await testDatabase();
  ({ id: personId } = await viewerNamed(database.db, 'marie.dupont'));
});
beforeEach(async () => {
  await database.db.deleteFrom('attachment').execute();
  await database.db.deleteFrom('stored_file').execute();
  folder = throwawayFolder();
  desk = testFiles(database.db, folder);
});
after(() => database.close());

const place = 'test:form';
type Given = { name?: string; content?: string | Uint8Array; at?: string; by?: number };
const stage = ({ name = 'plan.txt', content = name, at = place, by = personId }: Given = {}) =>
  stageFile(
    desk,
    { personId: by, place: at, field: null, name, bytes: bytesOf(content) },
    worldNow,
  );
const reasonOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => null,
    (error: unknown) => {
      assert.ok(error instanceof FileRefused, String(error));
      return error.reason;
    },
  );
const picture = (): Promise<Buffer> =>
  sharp({ create: { width: 600, height: 300, channels: 3, background: '#888' } })
    .jpeg()
    .withExif({ IFD0: { Make: 'Appareil secret' } })
    .toBuffer();

test('a file waits at its place under its cleaned name, typed by its content', async () => {
  const staged = await stage({ name: 'C:\\photos\\plan.png', content: 'Bonjour à tous' });
  assert.equal(staged.name, 'plan.png');
  assert.equal(staged.mediaType, 'text/plain');
  assert.equal(staged.isImage, false);
  assert.equal(staged.scan, 'not_scanned');
  assert.deepEqual(await listStagedFiles(database.db, { personId, place }), [staged]);
  assert.deepEqual(await listStagedFiles(database.db, { personId, place: 'test:other' }), []);
});

test('an image read again whole gets its pictures, without what came hidden in it', async () => {
  const content = await picture();
  const staged = await stage({ name: 'photo.txt', content });
  assert.equal(staged.mediaType, 'image/jpeg');
  assert.ok(staged.isImage && staged.hasThumbnail);
  const [hash = ''] = await filesOnDisk(folder);
  const shown = await Array.fromAsync(await desk.storage.read(`${hash}.apercu`));
  const { format, width, exif } = await sharp(Buffer.concat(shown as Buffer[])).metadata();
  assert.deepEqual([format, width, exif], ['webp', 600, undefined]);
});

test('the same content is kept once, and lives as long as one file names it', async () => {
  const one = await stage({ content: 'pareil' });
  await stage({ name: 'autre.txt', content: 'pareil' });
  assert.equal((await filesOnDisk(folder)).length, 1);
  assert.ok(await removeStagedFile(database.db, { personId, id: one.id }));
  await sweepFiles(desk, worldNow.add({ hours: 25 }));
  assert.equal((await filesOnDisk(folder)).length, 1);
  await forgetStagedFiles(database.db, { personId, place });
  await sweepFiles(desk, worldNow.add({ hours: 25 }));
  assert.deepEqual(await filesOnDisk(folder), []);
});

test('nobody removes the file of somebody else, nor asks for it by a made-up id', async () => {
  const { id } = await stage();
  const paul = await viewerNamed(database.db, 'paul.martin');
  assert.equal(await removeStagedFile(database.db, { personId: paul.id, id }), false);
  assert.equal(await removeStagedFile(database.db, { personId, id: "1' or true" }), false);
  assert.equal((await listStagedFiles(database.db, { personId, place })).length, 1);
});

test('what is empty, too heavy or too many is refused, and leaves nothing', async () => {
  assert.equal(await reasonOf(stage({ content: '' })), 'empty');
  desk = { ...desk, limits: { fileBytes: 10, ticketBytes: 15 } };
  assert.equal(await reasonOf(stage({ content: 'onze octets' })), 'too_large');
  await stage({ content: 'dix octets' });
  assert.equal(await reasonOf(stage({ content: '6 o...' })), 'ticket_full');
  assert.equal((await filesOnDisk(folder)).length, 1);
  desk = testFiles(database.db, folder);
  for (let count = 1; count < filesPerForm; count += 1) await stage({ content: String(count) });
  assert.equal(await reasonOf(stage()), 'too_many');
  assert.equal(await reasonOf(stage({ at: 'test:other' })), null);
});

test('forms begun everywhere do not fill the disk: what waits for one person has a limit too', async () => {
  desk = { ...desk, limits: { fileBytes: 10, ticketBytes: 10 } };
  for (let form = 0; form < ticketsWaiting; form += 1) {
    await stage({ at: `test:${String(form)}`, content: 'dix octets' });
  }
  assert.equal(await reasonOf(stage({ at: 'test:more' })), 'too_much_waiting');
  const paul = await viewerNamed(database.db, 'paul.martin');
  assert.equal(await reasonOf(stage({ at: 'test:more', by: paul.id })), null);
});

test('an upload cut midway leaves nothing', async () => {
  async function* cut() {
    yield Buffer.from('début');
    await Promise.resolve();
    throw new Error('aborted');
  }
  const sent = { personId, place, field: null, name: 'a.txt', bytes: cut() };
  assert.equal(await reasonOf(stageFile(desk, sent, worldNow)), 'cut');
  assert.deepEqual(await filesOnDisk(folder), []);
});

test('when the rows fail, the content goes too, unless another file names it', async () => {
  const nobody = 999_999;
  await assert.rejects(stage({ content: 'seul', by: nobody }));
  assert.deepEqual(await filesOnDisk(folder), []);
  await stage({ content: 'partagé' });
  await assert.rejects(stage({ content: 'partagé', by: nobody }));
  assert.equal((await filesOnDisk(folder)).length, 1);
});

test('the same content sent by many at once is kept once, even as it is swept', async () => {
  const later = worldNow.add({ hours: 24 * 8 });
  for (let round = 0; round < 5; round += 1) {
    await Promise.all([
      ...Array.from({ length: 8 }, (_, index) => stage({ content: 'x', name: String(index) })),
      sweepFiles(desk, later),
      sweepFiles(desk, later),
    ]);
    const rows = await database.db.selectFrom('stored_file').select('hash').execute();
    assert.deepEqual(
      await filesOnDisk(folder),
      rows.map(({ hash }) => hash),
    );
    await forgetStagedFiles(database.db, { personId, place });
  }
});

test('files follow the draft they wait with to another nature, and back', async () => {
  const { id } = await stage();
  const other = await stage({ at: 'test:to', content: 'autre' });
  const move = { personId, from: place, to: 'test:to', content: { body: 'texte' } };
  await saveDraft(database.db, { personId, place: 'test:to', content: { body: 'là' } }, worldNow);
  await moveDraft(database.db, move, worldNow);
  const at = async (where: string) =>
    (await listStagedFiles(database.db, { personId, place: where })).map((file) => file.id);
  assert.deepEqual([await at('test:to'), await at(place)], [[id], [other.id]]);
});

test('what waits for a week goes, unless its draft was saved since', async () => {
  await stage({ content: 'oublié' });
  await stage({ at: 'test:kept', content: 'repris' });
  const content = { body: 'encore' };
  const since = worldNow.add({ hours: 24 * 5 });
  await saveDraft(database.db, { personId, place: 'test:kept', content }, since);
  await sweepFiles(desk, worldNow.add({ hours: 24 * 7 - 1 }));
  assert.equal((await filesOnDisk(folder)).length, 2);
  await sweepFiles(desk, worldNow.add({ hours: 24 * 7 + 1 }));
  assert.equal((await filesOnDisk(folder)).length, 1);
  assert.equal((await listStagedFiles(database.db, { personId, place: 'test:kept' })).length, 1);
});
