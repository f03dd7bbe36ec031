import { isDeepStrictEqual } from 'node:util';
import { jsonb } from '../../platform/db/database.ts';
import type { Answers } from '../catalogue/answers.ts';
import { hasWaitingFiles } from '../files/attach-files.ts';
import type { Db } from '../tables.ts';
import type { Submission, SubmittedTicket } from './submit-ticket.ts';

/** Within this time, the same words from the same person are the same request, or completion, sent again. */
export const sameWordsMinutes = 10;

/**
 * Finds the ticket that a person has just filed with the very same words and answers: going back in the browser opens
 * a fresh form, with another key, in which the browser puts what was typed. Told apart from a second need by the time,
 * and by any answer that differs: the same words for another room are another need, and so is a file that still waits.
 */
export async function findTwin(
  db: Db,
  submission: Submission,
  now: Temporal.Instant,
): Promise<SubmittedTicket | undefined> {
  const twin = await db
    .selectFrom('ticket')
    .select(['number', 'team_id as teamId'])
    .where('submitted_by_id', '=', submission.submittedBy.id)
    .where('requester_id', '=', submission.requesterId)
    .where('category_id', '=', submission.categoryId)
    .where('subject', '=', submission.subject)
    .where('description', '=', submission.description)
    .where('site_id', 'is not distinct from', submission.siteId)
    .where('room', '=', submission.room)
    .where('phone', '=', submission.phone)
    .where('blocked', 'is not distinct from', submission.blocked)
    .where('impact', 'is not distinct from', submission.impact)
    .where('answers', '=', jsonb<unknown>(submission.answers ?? {}))
    .where('submitted_at', '>', now.subtract({ minutes: sameWordsMinutes }))
    .where('state', '<>', 'cancelled')
    .orderBy('number')
    .executeTakeFirst();
  if (twin === undefined || (await hasMoreFiles(db, submission, twin.number))) return undefined;
  return twin;
}

function hasMoreFiles(
  db: Db,
  { submittedBy, files }: Submission,
  besidesOn: number,
): Promise<boolean> {
  return hasWaitingFiles(db, { personId: submittedBy.id, files, besidesOn });
}

/** What a form says that makes its ticket this one and no other. */
const sameInBoth = [
  'categoryId',
  'requesterId',
  'subject',
  'description',
  'siteId',
  'room',
  'phone',
  'blocked',
  'impact',
] as const satisfies readonly (keyof Submission)[];

/** What a form has already opened a ticket with. */
export type SentWords = Readonly<Pick<Submission, (typeof sameInBoth)[number]>> & {
  readonly number: number;
  readonly answers: Answers;
};

/** Finds the ticket that a person's form, by its own key, has already opened. */
export async function findSentWords(
  db: Db,
  { personId, key }: { personId: number; key: string },
): Promise<SentWords | undefined> {
  const sent = await db
    .selectFrom('ticket')
    .select([
      'number',
      'category_id as categoryId',
      'requester_id as requesterId',
      'subject',
      'description',
      'site_id as siteId',
      'room',
      'phone',
      'blocked',
      'impact',
      'answers',
    ])
    .where('submitted_by_id', '=', personId)
    .where('submission_key', '=', key)
    .executeTakeFirst();
  return sent && { ...sent, answers: sent.answers as Answers };
}

/**
 * Finds the ticket that the same form has already opened with other words or answers: somebody went back, changed
 * something and sent it. Neither a second click nor the same ticket.
 */
export async function findSentWithOtherWords(
  db: Db,
  submission: Submission,
): Promise<number | null> {
  const key = submission.submissionKey;
  const sent = await findSentWords(db, { personId: submission.submittedBy.id, key });
  if (sent === undefined) return null;
  const isSame =
    sameInBoth.every((name) => sent[name] === submission[name]) &&
    isDeepStrictEqual(sent.answers, submission.answers ?? {}) &&
    !(await hasMoreFiles(db, submission, sent.number));
  return isSame ? null : sent.number;
}
