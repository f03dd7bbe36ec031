import { NotFound } from '../../platform/errors.ts';
import type { Db } from '../tables.ts';
import type { EditableAnnouncement } from './announcement.ts';
import { type Editor } from './announcement-access.ts';
import { findEditable } from './announcement-editing.ts';

/** Reads news that a person is about to change; the lock makes a second editor wait, then find the new version. */
export async function lockEditable(
  db: Db,
  editor: Editor,
  id: number,
): Promise<EditableAnnouncement> {
  // Locked first and read after: a row read while waiting would be the former version.
  await db
    .selectFrom('announcement')
    .select('id')
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  const found = await findEditable(db, editor, id);
  if (found === undefined) throw new NotFound(`announcement ${String(id)}`);
  return found;
}
