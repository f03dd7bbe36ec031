import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { type Incoming, type Storage, StorageRefused, storedName } from './storage.ts';

/** Where contents arrive, inside the folder so that giving them their name is one move; never in a backup. */
export const incomingFolder = 'incoming';

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT';

/** A full disk is the sender's to know; anything else is a fault of this installation. */
function asRefusal(error: unknown): unknown {
  const isFull = ['ENOSPC', 'EDQUOT'].includes(String(codeOf(error)));
  return isFull ? new StorageRefused('no_room', { cause: error }) : error;
}

async function* untilCut(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    throw new StorageRefused('cut', { cause: error });
  }
}

/** A name is durable once the folder that holds it is. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeAll(
  handle: FileHandle,
  bytes: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<{ hash: string; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of untilCut(bytes)) {
    size += piece.length;
    if (size > maxBytes) throw new StorageRefused('too_large');
    hash.update(piece);
    await handle.writeFile(piece);
  }
  if (size === 0) throw new StorageRefused('empty');
  await handle.sync();
  return { hash: hash.digest('hex'), size };
}

/** Keeps contents in a folder of this machine: `ab/cdef…`, written aside, flushed, then moved to their name. */
export function localStorage(folder: string): Storage {
  const placeOf = (name: string): string => {
    if (!storedName.test(name)) throw new Error('not the name of a content');
    return join(folder, name.slice(0, 2), name.slice(2));
  };

  const arriving = async <R>(fill: (handle: FileHandle, path: string) => Promise<R>) => {
    const path = join(folder, incomingFolder, randomUUID());
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const handle = await open(path, 'wx', 0o600);
      try {
        return { path, filled: await fill(handle, path) };
      } finally {
        await handle.close();
      }
    } catch (error) {
      await rm(path, { force: true });
      throw asRefusal(error);
    }
  };

  const settle = async (path: string, name: string): Promise<void> => {
    const final = placeOf(name);
    try {
      const made = await mkdir(dirname(final), { recursive: true, mode: 0o700 });
      await rename(path, final);
      await flushFolder(dirname(final));
      if (made !== undefined) await flushFolder(folder);
    } catch (error) {
      await rm(path, { force: true });
      throw asRefusal(error);
    }
  };

  return {
    async receive(bytes, { maxBytes }): Promise<Incoming> {
      const { path, filled } = await arriving((handle) => writeAll(handle, bytes, maxBytes));
      return {
        ...filled,
        path,
        read: () => createReadStream(path),
        keep: () => settle(path, filled.hash),
        discard: () => rm(path, { force: true }),
      };
    },

    async read(name): Promise<Readable> {
      const stream = createReadStream(placeOf(name));
      await new Promise((resolve, reject) => {
        stream.once('open', resolve);
        stream.once('error', reject);
      });
      return stream;
    },

    async write(name, bytes): Promise<void> {
      const { path } = await arriving(async (handle) => {
        await handle.writeFile(bytes);
        await handle.sync();
      });
      await settle(path, name);
    },

    remove: (name) => rm(placeOf(name), { force: true }),

    async *list(before) {
      for (const prefix of await entriesOf(folder)) {
        if (!/^[0-9a-f]{2}$/.test(prefix)) continue;
        const names = await entriesOf(join(folder, prefix));
        const old = names.map((name) => prefix + name).filter((name) => storedName.test(name));
        yield await filterAsync(old, (name) => isOlder(placeOf(name), before));
      }
    },

    async sweepIncoming(before) {
      const waiting = join(folder, incomingFolder);
      const paths = (await entriesOf(waiting)).map((name) => join(waiting, name));
      const left = await filterAsync(paths, (path) => isOlder(path, before));
      for (const path of left) await rm(path, { force: true });
      return left.length;
    },
  };
}

async function entriesOf(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
}

/** By its last writing; gone meanwhile is not older. */
async function isOlder(path: string, before: Temporal.Instant): Promise<boolean> {
  const found = await stat(path).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  return found !== null && found.mtimeMs < before.epochMilliseconds;
}

async function filterAsync<T>(all: readonly T[], keep: (one: T) => Promise<boolean>): Promise<T[]> {
  const kept: T[] = [];
  for (const one of all) if (await keep(one)) kept.push(one);
  return kept;
}
