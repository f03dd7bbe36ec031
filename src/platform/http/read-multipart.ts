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

/** A file while it arrives. */
export type ArrivingFile = {
  /** Ends in an error when the form is cut. Whoever stops before the end leaves the rest to be thrown away. */
  content: AsyncIterable<Uint8Array>;
  /** Throws away what is left of it and gives the size of the whole. */
  drain: () => Promise<number>;
};

/** What becomes of a form while it arrives. */
export type FormReceiver = {
  field: (name: string, value: string) => void;
  /**
   * Decides at once, on what came before, whether a file is wanted; null throws it away. What is given reads it: files
   * are read one after the other.
   */
  file: (name: string, fileName: string) => ((file: ArrivingFile) => Promise<void>) | null;
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

function arriving(bytes: BusboyFileStream): ArrivingFile {
  return {
    // A stream destroyed by who reads it would hold up the rest of the form for ever.
    content: { [Symbol.asyncIterator]: () => bytes.iterator({ destroyOnReturn: false }) },
    drain: () =>
      new Promise((resolve) => {
        const end = (): void => resolve(bytes.bytesRead);
        if (bytes.destroyed || bytes.readableEnded) end();
        else bytes.once('close', end).resume();
      }),
  };
}

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
  const open = new Set<BusboyFileStream>();
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
      const read = failed ? null : receiver.file(name ?? '', asTyped(fileName ?? ''));
      const file = arriving(bytes);
      if (read === null) bytes.resume();
      else
        turn = turn
          .then(() => read(file).then(() => file.drain().then(() => undefined)))
          .catch(fail);
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

const escapes: Record<string, string> = { '%22': '"', '%0D': '\r', '%0A': '\n' };

/** Gives back the signs of a file's name that browsers write otherwise: those that would end it too early. */
function asTyped(fileName: string): string {
  return fileName.replace(/%(?:22|0D|0A)/g, (written) => escapes[written] ?? written);
}

function openParser(
  contentType: string,
  limits: { fields: number; fieldSize: number; files: number },
): BusboyInstance {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      limits: { ...limits, ...headerLimits },
      // What a name holds is for who shows it: only an input left empty has none.
      preservePath: true,
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
