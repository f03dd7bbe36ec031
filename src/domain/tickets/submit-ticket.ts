import { inTransaction, jsonb } from '../../platform/db/database.ts';
import { Conflict } from '../../platform/errors.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { readDelayBook } from '../calendar/calendar-queries.ts';
import type { Answers } from '../catalogue/answers.ts';
import type { Kind } from '../catalogue/catalogue.ts';
import { findCategory } from '../catalogue/catalogue-queries.ts';
import { discardDraft } from '../drafts/drafts.ts';
import { attachFiles, claimFiles, forgetDoubles, type SentFiles } from '../files/attach-files.ts';
import type { Viewer } from '../people/person.ts';
import type { Routing } from '../routing/choose-team.ts';
import type { Channel } from '../routing/condition.ts';
import { routeTicket } from '../routing/routing-queries.ts';
import type { Db } from '../tables.ts';
import { readFiledAnswers } from './filed-answers.ts';
import { promiseColumns } from './promise-columns.ts';
import { type Blocked, type Impact, type Priority, priorityOfProblem } from './ticket.ts';
import { recordEvent } from './ticket-event.ts';
import { markRead } from './ticket-reading.ts';

/** What a person files. Who files it never comes from the form. */
export interface Submission {
  readonly submittedBy: Viewer;
  /** The person it is for: « pour le compte de ». */
  readonly requesterId: number;
  readonly categoryId: number;
  readonly subject: string;
  readonly description: string;
  /** Answered for a problem, null for a service. */
  readonly blocked: Blocked | null;
  readonly impact: Impact | null;
  /** The version of the nature's own questions; null when it asked none, undefined where nobody could be asked. */
  readonly formId?: number | null | undefined;
  readonly answers?: Answers | undefined;
  readonly phone: string;
  readonly siteId: number | null;
  readonly room: string;
  readonly channel: Channel;
  /** The form's own key: sent twice, it makes one ticket. */
  readonly submissionKey: string;
  /** The ticket this one continues. */
  readonly continuesNumber?: number | undefined;
  readonly draftPlace?: string | undefined;
  /** What goes with the description, and with the own fields of kind file. */
  readonly files?: SentFiles | undefined;
}

/** A ticket just opened, or the one the same form had opened already. */
export interface SubmittedTicket {
  readonly number: number;
  readonly teamId: number;
}

/** Opens a ticket for a requester, routes it to a team and records that it was submitted. */
export function submitTicket(
  db: Db,
  submission: Submission,
  now: Temporal.Instant,
): Promise<SubmittedTicket> {
  return inTransaction(db, async (tx) => {
    const already = await findSubmitted(tx, submission);
    if (already) return sentAgain(tx, already, submission);
    const facts = await readFacts(tx, submission);
    const routing = await routeTicket(tx, facts);
    const priority = priorityOf(facts.category.kind, submission);
    const number = await insertTicket(tx, { submission, facts, routing, priority, now });
    // The same form sent at the same moment on another connection has just won.
    if (number === null) {
      const won = (await findSubmitted(tx, submission)) ?? unexpected();
      return sentAgain(tx, won, submission);
    }
    await attachSent(tx, number, submission);
    await recordSubmission(tx, { number, submission, routing, priority, now });
    if (submission.draftPlace !== undefined) {
      await discardDraft(tx, submission.submittedBy.id, submission.draftPlace);
    }
    return { number, teamId: routing.teamId };
  });
}

async function sentAgain(
  tx: Db,
  ticket: SubmittedTicket,
  { submittedBy, files }: Submission,
): Promise<SubmittedTicket> {
  await forgetDoubles(tx, { personId: submittedBy.id, files, ticketNumber: ticket.number });
  return ticket;
}

async function attachSent(
  tx: Db,
  ticketNumber: number,
  { submittedBy, files }: Submission,
): Promise<void> {
  if (files === undefined) return;
  const ids = await claimFiles(tx, { personId: submittedBy.id, files });
  await attachFiles(tx, { ids, ticketNumber, ticketBytes: files.ticketBytes });
}

function unexpected(): never {
  throw new Error('a submission was refused as a double of one that does not exist');
}

