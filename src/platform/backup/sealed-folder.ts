import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** The list of what a sealed folder holds, as `sha256sum -c` reads it. */
export const sumsFile = 'SHA256SUMS';

/** A folder of files that is not what it was when it was sealed; the message is for the person who restores. */
export class SealError extends Error {
  override readonly name = 'SealError';
}

type Source = NodeJS.ReadableStream | Iterable<string>;

/** A folder being filled under a name that nobody takes for a complete one. */
export type Draft = {
  folder: string;
  /** Writes one file, flushed to disk, and notes its sum. */
  add: (name: string, source: Source, ...through: NodeJS.ReadWriteStream[]) => Promise<void>;
  /** How many files were added. */
  count: () => number;
  /** Lists the sums, flushes everything and gives the folder its name: complete, or not there. */
  seal: () => Promise<void>;
  /** Lets go of it as it is. */
  abandon: () => Promise<void>;
};

/** Passes bytes on and adds them to a hash. */
class Hashing extends Transform {
  readonly hash = createHash('sha256');

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.hash.update(chunk);
    done(null, chunk);
  }
}

async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}

async function writeFlushed(
  path: string,
  source: Source,
  through: NodeJS.ReadWriteStream[],
): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const output = createWriteStream(path, { mode: 0o600, flags: 'wx', flush: true });
  await pipeline([source, ...through, output]);
  await flushFolder(dirname(path));
}

/** Begins a folder that will be called `final` once sealed. */
export async function openDraft(final: string): Promise<Draft> {
  const folder = join(dirname(final), `.${basename(final)}.partiel`);
  await mkdir(dirname(final), { recursive: true, mode: 0o700 });
  await mkdir(folder, { mode: 0o700 });
  const sums: FileHandle = await open(join(folder, sumsFile), 'wx', 0o600);
  let added = 0;
  const add: Draft['add'] = async (name, source, ...through) => {
    // A line of the list is a file: a name that spreads over two lines could pass for another.
    if (/[\n\r\\]/.test(name)) throw new SealError(`Nom de fichier inattendu : ${name}`);
    const hashing = new Hashing();
    await writeFlushed(join(folder, name), source, [...through, hashing]);
    await sums.write(`${hashing.hash.digest('hex')}  ${name}\n`);
    added += 1;
  };
  const seal = async (): Promise<void> => {
    await sums.sync();
    await sums.close();
    await flushFolder(folder);
    await rename(folder, final);
    await flushFolder(dirname(final));
  };
  return { folder, add, seal, count: () => added, abandon: () => sums.close() };
}

async function sumOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** The files that a sealed folder lists, one by one, with their sums. */
export async function* listSealed(folder: string): AsyncGenerator<{ sum: string; name: string }> {
  const input = createReadStream(join(folder, sumsFile));
  await new Promise((resolve, reject) => {
    input.once('open', resolve);
    input.once('error', reject);
  });
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    const [, sum, name] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (!sum || !name || name.split('/').includes('..')) {
      throw new SealError(`Ligne inattendue dans ${sumsFile}.`);
    }
    yield { sum, name };
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Reads every file of a sealed folder and compares it with its sum; gives how many there are. */
export async function verifySealed(folder: string): Promise<number> {
  let count = 0;
  try {
    for await (const { sum, name } of listSealed(folder)) {
      const found = await sumOf(join(folder, name)).catch((error: unknown) => {
        if (isMissing(error)) return undefined;
        throw error;
      });
      if (found === undefined) throw new SealError(`Il manque un fichier : ${name}.`);
      if (found !== sum) throw new SealError(`Un fichier a été modifié ou abîmé : ${name}.`);
      count += 1;
    }
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new SealError(`Ce dossier n’est pas une sauvegarde complète : ${sumsFile} n’y est pas.`);
  }
  return count;
}
