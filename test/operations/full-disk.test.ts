import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { blankDatabase, testDatabase } from '../support/database.ts';
import { contentOf } from '../support/database-content.ts';
import { runScript } from '../support/scripts.ts';

const folder = await mkdtemp(join(tmpdir(), 'plein-'));
const disks: string[] = [];
after(async () => {
  for (const disk of disks) execFileSync('umount', [disk]);
  await rm(folder, { recursive: true, force: true });
});

/** A disk of a few megabytes; undefined where this account may not mount one. */
async function smallDisk(megabytes: number): Promise<string | undefined> {
  const disk = join(folder, `disque-${String(disks.length)}`);
  await mkdir(disk);
  try {
    const size = `size=${String(megabytes)}m,mode=0755`;
    execFileSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', disk], { stdio: 'pipe' });
  } catch {
    return undefined;
  }
  disks.push(disk);
  return disk;
}

/** Leaves that many bytes free, or a little more. */
async function fill(disk: string, left: number): Promise<void> {
  const { bavail, bsize } = await statfs(disk);
  await writeFile(join(disk, 'autre'), Buffer.alloc(Math.max(0, bavail * bsize - left)));
}

const why = 'only root may mount a small disk';
const source = await testDatabase();
const dataDir = join(folder, 'data');
await mkdir(join(dataDir, 'files'), { recursive: true });
await writeFile(join(dataDir, 'files/0000'), Buffer.alloc(1_000_000));
// Enough rows for the disk to be full in the middle of a table.
await source.pool.query(
  `insert into audit_entry (at, act, subject, after)
   select now(), 'essai', n::text, to_jsonb(md5(n::text)) from generate_series(1, 100000) n`,
);
after(source.close);
const environment = { DATABASE_URL: source.url, DATA_DIR: dataDir };

/** A backup on a disk that has room. */
async function backup(): Promise<string> {
  const into = await mkdtemp(join(folder, 'sauvegarde-'));
  const { code, err } = await runScript('backup', ['--vers', into], environment);
  assert.equal(code, 0, err);
  return join(into, (await readdir(into))[0] ?? '');
}

test('a backup on a full disk says so, leaves nothing, and the former one is intact', async (t) => {
  const disk = await smallDisk(24);
  if (disk === undefined) return t.skip(why);
  const first = await runScript('backup', ['--vers', disk], environment);
  assert.equal(first.code, 0, first.err);
  const kept = await readdir(disk);
  // Full before the first file, in it, then in the middle of the rows.
  for (const left of [0, 500_000, 2_500_000]) {
    await fill(disk, left);
    const { code, err } = await runScript('backup', ['--vers', disk], environment);
    assert.equal(err, 'Le disque de la sauvegarde est plein : rien n’a été gardé.\n');
    assert.equal(code, 1);
    await rm(join(disk, 'autre'));
    assert.deepEqual(await readdir(disk), kept);
  }
  const from = join(disk, kept[0] ?? '');
  const read = await runScript('restore', ['--de', from, '--verifier'], {});
  assert.match(read.out, /^Sauvegarde intacte/);
  assert.equal((await runScript('backup', ['--vers', disk], environment)).code, 0);
});

test('a restoration of files on a full disk says so, and leaves database and folder empty', async (t) => {
  const disk = await smallDisk(1);
  if (disk === undefined) return t.skip(why);
  await fill(disk, 500_000);
  const from = await backup();
  const target = await blankDatabase();
  after(target.close);
  const into = { DATABASE_URL: target.url, DATA_DIR: join(disk, 'data') };
  const { code, err } = await runScript('restore', ['--de', from], into);
  assert.equal(
    err,
    `Le disque de ${into.DATA_DIR} est plein : rien n’a été restauré. Libérez de la place, puis recommencez.\n`,
  );
  assert.equal(code, 1);
  assert.deepEqual(await readdir(into.DATA_DIR), []);
  assert.equal((await contentOf(target.pool)).size, 1, 'not one table was made');
});

test('a restoration into a database whose disk is full says so in one line', async (t) => {
  const disk = await smallDisk(90);
  if (disk === undefined) return t.skip(why);
  const from = await backup();
  const { code, err } = await runScript('restore', ['--de', from], {
    DATA_DIR: join(disk, 'data'),
  });
  assert.equal(code, 1);
  assert.match(err, /^[^\n]*plein[^\n]*\n$/);
});
