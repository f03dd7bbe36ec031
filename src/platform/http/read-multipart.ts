import type { Readable } from 'node:stream';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';

/** The form is not one, or stopped before its end. */
export class BrokenForm extends Error {
  override readonly name = 'BrokenForm';
}

/** More than one form may hold, by the name of the limit. */
export class FormLimitReached extends Error {
  override readonly name = 'FormLimitReached';
}

/** The bytes of a file while they arrive; `bytesRead` is its size once they have. */
export type FileBytes = BusboyFileStream;

/** What becomes of a form while it arrives. */
export type FormReceiver = {
  field: (name: string, value: string) => void;
  /**
   * Decides at once, on what came before, whether a file is wanted; null throws it away. What is given reads it: files
   * are read one after the other.
   */
  file: (name: string, fileName: string) => ((bytes: FileBytes) => Promise<void>) | null;
  /** Files beyond the number allowed: they are thrown away, the rest is read. */
  tooManyFiles: () => void;
};

export type FormLimits = {
  /** Of the whole form, files included. */
  bytes: number;
  fields: number;
  fieldBytes: number;
  files: number;
};

/** A browser writes two short headers before each part. */
const headerLimits = { headerPairs: 16, headerSize: 8 * 1024 };

const drained = (bytes: FileBytes): Promise<void> =>
  new Promise((resolve) => {
    if (bytes.destroyed || bytes.readableEnded) resolve();
    else bytes.once('close', resolve).resume();
  });

/**
 * Reads a form with files as it arrives, never a whole file in memory. Once it has failed, what still arrives of it is
 * thrown away and the file being read ends in an error.
 */
export async function readMultipart(
  source: Readable,
  contentType: string,
  { limits, receiver }: { limits: FormLimits; receiver: FormReceiver },
): Promise<void> {
  const { bytes: most, fields, fieldBytes, files } = limits;
  const parser = openParser(contentType, { fields, fieldSize: fieldBytes, files });
  const open = new Set<FileBytes>();
  let turn = Promise.resolve();
  await new Promise<void>((resolve, reject) => {
    let failed = false;
    const fail = (error: unknown): void => {
      if (failed) return;
      failed = true;
      source.unpipe(parser).resume();
      for (const bytes of open) bytes.destroy(new BrokenForm('cut'));
      // The file being read is let go of first: nothing of it is left when the failure is told.
      void turn.then(() => reject(error as Error));
    };
    parser.on('field', (name: string | undefined, value, _nameCut, isCut) => {
      if (failed) return;
      if (isCut) fail(new FormLimitReached('characters'));
      else if (name !== undefined) attempt(fail, () => receiver.field(name, value));
    });
    parser.on('file', (name: string | undefined, bytes, fileName: string | undefined) => {
      open.add(bytes);
      // An error told to nobody would stop the process; a file cut short must never look whole.
      bytes.on('error', () => bytes.destroy()).on('close', () => open.delete(bytes));
      const read = failed ? null : receiver.file(name ?? '', fileName ?? '');
      if (read === null) bytes.resume();
      else turn = turn.then(() => read(bytes).then(() => drained(bytes))).catch(fail);
    });
    parser.on('fieldsLimit', () => fail(new FormLimitReached('fields')));
    parser.on('filesLimit', receiver.tooManyFiles);
    parser.on('error', () => fail(new BrokenForm('not a form, or cut')));
    parser.on('finish', () => void turn.then(resolve));
    let received = 0;
    source.on('data', (chunk: Buffer) => {
      received += chunk.length;
      if (received > most) fail(new FormLimitReached('bytes'));
    });
    source.on('error', () => fail(new BrokenForm('cut')));
    source.on('close', () => source.readableEnded || fail(new BrokenForm('cut')));
    source.pipe(parser);
  });
}

function openParser(
  contentType: string,
  limits: { fields: number; fieldSize: number; files: number },
): BusboyInstance {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      limits: { ...limits, ...headerLimits },
    });
  } catch {
    throw new BrokenForm('no boundary');
  }
}

function attempt(fail: (error: unknown) => void, step: () => void): void {
  try {
    step();
  } catch (error) {
    fail(error);
  }
}
