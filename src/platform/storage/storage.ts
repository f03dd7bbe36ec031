import type { Readable } from 'node:stream';

/** Why bytes were not kept. */
export type StorageRefusal = 'empty' | 'too_large' | 'cut' | 'no_room';

/** The bytes were not kept, and nothing of them is left. */
export class StorageRefused extends Error {
  override readonly name = 'StorageRefused';
  readonly reason: StorageRefusal;

  constructor(reason: StorageRefusal, options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
  }
}

/** Bytes that have arrived whole, flushed to disk, and that nobody can read yet under their name. */
export interface Incoming {
  /** SHA-256 of the content, in hexadecimal: its name once kept. */
  readonly hash: string;
  readonly size: number;
  /** Where it is on this machine, to be looked at before it is kept. */
  readonly path: string;
  read(): Readable;
  /** Gives it its name, for good: durable when this returns. Over the same content it changes nothing. */
  keep(): Promise<void>;
  /** Throws it away unless it was kept. */
  discard(): Promise<void>;
}

/**
 * Where contents are kept, each under its hash. A name never changes content. What stands here is a folder of this
 * machine (`local-storage.ts`); an object store would do the same, spooling what arrives on the machine first.
 */
export interface Storage {
  /**
   * Takes bytes as they come, holding none but the present piece. Throws StorageRefused when they are none, too many,
   * stop coming, or when there is no room; what had been written is then gone. Stops reading at once past the limit:
   * what is left of the source is the caller's to drain.
   */
  receive(
    bytes: AsyncIterable<Uint8Array>,
    limit: { readonly maxBytes: number },
  ): Promise<Incoming>;
  /** Opens a content; throws when it is not there. */
  read(name: string): Promise<Readable>;
  /** Keeps a small content made from another one, under that one's hash and a suffix (`<hash>.vignette`). */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Removes a content; nothing happens when it is not there. */
  remove(name: string): Promise<void>;
  /** Every name kept before an instant, some at a time. */
  list(before: Temporal.Instant): AsyncIterable<readonly string[]>;
  /** Removes what was arriving and has not moved since an instant: its sender, or this machine, stopped midway. */
  sweepIncoming(before: Temporal.Instant): Promise<number>;
}

/** What a name in a storage looks like; nothing else ever becomes a path. */
export const storedName = /^[0-9a-f]{64}(?:\.[a-z]+)?$/;
