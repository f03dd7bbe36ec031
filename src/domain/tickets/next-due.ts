import { type RawBuilder, sql } from 'kysely';
import type { Calendar } from '../calendar/calendar.ts';
import { calendarOf, type DelayBook } from '../calendar/delay-book.ts';
import type { Delay } from '../calendar/describe-delay.ts';
import { type DelayContext, delayOf, type SummaryRow } from './ticket-summary.ts';

/** What a team has promised: to take a ticket, to resolve it. */
export type PromiseKind = 'take' | 'resolve';

/**
 * When the team in the row has the next thing to do: the first of its two promises to fall due, or the end of time when
 * none does for now. As written in the index ticket_team_due, of live tickets.
 */
export const dueOrNever = sql`coalesce(least(ticket.team_take_due_at, ticket.resolve_due_at), 'infinity')`;

/** The promise that falls due first, and its délai. */
export interface NextDue {
  readonly promise: PromiseKind;
  readonly delay: Delay;
}

/** Tells the délai a team has to care about first. */
export function nextDueOf(
  row: SummaryRow & { team_take_due_at: Temporal.Instant | null },
  context: DelayContext,
): NextDue {
  const { team_take_due_at: takeBy, resolve_due_at: resolveBy } = row;
  const isTake =
    takeBy !== null && (resolveBy === null || Temporal.Instant.compare(takeBy, resolveBy) < 0);
  return {
    promise: isTake ? 'take' : 'resolve',
    delay: delayOf({ ...row, resolve_due_at: isTake ? takeBy : resolveBy }, context),
  };
}

/** An instant that depends on the hours of a team; null, which is never, is after everything. */
export function byTeamHours(
  book: DelayBook,
  instantOf: (calendar: Calendar) => Temporal.Instant | null,
  teamId: RawBuilder<unknown>,
): RawBuilder<Temporal.Instant> {
  const written = (calendar: Calendar) => instantOf(calendar)?.toString() ?? 'infinity';
  const teamIds = [...book.byTeam.keys()];
  const instants = teamIds.map((id) => written(calendarOf(book, id)));
  return sql`coalesce((${instants}::timestamptz[])[array_position(${teamIds}::bigint[], ${teamId})],
    ${written(book.usual)}::timestamptz)`;
}
