import { inTransaction } from '../../platform/db/database.ts';
import { Conflict, Forbidden } from '../../platform/errors.ts';
import { discardDraft } from '../drafts/drafts.ts';
import type { DraftPlace } from '../drafts/drafts-aside.ts';
import type { Db } from '../tables.ts';
import { type AnnouncementContent, changedParts, phaseOf } from './announcement.ts';
import type { Editor } from './announcement-access.ts';
import { findEditable } from './announcement-editing.ts';
import { lockEditable } from './lock-announcement.ts';
import { recordChange, writeAudience } from './write-announcement.ts';

/** A change of news, by somebody who had read one version of them. */
export type AnnouncementChange = {
  editor: Editor;
  id: number;
  seenVersion: number;
  content: AnnouncementContent;
  draftPlace?: string | DraftPlace;
};

/** Changes news. What somebody else changed or ended since they were read is a conflict; the same words are none. */
export function editAnnouncement(
  db: Db,
  { editor, id, seenVersion, content, draftPlace }: AnnouncementChange,
  now: Temporal.Instant,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const before = await lockEditable(tx, editor, id);
    const isChanged = changedParts(before, content).length > 0;
    if (isChanged && before.version !== seenVersion) throw new Conflict('changed meanwhile');
    if (isChanged && phaseOf(before, now) === 'past') throw new Conflict('over meanwhile');
    if (draftPlace !== undefined) await discardDraft(tx, editor.id, draftPlace);
    if (!isChanged) return;
    const version = before.version + 1;
    const { level, title, body, startsAt, endsAt } = content;
    await tx
      .updateTable('announcement')
      .set({ level, title, body, starts_at: startsAt, ends_at: endsAt, version })
      .where('id', '=', id)
      .execute();
    await writeAudience(tx, id, content);
    // A lead may not turn news about their natures into news about others'.
    if (!(await findEditable(tx, editor, id))) throw new Forbidden('about other natures');
    const change = { id, version, actorId: editor.id, act: 'edit' as const };
    await recordChange(tx, { ...change, before, after: content }, now);
  });
}
