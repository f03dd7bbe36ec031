import { sql } from 'kysely';
import { jsonb } from '../../platform/db/database.ts';
import { askingFor } from '../../platform/jobs/enqueue.ts';
import type { DelayBook } from '../calendar/delay-book.ts';
import { discarding } from '../drafts/drafts-aside.ts';
import type { Routing } from '../routing/choose-team.ts';
import type { Db } from '../tables.ts';
import type { FiledAnswers } from './filed-answers.ts';
import { promiseColumns } from './promise-columns.ts';
import type { Submission } from './submit-ticket.ts';
import type { Priority } from './ticket.ts';
import type { TicketEvent } from './ticket-event.ts';

/** What was decided of a submission. */
export type DecidedSubmission = {
  readonly submission: Submission;
  readonly filed: FiledAnswers;
  readonly routing: Routing;
  readonly priority: Priority;
  readonly book: DelayBook;
};

/**
 * Writes a ticket with all that comes with it — its event, its team, what its author has read of it, the job — and
 * drops the draft, in one statement. Null, and nothing written, when the same form had opened one already.
 */
export async function writeSubmission(
  tx: Db,
  decided: DecidedSubmission,
  now: Temporal.Instant,
): Promise<number | null> {
  const { submission, routing } = decided;
  const personId = submission.submittedBy.id;
  const event = eventOf(decided, now);
  const isFiled = sql<boolean>`exists (select from filed)`;
  // The ticket and its event name each other: the id of the event is drawn before either is written.
  const { rows } = await sql<{ number: number }>`
    with next as (select nextval(pg_get_serial_sequence('ticket_event', 'id')) as event_id),
      filed as (${ticketOf(tx, { decided, event, now })}),
      told as (
        insert into ticket_event (id, ticket_number, act_id, act, at, actor_id, from_state, to_state, data)
        overriding system value
        select last_event_id, number, ${event.actId}::uuid, ${event.act}, ${event.at}::timestamptz,
          ${event.actorId}::bigint, ${event.from}::text, ${event.to}, ${jsonb(event.data)} from filed),
      handed as (
        insert into ticket_team (ticket_number, team_id, since)
        select number, ${routing.teamId}::bigint, ${now}::timestamptz from filed),
      seen as (
        insert into ticket_read (ticket_number, person_id, last_event_id)
        select number, ${personId}::bigint, last_event_id from filed),
      ${discarding({ personId, at: submission.draftPlace, when: isFiled })}
    select number, ${askingFor(
      'ticket-acted',
      sql`json_build_object('number', number, 'actId', ${event.actId}::text)`,
    )} as job from filed`.execute(tx);
  return rows[0]?.number ?? null;
}

function eventOf(
  { submission, routing, priority }: DecidedSubmission,
  now: Temporal.Instant,
): Omit<TicketEvent, 'id'> {
  const { categoryId, continuesNumber, submittedBy } = submission;
  return {
    actId: crypto.randomUUID(),
    act: 'submit',
    at: now,
    actorId: submittedBy.id,
    from: null,
    to: 'awaiting',
    data: {
      ...{ teamId: routing.teamId, categoryId, priority, routing: routing.reason },
      ...(continuesNumber === undefined ? {} : { continuesNumber }),
    },
  };
}

const nextEvent = sql<number>`(select event_id from next)`;

function ticketOf(
  tx: Db,
  {
    decided: { submission, filed, routing, priority, book },
    event,
    now,
  }: { decided: DecidedSubmission; event: Omit<TicketEvent, 'id'>; now: Temporal.Instant },
) {
  const { teamId } = routing;
  const events = [{ ...event, id: 0 }];
  return tx
    .insertInto('ticket')
    .values({
      category_id: submission.categoryId,
      requester_id: submission.requesterId,
      submitted_by_id: submission.submittedBy.id,
      team_id: teamId,
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
      last_event_id: nextEvent,
      last_public_event_id: nextEvent,
      ...promiseColumns({ state: 'awaiting', teamId, events, book }, now),
    })
    .onConflict((conflict) => conflict.columns(['submitted_by_id', 'submission_key']).doNothing())
    .returning(['number', 'last_event_id']);
}
