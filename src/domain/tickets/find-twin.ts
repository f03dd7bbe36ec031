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
