import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type TestDatabase, testDatabase, worldNow } from '../../../test/support/database.ts';
import { bytesOf, entriesIn, testFiles, throwawayFolder } from '../../../test/support/files.ts';
import { runWaitingJobs } from '../../../test/support/jobs.ts';
import { viewerNamed } from '../../../test/support/tickets.ts';
import { Unavailable } from '../../platform/errors.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { createLog } from '../../platform/log.ts';
import { NoVerdict, type Verdict } from '../../platform/scan/scanner.ts';
import { type FileDesk, FileRefused, type WhenScannerDown } from './file-desk.ts';
import { stageFile } from './stage-file.ts';
import { listStagedFiles } from './staged-files.ts';

let database: TestDatabase;
let folder: string;
let desk: FileDesk;
let personId: number;
let log: Record<string, unknown>[];
/** What the scanner says next. */
let says: () => Verdict;
const place = 'test:scan';
const isDown = (): never => {
  throw new Unavailable('nobody answers');
};
const isClean = (): Verdict => ({ clean: true });
const isInfected = (): Verdict => ({ clean: false, found: 'Essai' });

before(async () => {
  database = await testDatabase();
  ({ id: personId } = await viewerNamed(database.db, 'marie.dupont'));
  await runWaitingJobs(database, worldNow);
});
beforeEach(async () => {
  await database.db.deleteFrom('attachment').execute();
  await database.db.deleteFrom('stored_file').execute();
  folder = throwawayFolder();
  says = isClean;
  log = [];
  choose('hold');
});
after(() => database.close());

function choose(whenScannerDown: WhenScannerDown): void {
  const write = (line: string) => void log.push(JSON.parse(line) as Record<string, unknown>);
  desk = {
    ...testFiles(database.db, folder),
    log: createLog('info', { write }),
    whenScannerDown,
    scanner: {
      async scan(bytes) {
        for await (const piece of bytes) assert.ok(piece.length > 0);
        return says();
      },
    },
  };
}

const stage = (content = 'contenu') =>
  stageFile(
    desk,
    { personId, place, field: null, name: 'a.txt', bytes: bytesOf(content) },
    worldNow,
  );
const scans = async () =>
  (await listStagedFiles(database.db, { personId, place })).map(({ scan }) => scan);
const work = (later = 0) =>
  runWaitingJobs({ ...database, files: desk }, worldNow.add({ hours: later }));
const workAgain = async (later: number) => {
  await enqueue(database.db, 'scan-waiting', {});
  await work(later);
};
const refusalOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => null,
    (error: unknown) => (error instanceof FileRefused ? error.reason : error),
  );

test('a file waits until it is found clean', async () => {
  assert.equal((await stage()).scan, 'pending');
  await work();
  assert.deepEqual(await scans(), ['clean']);
  assert.equal((await stage()).scan, 'clean', 'the same content is not looked at twice');
});

test('an infected file loses its content and says why; sent again it is refused at once', async () => {
  await stage();
  says = isInfected;
  await work();
  assert.deepEqual(await scans(), ['infected']);
  assert.deepEqual(await entriesIn(folder), []);
  assert.ok(log.some(({ found }) => found === 'Essai'));
  assert.equal(await refusalOf(stage()), 'infected');
  assert.deepEqual(await entriesIn(folder), []);
});

test('held while the scanner is down, a file is looked at when it comes back', async () => {
  says = isDown;
  await stage('un');
  await stage('deux');
  await work();
  assert.deepEqual(await scans(), ['pending', 'pending']);
  await workAgain(0);
  assert.deepEqual(await scans(), ['pending', 'pending']);
  says = isClean;
  await workAgain(0);
  assert.deepEqual(await scans(), ['clean', 'clean']);
});

test('refused while the scanner is down, a file leaves nothing; clean, it is there at once', async () => {
  choose('refuse');
  says = isDown;
  assert.equal(await refusalOf(stage()), 'scanner_down');
  says = isInfected;
  assert.equal(await refusalOf(stage()), 'infected');
  assert.deepEqual([await entriesIn(folder), await scans()], [[], []]);
  says = isClean;
  assert.equal((await stage()).scan, 'clean');
});

test('accepted while the scanner is down, a file says so, in the log too, and is looked at later', async () => {
  choose('accept');
  says = isDown;
  assert.equal((await stage()).scan, 'pending');
  await work();
  assert.deepEqual(await scans(), ['not_scanned']);
  assert.ok(log.some(({ isGiven, level }) => isGiven === true && level === 'warn'));
  says = isInfected;
  await workAgain(0);
  assert.deepEqual(await scans(), ['infected']);
});

test('a content the scanner says nothing of waits a little, without holding up the others', async () => {
  says = () => {
    throw new NoVerdict('too heavy');
  };
  await stage('lourd');
  await work();
  says = isClean;
  await stage('léger');
  await workAgain(0);
  assert.deepEqual((await scans()).sort(), ['clean', 'pending']);
  await workAgain(2);
  assert.deepEqual(await scans(), ['clean', 'clean']);
});

test('a content that cannot be read is a fault told once in a while, and the others go on', async () => {
  says = isDown;
  const [lost] = [await stage('perdu'), await stage('lisible')];
  const { hash } = await database.db
    .selectFrom('attachment')
    .select('hash')
    .where('id', '=', lost.id)
    .executeTakeFirstOrThrow();
  await work();
  await desk.storage.remove(hash);
  says = isClean;
  await workAgain(0);
  assert.deepEqual((await scans()).sort(), ['clean', 'pending']);
  await workAgain(0);
  assert.equal(log.filter(({ level }) => level === 'error').length, 1, 'not at each round');
});

test('what came before there was a scanner is looked at by it', async () => {
  desk = { ...desk, scanner: null };
  assert.equal((await stage()).scan, 'not_scanned');
  choose('hold');
  await workAgain(0);
  assert.deepEqual(await scans(), ['clean']);
});
