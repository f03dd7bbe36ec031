import { sql } from 'kysely';
import {
  isRaster,
  type Renditions,
  renditionsOf,
} from '../../platform/storage/image-renditions.ts';
import { mediaTypeOf } from '../../platform/storage/media-type.ts';
import type { Storage } from '../../platform/storage/storage.ts';
import type { Db } from '../tables.ts';
import type { Scan } from './file.ts';

/** What a content turned out to be, by itself. */
export interface Inspection {
  readonly mediaType: string;
  readonly renditions: Renditions | null;
}

/** The names under which a content and its pictures are kept. */
export const namesOf = (hash: string) => ({
  original: hash,
  preview: `${hash}.apercu`,
  thumbnail: `${hash}.vignette`,
});

/** Says what a content is, by reading it. */
export async function inspect(path: string): Promise<Inspection> {
  const mediaType = await mediaTypeOf(path);
  return { mediaType, renditions: isRaster(mediaType) ? await renditionsOf(path) : null };
}

/**
 * Holds every other hand off a content until the end of the transaction: its row and its files appear and disappear
 * together, even when the same content arrives at the moment it is removed.
 */
export async function lockContent(tx: Db, hash: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(('x' || left(${hash}, 16))::bit(64)::bigint)`.execute(tx);
}

/** Finds what is known of a content. */
export function findContent(
  db: Db,
  hash: string,
): Promise<{ scan: Scan; mediaType: string; size: number } | undefined> {
  return db
    .selectFrom('stored_file')
    .select(['scan', 'media_type as mediaType', 'size'])
    .where('hash', '=', hash)
    .executeTakeFirst();
}

/** Writes the row of a content whose file is kept already. The content is locked by the caller. */
export async function insertContent(
  tx: Db,
  content: Inspection & { readonly hash: string; readonly size: number; readonly scan: Scan },
  now: Temporal.Instant,
): Promise<void> {
  const { hash, size, scan, mediaType, renditions } = content;
  await tx
    .insertInto('stored_file')
    .values({
      ...{ hash, size, scan, media_type: mediaType },
      width: renditions?.width ?? null,
      height: renditions?.height ?? null,
      has_thumbnail: renditions !== null,
      scanned_at: scan === 'clean' ? now : null,
      stored_at: now,
    })
    .execute();
}

/**
 * Removes the files of a content that no row keeps any more, or that was found infected. In a transaction of its own,
 * after the one that removed the row: a row never loses its file.
 */
export async function removeUnkept(tx: Db, storage: Storage, hash: string): Promise<boolean> {
  await lockContent(tx, hash);
  const known = await findContent(tx, hash);
  if (known !== undefined && known.scan !== 'infected') return false;
  const { original, preview, thumbnail } = namesOf(hash);
  for (const name of [preview, thumbnail, original]) await storage.remove(name);
  return true;
}
