import { sql } from 'kysely';
import { opaqueId } from '../../platform/db/opaque.ts';
import { readTogether } from '../../platform/db/read-together.ts';
import { readDelayBook } from '../calendar/calendar-queries.ts';
import type { Delay } from '../calendar/describe-delay.ts';
import type { AnsweredNames, Answers } from '../catalogue/answers.ts';
import type { OwnField } from '../catalogue/form.ts';
import { type AttachedFile, type FileRow, filesWhere, toFiles } from '../files/file.ts';
import type { Viewer } from '../people/person.ts';
import type { RoutingReason } from '../routing/choose-team.ts';
import type { Db } from '../tables.ts';
import type { Blocked, Impact, TicketFacts } from './ticket.ts';
import { isInTeamsOf, isVisibleTo, type TicketAccess } from './ticket-access.ts';
import {
  type DelayContext,
  delayOf,
  type Name,
  type SummaryRow,
  summaryColumns,
  summaryJoins,
  type TicketSummary,
  toSummary,
} from './ticket-summary.ts';

/** Somebody a team may have to reach. */
export interface Contact extends Name {
  readonly email: string;
  readonly phone: string;
  readonly room: string;
  readonly siteName: string | null;
  readonly organisationUnitName: string | null;
  readonly otherUnitNames: readonly string[];
}

/** What was answered to the nature's own questions, as they were asked on that day. */
export interface OwnAnswers extends AnsweredNames {
  readonly fields: readonly OwnField[];
  readonly answers: Answers;
  /** Those of the questions of kind file: each says which one it answers. */
  readonly files: readonly AttachedFile[];
}

/** A ticket as its page shows it, without what was said on it. */
export interface TicketDetails extends TicketSummary {
  readonly facts: TicketFacts;
  readonly description: string;
  readonly categoryId: number;
  readonly kind: 'problem' | 'service';
  readonly familyName: string;
  readonly teamId: number;
  readonly teamName: string;
  readonly requesterContact: Contact;
  readonly submittedBy: Name;
  /** Given with the ticket; the requester's own may have changed since. */
  readonly phone: string;
  readonly room: string;
  readonly site: { readonly name: string; readonly address: string } | null;
  readonly blocked: Blocked | null;
  readonly impact: Impact | null;
  readonly ownAnswers: OwnAnswers;
  readonly routing: RoutingReason;
  readonly holdUntil: Temporal.PlainDate | null;
  readonly takeDueAt: Temporal.Instant | null;
  readonly takeDelay: Delay;
  /** The time the present team has to take what a former one had taken; null when it has none to take. */
  readonly teamTakeDelay: Delay | null;
  readonly takenAt: Temporal.Instant | null;
  readonly resolvedAt: Temporal.Instant | null;
  readonly cancelledAt: Temporal.Instant | null;
  readonly resumeAt: Temporal.Instant | null;
  /** When an unanswered question resolves the ticket by itself. */
  readonly expireAt: Temporal.Instant | null;
  readonly questionId: number | null;
  readonly continuesNumber: number | null;
  /** Tickets that continue this one. */
  readonly continuedBy: readonly number[];
  readonly participants: readonly Name[];
  readonly lastEventId: number;
  /** Given with the description. */
  readonly files: readonly AttachedFile[];
}

interface DetailsRow extends SummaryRow {
  holder_has_left: boolean;
  description: string;
  category_id: number;
  kind: 'problem' | 'service';
  family_name: string;
  team_id: number;
  team_name: string;
  requester_email: string;
  requester_phone: string;
  requester_room: string;
  requester_site_name: string | null;
  requester_unit_name: string | null;
  requester_other_units: string[];
  submitter_first_name: string;
  submitter_last_name: string;
  phone: string;
  room: string;
  site_name: string | null;
  site_address: string | null;
  blocked: Blocked | null;
  impact: Impact | null;
  form_fields: OwnField[];
  answers: Answers;
  answered_people: AnsweredNames['people'];
  answered_sites: AnsweredNames['sites'];
  routing: RoutingReason;
  hold_until: Temporal.PlainDate | null;
  take_due_at: Temporal.Instant | null;
  team_take_due_at: Temporal.Instant | null;
  taken_at: Temporal.Instant | null;
  resolved_at: Temporal.Instant | null;
  cancelled_at: Temporal.Instant | null;
  resume_at: Temporal.Instant | null;
  expire_at: Temporal.Instant | null;
  question_id: number | null;
  continues_number: number | null;
  continued_by: number[];
  participants: Name[];
  last_event_id: number;
  files: FileRow[];
}

