import { z } from 'zod';
import {
  type Draft,
  type DraftContent,
  discardDraft,
  findDraft,
} from '../../domain/drafts/drafts.ts';
import type { Db } from '../../domain/tables.ts';
import { findSentWords } from '../../domain/tickets/find-twin.ts';
import { draftText } from './new-ticket-draft.ts';

const submissionKey = z.uuid();

/**
 * What became of the form that these words come from: not sent; sent with these words, or with these words gone on
 * with; or sent with others, when somebody went back and wrote something else.
 */
type Fate = 'unsent' | 'sent' | 'rewritten';

async function fateOf(db: Db, personId: number, content: DraftContent): Promise<Fate> {
  const key = submissionKey.safeParse(draftText(content, 'cle'));
  const sent = key.success ? await findSentWords(db, { personId, key: key.data }) : undefined;
  if (sent === undefined) return 'unsent';
  const isIn =
    sent.subject.startsWith(draftText(content, 'objet')) &&
    sent.description.startsWith(draftText(content, 'description'));
  return isIn ? 'sent' : 'rewritten';
}

/** Says whether these words are in a ticket that the form they come from has already opened. */
export async function isAlreadySent(
  db: Db,
  personId: number,
  content: DraftContent,
): Promise<boolean> {
  return (await fateOf(db, personId, content)) === 'sent';
}

/**
 * Finds what a person was writing and has not sent. A draft saved at the very moment its ticket was filed is dropped;
 * other words under the key of a ticket that exists are kept, without that key.
 */
export async function findUnsentDraft(
  db: Db,
  personId: number,
  place: string,
): Promise<Draft | null> {
  const draft = await findDraft(db, personId, place);
  if (draft === null) return null;
  const fate = await fateOf(db, personId, draft.content);
  if (fate === 'unsent') return draft;
  if (fate === 'rewritten') return { ...draft, content: { ...draft.content, cle: '' } };
  await discardDraft(db, personId, place);
  return null;
}
