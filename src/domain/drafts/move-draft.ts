import { inTransaction } from '../../platform/db/database.ts';
import { moveStagedFiles } from '../files/staged-files.ts';
import type { Db } from '../tables.ts';
import { type DraftContent, discardDraft, findDraft, saveDraft } from './drafts.ts';

/** What a person is typing, and the place it goes to from the one it was begun at. */
export type DraftMove = {
  personId: number;
  from: string;
  to: string;
  content: DraftContent;
};

/**
 * Carries what a person is typing, and its files, to another place. What they had begun there before takes the place it leaves, so
 * that nothing is lost; says whether there was something.
 */
export function moveDraft(db: Db, move: DraftMove, now: Temporal.Instant): Promise<boolean> {
  const { personId, from, to, content } = move;
  return inTransaction(db, async (tx) => {
    const there = await findDraft(tx, personId, to);
    await moveStagedFiles(tx, { personId, from, to });
    await saveDraft(tx, { personId, place: to, content }, now);
    if (there === null) {
      await discardDraft(tx, personId, from);
      return false;
    }
    await saveDraft(tx, { personId, place: from, content: there.content }, there.savedAt);
    return true;
  });
}