// Answers keep ids; what they name is read with them. The case comes first: other answers are no numbers.
const answeredPeople = sql<AnsweredNames['people']>`coalesce((
  select jsonb_object_agg(named.id, jsonb_build_object('firstName', named.first_name, 'lastName', named.last_name))
  from jsonb_array_elements(form.fields) field
  join person named on named.id = case field ->> 'kind' when 'person'
    then (ticket.answers ->> (field ->> 'code'))::bigint end), '{}')`;
const answeredSites = sql<AnsweredNames['sites']>`coalesce((
  select jsonb_object_agg(named.id, named.name)
  from jsonb_array_elements(form.fields) field
  join site named on named.id = case field ->> 'kind' when 'place'
    then (ticket.answers -> (field ->> 'code') ->> 'siteId')::bigint end), '{}')`;
const ofDescription = sql`attachment.ticket_number = ticket.number
  and attachment.message_id is null and attachment.note_id is null`;

/**
 * Reads a ticket somebody was given access to, in one statement with the délais of the desk. Another that it continues,
 * or that continues it, is told only to who may see that one.
 */
export async function readTicket(
  db: Db,
  { viewer, access }: { viewer: Viewer; access: TicketAccess },
  now: Temporal.Instant,
): Promise<TicketDetails> {
  const continued = sql`(select one.continues_number from ticket as one where one.number = ${access.number})`;
  const details = sql<DetailsRow>`
    select ${summaryColumns}, ticket.description, ticket.category_id,
      family.kind, family.name as family_name, ticket.team_id, team.name as team_name,
      requester.email as requester_email, requester.phone as requester_phone, requester.room as requester_room,
      requester_site.name as requester_site_name, requester_unit.name as requester_unit_name,
      array(select other.name from person_affectation
        join organisation_unit other on other.id = person_affectation.organisation_unit_id
        where person_affectation.person_id = requester.id order by other.name) as requester_other_units,
      submitter.first_name as submitter_first_name, submitter.last_name as submitter_last_name,
      ticket.phone, ticket.room, site.name as site_name, site.address as site_address,
      coalesce(form.fields, '[]') as form_fields, ticket.answers,
      ${answeredPeople} as answered_people, ${answeredSites} as answered_sites,
      ticket.blocked, ticket.impact, ticket.routing, ticket.hold_until, ticket.take_due_at,
      ticket.team_take_due_at, ticket.taken_at,
      ticket.resolved_at, ticket.cancelled_at, ticket.resume_at, ticket.expire_at,
      ticket.question_id, ticket.last_event_id,
      ${filesWhere(ofDescription)} as files,
      (ticket.holder_id is not null and (holder.status <> 'active' or not exists (
        select 1 from team_member where team_member.team_id = ticket.team_id
          and team_member.person_id = ticket.holder_id and team_member.active))) as holder_has_left,
      (select ticket.number from ticket
        where ticket.number = ${continued} and ${isVisibleTo(viewer)}) as continues_number,
      array(select ticket.number from ticket where ticket.continues_number = ${access.number}
        and ${isVisibleTo(viewer)} order by ticket.number) as continued_by,
      coalesce((select jsonb_agg(jsonb_build_object('id', person.id, 'firstName', person.first_name,
          'lastName', person.last_name) order by person.last_name, person.id)
        from ticket_participant join person on person.id = ticket_participant.person_id
        where ticket_participant.ticket_number = ticket.number), '[]') as participants
    from ticket ${summaryJoins}
    join family on family.id = category.family_id
    join person submitter on submitter.id = ticket.submitted_by_id
    left join site on site.id = ticket.site_id
    left join category_form form on form.id = ticket.form_id
    left join site requester_site on requester_site.id = requester.site_id
    left join organisation_unit requester_unit on requester_unit.id = requester.organisation_unit_id
    where ticket.number = ${access.number}`;
  const [{ rows }, book] = await readTogether(db, (one) =>
    Promise.all([details.execute(one), readDelayBook(one)]),
  );
  const [row] = rows;
  if (row === undefined) throw new Error('a ticket one was given access to exists');
  return toDetails(row, { book, now });
}

