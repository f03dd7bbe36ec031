import { createReadStream, type Dirent } from 'node:fs';
import { copyFile, mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { incomingFolder } from '../storage/local-storage.ts';
import type { Draft } from './sealed-folder.ts';
import { listSealed } from './sealed-folder.ts';

/** Where the files of people stand in a backup. */
const prefix = 'files/';

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** The files kept under a folder, by their path in it, without those still arriving; none when there is no folder. */
async function* filesUnder(folder: string, path = ''): AsyncGenerator<string> {
  const entries: Dirent[] = await readdir(join(folder, path), { withFileTypes: true }).catch(
    (error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    },
  );
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const inside = path === '' ? entry.name : `${path}/${entry.name}`;
    if (inside === incomingFolder) continue;
    if (entry.isDirectory()) yield* filesUnder(folder, inside);
    else if (entry.isFile()) yield inside;
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/**
 * Copies into a backup the files of a folder that it has not yet. A file of ours never changes once it has its name:
 * called before the database is read and again after, it brings every file that a row of the backup may name.
 */
export async function backUpFiles(folder: string, draft: Draft): Promise<void> {
  for await (const path of filesUnder(folder)) {
    const name = prefix + path;
    if (await exists(join(draft.folder, name))) continue;
    const source = createReadStream(join(folder, path));
    const opened = await new Promise<boolean>((resolve, reject) => {
      source.once('open', () => resolve(true));
      // Removed since it was listed: nobody needs it any more.
      source.once('error', (error) => (isMissing(error) ? resolve(false) : reject(error)));
    });
    if (opened) await draft.add(name, source);
  }
}

/** Says whether a folder holds a file. */
export async function hasFiles(folder: string): Promise<boolean> {
  for await (const path of filesUnder(folder)) return path !== '';
  return false;
}

/** Copies the files of a backup into a folder; says how many. */
export async function restoreFiles(backup: string, folder: string): Promise<number> {
  let count = 0;
  for await (const { name } of listSealed(backup)) {
    if (!name.startsWith(prefix)) continue;
    const target = join(folder, name.slice(prefix.length));
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await copyFile(join(backup, name), target);
    count += 1;
  }
  return count;
}
