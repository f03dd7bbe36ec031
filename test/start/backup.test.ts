import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { cloneProduct, databasePid, removeClone, runCommand, startDesk } from './desk-process.ts';

const folder = await cloneProduct();
after(() => removeClone(folder));

const run = (words: string[], environment: Record<string, string> = {}) =>
  runCommand(folder, words, environment);

test('a desk at work on the embedded database is backed up without a pause, and lives again elsewhere', async () => {
  const desk = await startDesk(folder);
  await desk.ready();
  const database = await databasePid(folder);
  const { status, stderr } = run(['backup']);
  assert.equal(status, 0, stderr);
  assert.equal(await databasePid(folder), database, 'the database of the desk is left to it');
  assert.ok((await fetch(`${desk.url}/pret`)).ok);
  desk.signal('SIGTERM');
  assert.equal(await desk.ended, 0, desk.said());
  const [name = ''] = await readdir(join(folder, 'data/sauvegardes'));
  const from = join(folder, 'data/sauvegardes', name);
  // Nobody works on it: the server is started for the backup, then stopped.
  assert.equal(run(['backup', '--vers', join(folder, 'other')]).status, 0);
  assert.equal(await databasePid(folder), undefined);
  assert.match(run(['restore', '--de', from]).stderr, /n’est pas vide/);
  const elsewhere = { DATA_DIR: join(folder, 'elsewhere') };
  const restored = run(['restore', '--de', from], elsewhere);
  assert.equal(restored.status, 0, restored.stderr);
  const again = await startDesk(folder, elsewhere);
  await again.ready();
  again.signal('SIGTERM');
  assert.equal(await again.ended, 0, again.said());
});

test('nothing to back up is one clear line, and no database is made', async () => {
  const { status, stderr } = run(['backup'], { DATA_DIR: join(folder, 'nobody') });
  assert.equal(status, 1);
  assert.match(stderr, /^Aucune base dans [^\n]*\n$/);
  await assert.rejects(readdir(join(folder, 'nobody')));
});