function toDetails(row: DetailsRow, context: DelayContext): TicketDetails {
  const summary = toSummary(row, context);
  const files = toFiles(row.files);
  const isAnswer = answersOneOf(row.form_fields);
  return {
    ...summary,
    facts: {
      state: row.state,
      teamId: row.team_id,
      categoryId: row.category_id,
      priority: row.priority,
      holderId: row.holder_id,
      assigneeId: row.assignee_id,
      holderHasLeft: row.holder_has_left,
      closedAt: row.closed_at,
    },
    description: row.description,
    categoryId: row.category_id,
    kind: row.kind,
    familyName: row.family_name,
    teamId: row.team_id,
    teamName: row.team_name,
    requesterContact: {
      ...summary.requester,
      email: row.requester_email,
      phone: row.requester_phone,
      room: row.requester_room,
      siteName: row.requester_site_name,
      organisationUnitName: row.requester_unit_name,
      otherUnitNames: row.requester_other_units,
    },
    submittedBy: {
      id: row.submitted_by_id,
      firstName: row.submitter_first_name,
      lastName: row.submitter_last_name,
    },
    phone: row.phone,
    room: row.room,
    site: row.site_name === null ? null : { name: row.site_name, address: row.site_address ?? '' },
    blocked: row.blocked,
    impact: row.impact,
    ownAnswers: {
      fields: row.form_fields,
      answers: row.answers,
      people: row.answered_people,
      sites: row.answered_sites,
      files: files.filter(isAnswer),
    },
    routing: row.routing,
    holdUntil: row.hold_until,
    takeDueAt: row.take_due_at,
    takeDelay: takeDelayOf(row, context),
    teamTakeDelay:
      row.taken_at === null || row.team_take_due_at === null
        ? null
        : delayOf({ ...row, resolve_due_at: row.team_take_due_at }, context),
    takenAt: row.taken_at,
    resolvedAt: row.resolved_at,
    cancelledAt: row.cancelled_at,
    resumeAt: row.resume_at,
    expireAt: row.expire_at,
    questionId: row.question_id,
    continuesNumber: row.continues_number,
    continuedBy: row.continued_by,
    participants: row.participants,
    lastEventId: row.last_event_id,
    files: files.filter((file) => !isAnswer(file)),
  };
}

/** A file may keep the code of a question of another nature, where it was chosen: it then goes with the description. */
const answersOneOf =
  (fields: readonly OwnField[]) =>
  (file: AttachedFile): boolean =>
    fields.some(({ kind, code }) => kind === 'file' && code === file.field);

function takeDelayOf(row: DetailsRow, context: DelayContext): Delay {
  const taking = { ...row, resolve_due_at: row.take_due_at };
  if (row.take_due_at !== null) return delayOf(taking, context);
  // Taken: no longer due, and never « suspendu ».
  return delayOf({ ...taking, state: 'in_progress' }, context);
}

/** Of the requester's other tickets, how many of the newest are looked at; and how many are told. */
const lately = { lookedAt: 100, told: 5 };

/**
 * Lists the last other tickets of the same requester that the viewer may see too: context for who answers. Only their
 * newest hundred are looked at, so that somebody who has filed thousands costs no more.
 */
export async function recentTicketsOf(
  db: Db,
  { viewer, access }: { viewer: Viewer; access: TicketAccess },
): Promise<RecentTicket[]> {
  const { rows } = await sql<RecentTicket>`
    select ticket.number, ticket.subject, ticket.state, ticket.outcome, ticket.submitted_at as "submittedAt",
      (select category.name from category where category.id = ticket.category_id) as "categoryName",
      ${isInTeamsOf(viewer)} as "isMine"
    from (select number, subject, state, outcome, submitted_at, category_id, team_id, requester_id, submitted_by_id
      from ticket where requester_id = ${opaqueId(access.requesterId)} and number <> ${access.number}
      order by submitted_at desc, number desc limit ${sql.lit(lately.lookedAt)}) as ticket
    where ${isVisibleTo(viewer)}
    order by ticket.submitted_at desc, ticket.number desc limit ${sql.lit(lately.told)}`.execute(
    db,
  );
  return rows;
}

/** One line of a requester's recent tickets. */
export interface RecentTicket {
  readonly number: number;
  readonly subject: string;
  readonly state: TicketFacts['state'];
  readonly outcome: TicketSummary['outcome'];
  readonly submittedAt: Temporal.Instant;
  readonly categoryName: string;
  /** In one of the viewer's teams. */
  readonly isMine: boolean;
}
