import { z } from 'zod';
import {
  type Draft,
  type DraftContent,
  discardDraft,
  findDraft,
} from '../../domain/drafts/drafts.ts';
import type { Db } from '../../domain/tables.ts';
import { wasSubmitted } from '../../domain/tickets/already-sent.ts';
import { draftText } from './new-ticket-draft.ts';

const submissionKey = z.uuid();

/** Says whether the form these words come from has already opened a ticket. */
export async function isAlreadySent(
  db: Db,
  personId: number,
  content: DraftContent,
): Promise<boolean> {
  const key = submissionKey.safeParse(draftText(content, 'cle'));
  return key.success && wasSubmitted(db, { personId, key: key.data });
}

/**
 * Finds what a person was writing and has not sent. A draft saved at the very moment its ticket was filed would fill
 * the next form, and give it the key of a ticket that exists: it is dropped.
 */
export async function findUnsentDraft(
  db: Db,
  personId: number,
  place: string,
): Promise<Draft | null> {
  const draft = await findDraft(db, personId, place);
  if (draft === null || !(await isAlreadySent(db, personId, draft.content))) return draft;
  await discardDraft(db, personId, place);
  return null;
}
