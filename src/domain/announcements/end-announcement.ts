import { inTransaction } from '../../platform/db/database.ts';
import { Conflict } from '../../platform/errors.ts';
import type { Db } from '../tables.ts';
import { phaseOf } from './announcement.ts';
import type { Editor } from './announcement-access.ts';
import { lockEditable } from './lock-announcement.ts';
import { recordChange } from './write-announcement.ts';

/** Ends news now: shown no longer, or never when they were to come. Ended twice by one version, once is enough. */
export function endAnnouncement(
  db: Db,
  { editor, id, seenVersion }: { editor: Editor; id: number; seenVersion: number },
  now: Temporal.Instant,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const before = await lockEditable(tx, editor, id);
    const { version } = before;
    if (before.endedAt !== null && version === seenVersion + 1) return;
    if (version !== seenVersion || phaseOf(before, now) === 'past') {
      throw new Conflict('changed meanwhile');
    }
    const ended = { ended_at: now, version: version + 1 };
    await tx.updateTable('announcement').set(ended).where('id', '=', id).execute();
    const change = { id, version: version + 1, actorId: editor.id, act: 'end' as const };
    await recordChange(tx, { ...change, before, after: before }, now);
  });
}
