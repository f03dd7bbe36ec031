import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import { type FileRow, filesWhere, type StagedFile, toFiles } from './file.ts';

/** Where somebody's files wait: with the draft of that place. */
export type FilePlace = { readonly personId: number; readonly place: string };

/** Lists what waits at a place, oldest first. */
export async function listStagedFiles(
  db: Db,
  { personId, place }: FilePlace,
): Promise<StagedFile[]> {
  const { rows } = await sql<{ files: FileRow[] }>`select ${filesWhere(
    sql`attachment.added_by_id = ${personId} and attachment.place = ${place}`,
  )} as files`.execute(db);
  return toFiles(rows[0]?.files ?? []);
}

/** Takes a file of theirs off the form it waits on; says whether there was one. Its content goes at the next sweep. */
export async function removeStagedFile(
  db: Db,
  { personId, id }: { readonly personId: number; readonly id: string },
): Promise<boolean> {
  if (!isFileId(id)) return false;
  const { numDeletedRows } = await db
    .deleteFrom('attachment')
    .where('id', '=', id)
    .where('added_by_id', '=', personId)
    .where('place', 'is not', null)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Forgets everything that waits at a place: its author threw the draft away. */
export async function forgetStagedFiles(db: Db, { personId, place }: FilePlace): Promise<void> {
  await db
    .deleteFrom('attachment')
    .where('added_by_id', '=', personId)
    .where('place', '=', place)
    .execute();
}

/** Carries what waits at a place to another; what waited there takes the place it leaves. */
export async function moveStagedFiles(
  db: Db,
  { personId, from, to }: { readonly personId: number; readonly from: string; readonly to: string },
): Promise<void> {
  await db
    .updateTable('attachment')
    .set({ place: sql`case when place = ${from}::text then ${to}::text else ${from}::text end` })
    .where('added_by_id', '=', personId)
    .where((eb) => eb.or([eb('place', '=', from), eb('place', '=', to)]))
    .execute();
}

/** Says whether a text may be the id of a file: others are not even looked for. */
export const isFileId = (text: string): boolean =>
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
