import type { Db } from '../tables.ts';
import type { Submission, SubmittedTicket } from './submit-ticket.ts';

/** Within this time, the same words from the same person are the same request sent again. */
const sameRequestMinutes = 10;

/**
 * Finds the ticket that a person has just filed with the very same words: going back in the browser opens a fresh
 * form, with another key, in which the browser puts what was typed. Told apart from a second need by the time.
 */
export function findTwin(
  db: Db,
  submission: Submission,
  now: Temporal.Instant,
): Promise<SubmittedTicket | undefined> {
  return db
    .selectFrom('ticket')
    .select(['number', 'team_id as teamId'])
    .where('submitted_by_id', '=', submission.submittedBy.id)
    .where('requester_id', '=', submission.requesterId)
    .where('category_id', '=', submission.categoryId)
    .where('subject', '=', submission.subject)
    .where('description', '=', submission.description)
    .where('submitted_at', '>', now.subtract({ minutes: sameRequestMinutes }))
    .where('state', '<>', 'cancelled')
    .orderBy('number')
    .executeTakeFirst();
}

/** What a form has already opened a ticket with. */
export interface SentWords {
  readonly number: number;
  readonly categoryId: number;
  readonly requesterId: number;
  readonly subject: string;
  readonly description: string;
}

/** Finds the ticket that a person's form, by its own key, has already opened. */
export function findSentWords(
  db: Db,
  { personId, key }: { personId: number; key: string },
): Promise<SentWords | undefined> {
  return db
    .selectFrom('ticket')
    .select([
      'number',
      'category_id as categoryId',
      'requester_id as requesterId',
      'subject',
      'description',
    ])
    .where('submitted_by_id', '=', personId)
    .where('submission_key', '=', key)
    .executeTakeFirst();
}

/**
 * Finds the ticket that the same form has already opened with other words: somebody went back, wrote something else
 * and sent it. Neither a second click nor the same ticket.
 */
export async function findSentWithOtherWords(
  db: Db,
  submission: Submission,
): Promise<number | null> {
  const key = submission.submissionKey;
  const sent = await findSentWords(db, { personId: submission.submittedBy.id, key });
  if (sent === undefined) return null;
  const isSame =
    sent.subject === submission.subject &&
    sent.description === submission.description &&
    sent.categoryId === submission.categoryId &&
    sent.requesterId === submission.requesterId;
  return isSame ? null : sent.number;
}