/** A problem's priority follows from what the requester says; a service starts normal. */
export function priorityOf(
  kind: Kind,
  { blocked, impact }: Pick<Submission, 'blocked' | 'impact'>,
): Priority {
  if (kind === 'service' || blocked === null || impact === null) return 'normal';
  return priorityOfProblem(blocked, impact);
}

async function findSubmitted(
  tx: Db,
  { submittedBy, submissionKey }: Submission,
): Promise<SubmittedTicket | undefined> {
  return tx
    .selectFrom('ticket')
    .select(['number', 'team_id as teamId'])
    .where('submitted_by_id', '=', submittedBy.id)
    .where('submission_key', '=', submissionKey)
    .executeTakeFirst();
}

async function readFacts(tx: Db, submission: Submission) {
  const category = await findCategory(tx, submission.categoryId);
  if (category === undefined || (!category.active && submission.continuesNumber === undefined)) {
    throw new Conflict('category no longer offered');
  }
  const requester = await tx
    .selectFrom('person')
    .select(['organisation_unit_id', 'status'])
    .where('id', '=', submission.requesterId)
    .executeTakeFirst();
  if (requester?.status !== 'active') throw new Conflict('requester has left');
  const facts = {
    categoryId: category.id,
    familyId: category.familyId,
    siteId: submission.siteId,
    organisationUnitId: requester.organisation_unit_id,
    channel: submission.channel,
  };
  return { category, facts };
}

async function insertTicket(
  tx: Db,
  {
    submission,
    facts: { category },
    routing,
    priority,
    now,
  }: {
    submission: Submission;
    facts: Awaited<ReturnType<typeof readFacts>>;
    routing: Routing;
    priority: Priority;
    now: Temporal.Instant;
  },
): Promise<number | null> {
  const filed = await readFiledAnswers(tx, submission);
  const row = await tx
    .insertInto('ticket')
    .values({
      category_id: category.id,
      requester_id: submission.requesterId,
      submitted_by_id: submission.submittedBy.id,
      team_id: routing.teamId,
      holder_id: null,
      assignee_id: null,
      state: 'awaiting',
      priority,
      blocked: submission.blocked,
      impact: submission.impact,
      form_id: filed.formId,
      answers: jsonb(filed.answers),
      answers_text: filed.answersText,
      channel: submission.channel,
      subject: submission.subject,
      description: submission.description,
      phone: submission.phone,
      site_id: submission.siteId,
      room: submission.room,
      routing: jsonb(routing.reason),
      submitted_at: now,
      changed_at: now,
      continues_number: submission.continuesNumber ?? null,
      submission_key: submission.submissionKey,
    })
    .onConflict((conflict) => conflict.columns(['submitted_by_id', 'submission_key']).doNothing())
    .returning('number')
    .executeTakeFirst();
  return row?.number ?? null;
}

async function recordSubmission(
  tx: Db,
  {
    number,
    submission,
    routing,
    priority,
    now,
  }: {
    number: number;
    submission: Submission;
    routing: Routing;
    priority: Priority;
    now: Temporal.Instant;
  },
): Promise<void> {
  const actId = crypto.randomUUID();
  const book = await readDelayBook(tx);
  const event = await recordEvent(tx, number, {
    actId,
    act: 'submit',
    at: now,
    actorId: submission.submittedBy.id,
    from: null,
    to: 'awaiting',
    data: {
      teamId: routing.teamId,
      categoryId: submission.categoryId,
      priority,
      routing: routing.reason,
      ...(submission.continuesNumber === undefined
        ? {}
        : { continuesNumber: submission.continuesNumber }),
    },
  });
  await tx
    .updateTable('ticket')
    .set({
      last_event_id: event.id,
      last_public_event_id: event.id,
      ...promiseColumns({ state: 'awaiting', teamId: routing.teamId, events: [event], book }, now),
    })
    .where('number', '=', number)
    .execute();
  await tx
    .insertInto('ticket_team')
    .values({ ticket_number: number, team_id: routing.teamId, since: now, until: null })
    .execute();
  await markRead(tx, { number, personId: submission.submittedBy.id });
  await enqueue(tx, 'ticket-acted', { number, actId });
}
