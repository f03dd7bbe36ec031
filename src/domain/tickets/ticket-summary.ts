import { type RawBuilder, sql } from 'kysely';
import { words } from '../../platform/text/compare.ts';
import { calendarOf, type DelayBook } from '../calendar/delay-book.ts';
import { type Delay, describeDelay } from '../calendar/describe-delay.ts';
import { isLive, type Priority, type TicketState } from './ticket.ts';

/** A person as lists name them. */
export interface Name {
  readonly id: number;
  readonly firstName: string;
  readonly lastName: string;
}

/** One line of a list of tickets. */
export interface TicketSummary {
  readonly number: number;
  readonly subject: string;
  readonly state: TicketState;
  readonly holdReason: string | null;
  readonly priority: Priority;
  readonly categoryName: string;
  readonly teamCode: string;
  readonly requester: Name;
  /** Filed by somebody else for them. */
  readonly isOnBehalf: boolean;
  readonly holder: Name | null;
  readonly assignee: Name | null;
  readonly submittedAt: Temporal.Instant;
  readonly changedAt: Temporal.Instant;
  readonly resolveDueAt: Temporal.Instant | null;
  /** How it was resolved: an answer was given, or the requester gave none. */
  readonly outcome: 'answered' | 'no_answer' | null;
  /** When a resolved ticket closes by itself. */
  readonly closeAt: Temporal.Instant | null;
  readonly closedAt: Temporal.Instant | null;
  readonly delay: Delay;
}

/** The joins every list needs; used as `selectFrom('ticket')` with these below it. */
export const summaryJoins = sql`
  join category on category.id = ticket.category_id
  join team on team.id = ticket.team_id
  join person requester on requester.id = ticket.requester_id
  left join person holder on holder.id = ticket.holder_id
  left join person assignee on assignee.id = ticket.assignee_id
  left join hold_reason on hold_reason.id = ticket.hold_reason_id`;

/** The columns of a summary, read by toSummary. */
export const summaryColumns = sql`
  ticket.number, ticket.subject, ticket.state, hold_reason.name as hold_reason,
  coalesce(hold_reason.stops_clock, false) as stops_clock, ticket.priority,
  category.name as category_name, ticket.team_id, team.code as team_code,
  ticket.requester_id, requester.first_name as requester_first_name, requester.last_name as requester_last_name,
  ticket.submitted_by_id,
  ticket.holder_id, holder.first_name as holder_first_name, holder.last_name as holder_last_name,
  ticket.assignee_id, assignee.first_name as assignee_first_name, assignee.last_name as assignee_last_name,
  ticket.submitted_at, ticket.changed_at, ticket.resolve_due_at, ticket.outcome,
  ticket.close_at, ticket.closed_at`;

/** A row of summaryColumns. */
export interface SummaryRow {
  number: number;
  subject: string;
  state: TicketState;
  hold_reason: string | null;
  stops_clock: boolean;
  priority: Priority;
  category_name: string;
  team_id: number;
  team_code: string;
  requester_id: number;
  requester_first_name: string;
  requester_last_name: string;
  submitted_by_id: number;
  holder_id: number | null;
  holder_first_name: string | null;
  holder_last_name: string | null;
  assignee_id: number | null;
  assignee_first_name: string | null;
  assignee_last_name: string | null;
  submitted_at: Temporal.Instant;
  changed_at: Temporal.Instant;
  resolve_due_at: Temporal.Instant | null;
  outcome: 'answered' | 'no_answer' | null;
  close_at: Temporal.Instant | null;
  closed_at: Temporal.Instant | null;
}

/** What the délai of a row is told with: the hours of its team, and the present. */
export interface DelayContext {
  readonly book: DelayBook;
  readonly now: Temporal.Instant;
}

