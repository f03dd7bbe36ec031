import type { Readable } from 'node:stream';
import { NotFound } from '../../platform/errors.ts';
import { renditionType } from '../../platform/storage/image-renditions.ts';
import { namesOf } from '../files/content.ts';
import type { Scan } from '../files/file.ts';
import type { FileDesk } from '../files/file-desk.ts';
import { isFileId } from '../files/staged-files.ts';
import type { Viewer } from '../people/person.ts';
import type { Db } from '../tables.ts';
import { accessTicket, isNoteVisibleTo } from './ticket-access.ts';

/** A file somebody may see: one of theirs that waits, or one of a ticket they see. */
export interface FileAccess {
  readonly id: string;
  readonly hash: string;
  readonly name: string;
  readonly size: number;
  readonly mediaType: string;
  readonly hasThumbnail: boolean;
  readonly scan: Scan;
  /** Where it waits; null once on a ticket. */
  readonly place: string | null;
  readonly ticketNumber: number | null;
}

/** The only way in to one file: what one may not see does not exist. */
export async function accessFile(db: Db, viewer: Viewer, id: string): Promise<FileAccess> {
  const row = isFileId(id) ? await findFile(db, id) : undefined;
  if (row === undefined) throw new NotFound('file');
  const { addedById, noteId, ...file } = row;
  if (file.ticketNumber === null) {
    if (addedById !== viewer.id) throw new NotFound('file');
    return file;
  }
  const access = await accessTicket(db, viewer, file.ticketNumber);
  if (noteId === null) return file;
  const note = await db
    .selectFrom('ticket_note')
    .select('id')
    .where('id', '=', noteId)
    .where(isNoteVisibleTo(viewer, access))
    .executeTakeFirst();
  if (note === undefined) throw new NotFound('file');
  return file;
}

function findFile(db: Db, id: string) {
  return db
    .selectFrom('attachment')
    .innerJoin('stored_file', 'stored_file.hash', 'attachment.hash')
    .select([
      'attachment.id',
      'attachment.hash',
      'attachment.name',
      'attachment.place',
      'attachment.ticket_number as ticketNumber',
      'attachment.added_by_id as addedById',
      'attachment.note_id as noteId',
      'stored_file.size',
      'stored_file.media_type as mediaType',
      'stored_file.has_thumbnail as hasThumbnail',
      'stored_file.scan',
    ])
    .where('attachment.id', '=', id)
    .executeTakeFirst();
}

/** The original, to be downloaded; or a picture of it made by us, to be shown. */
export type FileVariant = 'original' | 'preview' | 'thumbnail';

/** A file as it may be given out, or the reason why not yet, or never. */
export type OpenedFile =
  | { readonly state: 'held'; readonly name: string; readonly scan: 'pending' | 'infected' }
  | {
      readonly state: 'open';
      readonly name: string;
      /** Of what is given: the pictures made by us have their own. */
      readonly mediaType: string;
      /** Null: not known without reading it. */
      readonly size: number | null;
      /** Only pictures made by us; everything else is downloaded. */
      readonly inline: boolean;
      readonly scan: 'clean' | 'not_scanned';
      /** Changes with the content: what a browser keeps is good as long as it is the same. */
      readonly tag: string;
      readonly read: () => Promise<Readable>;
    };

/** Opens a file, or a picture of it, for somebody who may see it; NotFound when not, or when there is no picture. */
export async function openFile(
  { db, storage }: FileDesk,
  viewer: Viewer,
  { id, variant }: { readonly id: string; readonly variant: FileVariant },
): Promise<OpenedFile> {
  const { hash, name, size, mediaType, hasThumbnail, scan } = await accessFile(db, viewer, id);
  if (scan === 'pending' || scan === 'infected') return { state: 'held', name, scan };
  const inline = variant !== 'original';
  if (inline && !hasThumbnail) throw new NotFound('picture of a file');
  const stored = namesOf(hash)[variant];
  return {
    state: 'open',
    name,
    mediaType: inline ? renditionType : mediaType,
    size: inline ? null : size,
    inline,
    scan,
    tag: stored,
    read: () => storage.read(stored),
  };
}
