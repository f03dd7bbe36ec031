import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import fc from 'fast-check';
import sharp from 'sharp';
import { type TestDatabase, testDatabase, worldNow } from '../../../test/support/database.ts';
import {
  bytesOf,
  entriesIn,
  filesOnDisk,
  smallDisk,
  testFiles,
  throwawayFolder,
} from '../../../test/support/files.ts';
import { viewerNamed } from '../../../test/support/tickets.ts';
import { inTransaction } from '../../platform/db/database.ts';
import { attachFiles, claimFiles } from './attach-files.ts';
import { type FileDesk, FileRefused } from './file-desk.ts';
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
  await start();
});
after(() => database.close());

const ticketNumber = 100001;
const place = 'test:faults';
const far = worldNow.add({ hours: 24 * 30 });

async function start(): Promise<void> {
  await database.db.deleteFrom('attachment').execute();
  await database.db.deleteFrom('stored_file').execute();
  folder = throwawayFolder();
  desk = testFiles(database.db, folder);
}

const waiting = () => listStagedFiles(database.db, { personId, place });
const rows = async (): Promise<string[]> =>
  (await database.db.selectFrom('stored_file').select('hash').execute())
    .map(({ hash }) => hash)
    .sort();
const stage = (bytes: AsyncIterable<Uint8Array>, by = personId) =>
  stageFile(desk, { personId: by, place, field: null, name: 'a', bytes }, worldNow);

async function* cut(content: string): AsyncGenerator<Uint8Array> {
  yield* bytesOf(content);
  throw new Error('aborted');
}

/** What may happen to files, faults included. */
const happenings = {
  stage: (content: string) => stage(bytesOf(content)),
  stageTwiceAtOnce: (content: string) =>
    Promise.all([stage(bytesOf(content)), stage(bytesOf(content))]),
  cut: (content: string) => stage(cut(content)).catch(() => undefined),
  /** Its rows are refused by the database. */
  fail: (content: string) => stage(bytesOf(content), 999_999).catch(() => undefined),
  remove: async () => {
    const [file] = await waiting();
    if (file) await removeStagedFile(database.db, { personId, id: file.id });
  },
  forget: () => forgetStagedFiles(database.db, { personId, place }),
  attach: () =>
    inTransaction(database.db, async (tx) => {
      const files = { ids: (await waiting()).map(({ id }) => id), ticketBytes: 1_000_000 };
      const ids = await claimFiles(tx, { personId, files });
      await attachFiles(tx, { ids, ticketNumber, ticketBytes: files.ticketBytes });
    }),
  /** The process dies once the content has its name, before its row is kept. */
  dieAfterKeeping: async (content: string) => {
    const incoming = await desk.storage.receive(bytesOf(content), { maxBytes: 1_000 });
    await incoming.keep();
  },
  /** The process dies once the row is removed, before its content is. */
  dieWhileSweeping: () =>
    database.pool.query(`delete from stored_file where hash not in (select hash from attachment)`),
  dieWhileReceiving: (content: string) => desk.storage.receive(bytesOf(content), { maxBytes: 99 }),
  sweep: () => sweepFiles(desk, worldNow.add({ hours: 25 })),
  stageWhileSweeping: (content: string) =>
    Promise.all([stage(bytesOf(content)), sweepFiles(desk, worldNow.add({ hours: 25 }))]),
};

test('whatever happens, no row loses its content, and a sweep leaves no content without its row', async () => {
  const happening = fc.tuple(
    fc.constantFrom(...(Object.keys(happenings) as (keyof typeof happenings)[])),
    fc.constantFrom('un', 'deux', 'trois'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 4, maxLength: 20 }), async (story) => {
      await start();
      for (const [name, content] of story) {
        await happenings[name](content);
        const disk = new Set(await filesOnDisk(folder));
        for (const hash of await rows()) assert.ok(disk.has(hash), `${name} lost a content`);
      }
      await sweepFiles(desk, far);
      assert.deepEqual(await filesOnDisk(folder), await rows());
      await forgetStagedFiles(database.db, { personId, place });
      await database.db.deleteFrom('attachment').execute();
      await sweepFiles(desk, far);
      assert.deepEqual([await entriesIn(folder), await rows()], [[], []]);
    }),
    { numRuns: 25 },
  );
});

test('on a full disk each file is there whole with its row, or refused and gone', async (context) => {
  const disk = await smallDisk(context, '2m');
  if (disk === null) return;
  desk = testFiles(database.db, disk);
  const pixels = randomBytes(400 * 400 * 3);
  const noise = sharp(pixels, { raw: { width: 400, height: 400, channels: 3 } });
  const image = await noise.png().toBuffer();
  const outcomes: string[] = [];
  for (let turn = 0; turn < 12; turn += 1) {
    const content =
      turn % 2 === 0 ? randomBytes(150_000) : Buffer.concat([image, randomBytes(turn)]);
    const outcome = await stage(bytesOf(content)).then(
      () => 'kept',
      (error: unknown) => {
        if (!(error instanceof FileRefused)) throw error;
        return error.reason;
      },
    );
    outcomes.push(outcome);
    assert.deepEqual(await filesOnDisk(disk), await rows());
    assert.equal((await waiting()).length, outcomes.filter((one) => one === 'kept').length);
  }
  assert.ok(outcomes.includes('kept') && outcomes.includes('no_room'), outcomes.join(' '));
  const pictures = (await entriesIn(disk)).filter((name) => name.includes('.'));
  const images = (await waiting()).filter(({ isImage }) => isImage);
  assert.equal(pictures.length, 2 * images.length, 'no picture without its original');
});
