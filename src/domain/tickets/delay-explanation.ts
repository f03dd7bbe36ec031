import { sql } from 'kysely';
import type { Calendar } from '../calendar/calendar.ts';
import { readDelayBook } from '../calendar/calendar-queries.ts';
import {
  type PromiseState,
  promiseStates,
  sinceArrival,
  type TicketClock,
  teamTakeState,
} from '../calendar/clock.ts';
import { calendarOf, type DelayBook } from '../calendar/delay-book.ts';
import { type DelayLine, explainDelay } from '../calendar/explain-delay.ts';
import type { Target } from '../catalogue/target.ts';
import type { Db } from '../tables.ts';
import { clockOf } from './due.ts';
import { isLive, type TicketState } from './ticket.ts';
import type { TicketAccess } from './ticket-access.ts';
import { readEvents } from './ticket-event.ts';

/** One promise of a ticket, and the stretches of time that add up to what was counted of it. */
export type ExplainedPromise = PromiseState & { readonly lines: readonly DelayLine[] };

/** « Pourquoi ce délai ? »: both promises of a ticket, told with teams and reasons, never with people. */
export type DelayExplanation = {
  readonly number: number;
  readonly subject: string;
  readonly state: TicketState;
  /** The team it is with, and its hours: days are told as everywhere else, in usual days of this team. */
  readonly teamId: number;
  readonly calendar: Calendar;
  readonly take: ExplainedPromise;
  readonly resolve: ExplainedPromise;
  /** The time the present team has to take what another gave it, of which the requester is not told; null once taken. */
  readonly teamTake: ExplainedPromise | null;
  readonly teams: ReadonlyMap<number, string>;
  readonly holdReasons: ReadonlyMap<number, string>;
};

type TicketRow = {
  subject: string;
  team_id: number;
  state: TicketState;
  promised_take_minutes: number | null;
  promised_resolve_minutes: number | null;
};

/** Explains the délai of a ticket somebody was given access to, in four statements whatever its life. */
export async function readDelayExplanation(
  db: Db,
  { number }: TicketAccess,
  now: Temporal.Instant,
): Promise<DelayExplanation> {
  const row = await db
    .selectFrom('ticket')
    .select(['subject', 'state', 'team_id', 'promised_take_minutes', 'promised_resolve_minutes'])
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  const clock = clockOf(await readEvents(db, number));
  const book = await readDelayBook(db);
  const promises = explainPromises(clock, { book, target: keptTarget(row), now });
  const { subject, state, team_id: teamId } = row;
  const calendar = calendarOf(book, teamId);
  return { number, subject, state, teamId, calendar, ...promises, ...(await readNames(db, clock)) };
}

/** A finished ticket keeps what it was promised; a live one is promised what its nature is today. */
function keptTarget(row: TicketRow): Target | undefined {
  const { promised_take_minutes: takeMinutes, promised_resolve_minutes: resolveMinutes } = row;
  if (isLive(row.state) || takeMinutes === null || resolveMinutes === null) return undefined;
  return { takeMinutes, resolveMinutes };
}

type Terms = { book: DelayBook; target: Target | undefined; now: Temporal.Instant };

/** Each promise is explained for as long as it was counted: until it was kept or given up, else until now. */
function explainPromises(clock: TicketClock, { book, target, now }: Terms) {
  const terms = { book, now, ...(target === undefined ? {} : { target }) };
  const { take, resolve } = promiseStates(clock, terms);
  const explained = (promise: PromiseState, until: Temporal.Instant | null): ExplainedPromise => ({
    ...promise,
    lines: explainDelay(clock, book, until ?? now),
  });
  const team = teamTakeState(clock, terms);
  return {
    take: explained(take, clock.takenAt ?? clock.endedAt),
    resolve: explained(resolve, clock.endedAt),
    teamTake: team && {
      ...team,
      lines: explainDelay({ stretches: sinceArrival(clock) }, book, now),
    },
  };
}

async function readNames(
  db: Db,
  { stretches }: TicketClock,
): Promise<Pick<DelayExplanation, 'teams' | 'holdReasons'>> {
  const teamIds = stretches.map(({ teamId }) => teamId);
  const reasonIds = stretches.flatMap(({ stop }) =>
    stop?.code === 'on_hold' ? [stop.holdReasonId] : [],
  );
  const { rows } = await sql<{ id: number; name: string; isTeam: boolean }>`
    select id, code as name, true as "isTeam" from team where id = any(${teamIds}::bigint[])
    union all
    select id, name, false from hold_reason where id = any(${reasonIds}::bigint[])`.execute(db);
  const named = (isTeam: boolean) =>
    new Map(rows.filter((row) => row.isTeam === isTeam).map(({ id, name }) => [id, name]));
  return { teams: named(true), holdReasons: named(false) };
}
