import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { sweepFiles } from '../../src/domain/files/sweep-files.ts';
import { testDatabase, worldNow } from '../support/database.ts';
import { entriesIn, filesOnDisk, testFiles, throwawayFolder } from '../support/files.ts';
import { viewerNamed } from '../support/tickets.ts';

const database = await testDatabase();
const logins = ['marie.dupont', 'paul.martin', 'nadia.benali', 'karim.leroy', 'hugo.petit'];
const people = await Promise.all(logins.map((login) => viewerNamed(database.db, login)));
const ids = people.map(({ id }) => id).join(',');
after(() => database.close());

const mebibyte = 1024 * 1024;
const program = join(import.meta.dirname, 'upload-process.ts');

type Upload = { count: number; bytes: number; atOnce: number; pauseMs?: number };

/** A process that takes files into a folder of its own. */
function upload({ count, bytes, atOnce, pauseMs }: Upload) {
  const folder = throwawayFolder();
  const numbers = [ids, count, bytes, atOnce, pauseMs ?? ''].map(String);
  const words = ['--import', 'tsx', program, database.url, folder, ...numbers];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (text: Buffer) => {
    said += text.toString();
  });
  return { folder, child, said: () => said };
}

const ended = async (child: ChildProcess): Promise<unknown> =>
  child.exitCode ?? (await once(child, 'exit'))[0];

async function grownMiB(load: Upload): Promise<number> {
  const { child, folder, said } = upload(load);
  assert.equal(await ended(child), 0);
  assert.equal((await filesOnDisk(folder)).length, load.count);
  const [, line = '{}'] = said().split('\n');
  await database.db.deleteFrom('attachment').execute();
  await database.db.deleteFrom('stored_file').execute();
  return (JSON.parse(line) as { grownMiB: number }).grownMiB;
}

test('a hundred files of 20 MiB at once never stand in memory', async (context) => {
  const grown = await grownMiB({ count: 100, bytes: 20 * mebibyte, atOnce: 100 });
  context.diagnostic(`memory grew by ${String(grown)} MiB for 2000 MiB`);
  assert.ok(grown < 300, `${String(grown)} MiB`);
});

test('two thousand small files leave no trace in memory', async (context) => {
  const grown = await grownMiB({ count: 2_000, bytes: 1_000, atOnce: 20 });
  context.diagnostic(`memory grew by ${String(grown)} MiB for 2000 files`);
  assert.ok(grown < 150, `${String(grown)} MiB`);
});

test('kill -9 in the middle of an upload leaves no row, and bytes that the next sweep removes', async () => {
  const { child, folder } = upload({ count: 1, bytes: 20 * mebibyte, atOnce: 1, pauseMs: 50 });
  const arrived = async (): Promise<number> => {
    const [name] = await entriesIn(folder);
    return name === undefined ? 0 : (await stat(join(folder, name))).size;
  };
  while ((await arrived()) < mebibyte) await pause(10);
  child.kill('SIGKILL');
  await ended(child);
  const rows = await database.db.selectFrom('attachment').select('id').execute();
  assert.deepEqual(rows, []);
  assert.equal((await entriesIn(folder)).length, 1);
  await sweepFiles(testFiles(database.db, folder), worldNow.add({ hours: 24 * 365 * 50 }));
  assert.deepEqual(await entriesIn(folder), []);
});
