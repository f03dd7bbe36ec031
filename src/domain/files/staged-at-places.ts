import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import { type FileRow, filesWhere, type StagedFile, toFiles } from './file.ts';

/** What waits on the forms of a page, by the place of each. */
export type StagedByPlace = ReadonlyMap<string, readonly StagedFile[]>;

/** Lists what a person's forms hold at the places that begin alike, such as all forms of one ticket. */
export async function listStagedAtPlaces(
  db: Db,
  { personId, prefix }: { readonly personId: number; readonly prefix: string },
): Promise<StagedByPlace> {
  const { rows } = await sql<{ place: string; files: FileRow[] }>`
    select places.place, ${filesWhere(
      sql`attachment.added_by_id = ${personId} and attachment.place = places.place`,
    )} as files
    from (select distinct place from attachment where added_by_id = ${personId}
      and place >= ${prefix} and place < ${`${prefix}\u{10FFFF}`}) places`.execute(db);
  return new Map(rows.map(({ place, files }) => [place, toFiles(files)]));
}

/** Brings what waits at a place to another, beside what waits there: its form is no longer there to be sent. */
export async function joinStagedFiles(
  db: Db,
  { personId, from, to }: { readonly personId: number; readonly from: string; readonly to: string },
): Promise<void> {
  await db
    .updateTable('attachment')
    .set({ place: to })
    .where('added_by_id', '=', personId)
    .where('place', '=', from)
    .execute();
}
