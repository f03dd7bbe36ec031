import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, test } from 'node:test';
import type { FileDesk } from '../../src/domain/files/file-desk.ts';
import { stageFile } from '../../src/domain/files/stage-file.ts';
import { listStagedFiles } from '../../src/domain/files/staged-files.ts';
import { Unavailable } from '../../src/platform/errors.ts';
import { clamdScanner } from '../../src/platform/scan/clamd.ts';
import { NoVerdict } from '../../src/platform/scan/scanner.ts';
import { testDatabase, worldNow } from '../support/database.ts';
import { bytesOf, entriesIn, testFiles, throwawayFolder } from '../support/files.ts';
import { harmlessVirus } from '../support/harmless-virus.ts';
import { runWaitingJobs } from '../support/jobs.ts';
import { viewerNamed } from '../support/tickets.ts';

/** Given by `npm run test:clamav`, which starts one. */
const path = process.env['CLAMD_OF_TESTS'] ?? '';
const options = { skip: path === '' && 'needs a clamd: npm run test:clamav' };
const scanner = clamdScanner({ path });

test('a real clamd says what is clean and what is not', options, async () => {
  assert.deepEqual(await scanner.scan(bytesOf('Bonjour')), { clean: true });
  assert.deepEqual(await scanner.scan(bytesOf(randomBytes(1_900_000))), { clean: true });
  const verdict = await scanner.scan(bytesOf(harmlessVirus));
  assert.ok(!verdict.clean);
  assert.match(verdict.found, /EICAR/i);
});

test('what is too heavy for clamd has no verdict, many times over', options, async () => {
  for (let turn = 0; turn < 10; turn += 1) {
    await assert.rejects(scanner.scan(bytesOf(Buffer.alloc(8_000_000))), NoVerdict);
  }
});

test('where nobody listens, the scanner is down', options, async () => {
  await assert.rejects(clamdScanner({ path: `${path}.not` }).scan(bytesOf('x')), Unavailable);
  await assert.rejects(
    clamdScanner({ host: '127.0.0.1', port: 1 }).scan(bytesOf('x')),
    Unavailable,
  );
});

test('an infected file loses its content, a clean one is given out', options, async () => {
  const database = await testDatabase();
  after(() => database.close());
  const { db } = database;
  const folder = throwawayFolder();
  const desk: FileDesk = { ...testFiles(db, folder), scanner };
  const { id: personId } = await viewerNamed(db, 'marie.dupont');
  const place = 'test:scanner';
  for (const content of [harmlessVirus, 'Bonjour']) {
    const sent = { personId, place, field: null, name: 'a.txt', bytes: bytesOf(content) };
    assert.equal((await stageFile(desk, sent, worldNow)).scan, 'pending');
  }
  await runWaitingJobs({ ...database, files: desk }, worldNow);
  const scans = (await listStagedFiles(db, { personId, place })).map(({ scan }) => scan);
  assert.deepEqual(scans.sort(), ['clean', 'infected']);
  assert.equal((await entriesIn(folder)).length, 1);
});
