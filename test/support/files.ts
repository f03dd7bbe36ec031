import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import type { TestContext } from 'node:test';
import { promisify } from 'node:util';
import type { FileDesk } from '../../src/domain/files/file-desk.ts';
import type { Db } from '../../src/domain/tables.ts';
import { createLog } from '../../src/platform/log.ts';
import { localStorage } from '../../src/platform/storage/local-storage.ts';

const run = promisify(execFile);
const mebibyte = 1024 * 1024;

const folders: string[] = [];
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that goes away with the process. */
export function throwawayFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'files-'));
  folders.push(folder);
  return folder;
}

/** A file of a test, in a folder that goes away with the process; gives where it is. */
export function throwawayFile(name: string, content: string): string {
  const file = join(throwawayFolder(), name);
  writeFileSync(file, content);
  return file;
}

/** A desk of files with the usual limits and no scanner, in a folder that goes away with the process. */
export function testFiles(db: Db, folder = throwawayFolder()): FileDesk {
  return {
    db,
    storage: localStorage(folder),
    limits: { fileBytes: 25 * mebibyte, ticketBytes: 100 * mebibyte },
    scanner: null,
    whenScannerDown: 'hold',
    log: createLog('silent'),
  };
}

/** Bytes as they would arrive, in two pieces. */
export async function* bytesOf(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(content);
  const middle = Math.ceil(bytes.length / 2);
  yield bytes.subarray(0, middle);
  await Promise.resolve();
  yield bytes.subarray(middle);
}

/** The contents a folder holds, by hash, without the pictures made of them; what is still arriving counts too. */
export async function filesOnDisk(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      parentPath.endsWith('incoming') ? `incoming/${name}` : basename(parentPath) + name,
    )
    .filter((name) => !name.includes('.'))
    .sort();
}

/** The paths of the files under a folder. */
export async function entriesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .sort();
}

/** A disk of a given size, unmounted after the test; null, and the test skipped, where none can be made. */
export async function smallDisk(context: TestContext, size: string): Promise<string | null> {
  const folder = throwawayFolder();
  const mounted = await run('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]).then(
    () => true,
    () => false,
  );
  if (!mounted) {
    context.skip('no small disk can be mounted here: needs root on Linux');
    return null;
  }
  context.after(() => run('umount', [folder]));
  return folder;
}
