import type { Answers } from '../catalogue/answers.ts';
import type { Viewer } from '../people/person.ts';
import type { Db } from '../tables.ts';
import type { ActOrder, ActResult } from './act-on-ticket.ts';
import { findTwin } from './find-twin.ts';
import type { LockedTicket } from './locked-ticket.ts';
import { type Submission, submitTicket } from './submit-ticket.ts';

/** Opens the ticket that continues one too old to be reopened: same person, nature, answers and place, nothing retyped. */
export async function continueTicket(
  tx: Db,
  {
    ticket,
    body,
    actor,
    actId,
    draftPlace,
    files,
  }: Pick<ActOrder, 'actId' | 'draftPlace' | 'files'> & {
    ticket: LockedTicket;
    body: string;
    actor: Viewer;
  },
  now: Temporal.Instant,
): Promise<ActResult> {
  const former = await tx
    .selectFrom('ticket')
    .select(['blocked', 'impact', 'phone', 'room', 'site_id', 'category_id', 'form_id', 'answers'])
    .where('number', '=', ticket.number)
    .executeTakeFirstOrThrow();
  const submission: Submission = {
    submittedBy: actor,
    requesterId: ticket.requesterId,
    categoryId: former.category_id,
    subject: ticket.subject,
    // Files may say it all: the subject then stands for the words.
    description: body === '' ? ticket.subject : body,
    blocked: former.blocked,
    impact: former.impact,
    formId: former.form_id,
    answers: former.answers as Answers,
    phone: former.phone,
    room: former.room,
    siteId: former.site_id,
    channel: 'web',
    submissionKey: actId ?? crypto.randomUUID(),
    continuesNumber: ticket.number,
    draftPlace,
    files,
  };
  const submitted =
    (await findTwin(tx, submission, now)) ?? (await submitTicket(tx, submission, now));
  return { number: ticket.number, state: ticket.state, continuedBy: submitted.number };
}
