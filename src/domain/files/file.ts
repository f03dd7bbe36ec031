import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { Tables } from '../tables.ts';

/** What is known of the viruses in a file: only `clean` and `not_scanned` are ever given out. */
export type Scan = Tables['stored_file']['scan'];

/** A file as pages show it. */
export interface StagedFile {
  readonly id: string;
  /** What its sender called it, cleaned: a label, never a path. */
  readonly name: string;
  readonly size: number;
  /** Found in the content. */
  readonly mediaType: string;
  /** Read again whole: may be shown, re-encoded. */
  readonly isImage: boolean;
  readonly hasThumbnail: boolean;
  readonly scan: Scan;
  /** The own field it answers; null: a file of the text beside it. */
  readonly field: string | null;
  readonly addedAt: Temporal.Instant;
}

/** A file said on a ticket: with its description when neither a message nor a note. */
export interface AttachedFile extends StagedFile {
  readonly messageId: number | null;
  readonly noteId: number | null;
}

/** A file as a list in SQL gives it. */
export type FileRow = Omit<AttachedFile, 'addedAt'> & { readonly addedAt: string };

/** The files that a condition on `attachment` keeps, oldest first, as one value of a select. */
export const filesWhere = (condition: RawBuilder<unknown>): RawBuilder<FileRow[]> =>
  sql<
    FileRow[]
  >`coalesce((select jsonb_agg(jsonb_build_object('id', attachment.id, 'name', attachment.name,
      'size', stored_file.size, 'mediaType', stored_file.media_type, 'isImage', stored_file.width is not null,
      'hasThumbnail', stored_file.has_thumbnail, 'scan', stored_file.scan, 'field', attachment.field,
      'addedAt', attachment.added_at, 'messageId', attachment.message_id, 'noteId', attachment.note_id)
      order by attachment.added_at, attachment.id)
    from attachment join stored_file on stored_file.hash = attachment.hash where ${condition}), '[]')`;

/** The files of a list that SQL gave. */
export const toFiles = (rows: readonly FileRow[]): AttachedFile[] =>
  rows.map((row) => ({ ...row, addedAt: Temporal.Instant.from(row.addedAt) }));