/** Makes a line of a list out of its row. */
export function toSummary(row: SummaryRow, context: DelayContext): TicketSummary {
  return {
    number: row.number,
    subject: row.subject,
    state: row.state,
    holdReason: row.hold_reason,
    priority: row.priority,
    categoryName: row.category_name,
    teamCode: row.team_code,
    requester: {
      id: row.requester_id,
      firstName: row.requester_first_name,
      lastName: row.requester_last_name,
    },
    isOnBehalf: row.submitted_by_id !== row.requester_id,
    holder: toName(row.holder_id, row.holder_first_name, row.holder_last_name),
    assignee: toName(row.assignee_id, row.assignee_first_name, row.assignee_last_name),
    submittedAt: row.submitted_at,
    changedAt: row.changed_at,
    resolveDueAt: row.resolve_due_at,
    outcome: row.outcome,
    closeAt: row.close_at,
    closedAt: row.closed_at,
    delay: delayOf(row, context),
  };
}

/** The name of somebody who may be nobody. */
export function toName(
  id: number | null,
  firstName: string | null,
  lastName: string | null,
): Name | null {
  if (id === null) return null;
  return { id, firstName: firstName ?? '', lastName: lastName ?? '' };
}

/** The délai of a ticket as a list shows it: its promise of resolution. */
export function delayOf(
  row: Pick<SummaryRow, 'state' | 'stops_clock' | 'resolve_due_at' | 'team_id'>,
  { book, now }: DelayContext,
): Delay {
  const paused = row.state === 'needs_information' || (row.state === 'on_hold' && row.stops_clock);
  const dueAt = isLive(row.state) ? row.resolve_due_at : null;
  return describeDelay({ calendar: calendarOf(book, row.team_id), dueAt, paused, now });
}

/** People's names in the order a French reader expects, as one sortable text. */
export function sortableName(alias: 'holder' | 'requester' | 'assignee'): RawBuilder<string> {
  const [last, first] = [sql.ref(`${alias}.last_name`), sql.ref(`${alias}.first_name`)];
  return sql<string>`coalesce(${last} || ' ' || ${first}, '')`;
}

/** Makes what somebody typed into a pattern for `like` over folded text, its own wildcards taken literally. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}

/** Somebody as they are sought by name: the same expression as the index person_search. */
export const personText = sql`fold(person.last_name || ' ' || person.first_name || ' ' || person.login)`;

/** Who answers and is named so, as lists and threads write names: found once, and not for each ticket. */
function answerersNamed(text: string) {
  const words = text.split(/\s+/).filter((word) => word.length > 2);
  const isLikely =
    words.length > 0
      ? words.map((word) => sql`${personText} like fold(${containing(word)})`)
      : [sql`person.id = any(array(select team_member.person_id from team_member))`];
  return sql`array(select person.id from person where ${sql.join(isLikely, sql` and `)}
    and fold(person.last_name || ' ' || person.first_name || ' ' || person.last_name) like fold(${containing(text)}))`;
}

/**
 * The condition « this text is about the ticket »: its number in any spelling; a piece of its nature, subject, team,
 * holder, assignee; or all the words, in any form or begun, among those said by everybody on it. Notes are never
 * searched: they are not everybody's. What costs the least is asked first.
 */
export function matchesText(text: string, number: number | null) {
  const pattern = sql`fold(${containing(text)})`;
  const digits = text.replaceAll(/\s/g, '');
  return sql<boolean>`(ticket.number = ${number}::bigint
    ${/^\d+$/.test(digits) ? sql`or ticket.number::text like ${containing(digits)}` : sql``}
    or ticket.category_id = any(array(select category.id from category where fold(category.name) like ${pattern}))
    or ticket.team_id = any(array(select team.id from team where fold(team.code || ' ' || team.name) like ${pattern}))
    or ticket.holder_id = any(${answerersNamed(text)})
    or ticket.assignee_id = any(${answerersNamed(text)})
    or coalesce((select ticket_words.words from ticket_words where ticket_words.ticket_number = ticket.number)
      @@ (select search_begun(${words(text)}::text[])), false)
    or fold(ticket.subject) like ${pattern})`;
}
