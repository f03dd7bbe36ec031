import { z } from 'zod';
import {
  type AsideDraft,
  type Draft,
  type DraftContent,
  discardDraft,
  findDraft,
} from '../../domain/drafts/drafts.ts';
import type { DraftPlace } from '../../domain/drafts/drafts-aside.ts';
import type { Db } from '../../domain/tables.ts';
import { findSentWords } from '../../domain/tickets/find-twin.ts';
import type { Submission } from '../../domain/tickets/submit-ticket.ts';
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
 * Finds what a person was writing and has not sent; 'sent' for a draft saved at the very moment its ticket was filed.
 * Other words under the key of a ticket that exists are kept, without that key.
 */
export async function findUnsentDraft(
  db: Db,
  personId: number,
  place: string,
): Promise<Draft | null | 'sent'> {
  const draft = await findDraft(db, personId, place);
  if (draft === null) return null;
  const fate = await fateOf(db, personId, draft.content);
  if (fate === 'sent') return 'sent';
  const aside: AsideDraft[] = [];
  for (const other of draft.aside) {
    if (!(await isAlreadySent(db, personId, other.content))) aside.push(other);
  }
  const content = fate === 'rewritten' ? { ...draft.content, cle: '' } : draft.content;
  return { ...draft, content, aside };
}

/** Forgets a draft that was sent; what another window wrote takes its place. */
export async function dropSentDraft(
  db: Db,
  personId: number,
  place: string,
): Promise<Draft | null> {
  await discardDraft(db, personId, place);
  const next = await findUnsentDraft(db, personId, place);
  return next === 'sent' ? dropSentDraft(db, personId, place) : next;
}

/**
 * Where the draft of a form that is being sent is kept; undefined when what is kept there is another form's, written
 * in another window and not sent yet: it must outlive this one.
 */
export async function draftPlaceOf(
  db: Db,
  { submittedBy, subject, description, submissionKey: sentKey, draftPlace }: Submission,
): Promise<string | DraftPlace | undefined> {
  // Known by its window, a form takes away what is its own, set aside or not, and nothing else.
  if (draftPlace === undefined || (typeof draftPlace !== 'string' && draftPlace.window)) {
    return draftPlace;
  }
  const place = typeof draftPlace === 'string' ? draftPlace : draftPlace.place;
  const draft = await findDraft(db, submittedBy.id, place);
  if (draft === null) return draftPlace;
  const { content } = draft;
  const key = submissionKey.safeParse(draftText(content, 'cle'));
  const isSame =
    draftText(content, 'objet') === subject && draftText(content, 'description') === description;
  const isOther =
    key.success &&
    key.data !== sentKey &&
    !isSame &&
    (await fateOf(db, submittedBy.id, content)) === 'unsent';
  return isOther ? undefined : draftPlace;
}
