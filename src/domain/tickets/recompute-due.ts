import { sql } from 'kysely';
import { inTransaction } from '../../platform/db/database.ts';
import { readDelayBook } from '../calendar/calendar-queries.ts';
import { spentMinutes } from '../calendar/clock.ts';
import type { DelayBook } from '../calendar/delay-book.ts';
import type { Db } from '../tables.ts';
import { clockOf } from './due.ts';
import { promiseColumns } from './promise-columns.ts';
import { isLive, type TicketState } from './ticket.ts';
import { readEventsOf, type TicketEvent } from './ticket-event.ts';

// Few round trips, and an act on one of them waits for half a second at most.
const batch = 2_000;

/** Tickets on which something is still to come, and closed ones whose time was never counted. */
const concerned = sql<boolean>`(ticket.state in ('awaiting', 'in_progress', 'on_hold', 'needs_information', 'resolved')
  or ticket.state = 'closed' and ticket.spent_minutes is null)`;

/**
 * Computes again the promises of live tickets, and when the desk acts by itself on these and on resolved ones, after the
 * hours or the promises of the desk have changed; tells how many moved. Cut short, it is simply run again: what is right already is not written.
 */
export async function recomputeDue(db: Db, now: Temporal.Instant): Promise<number> {
  let [after, moved] = [0, 0];
  for (;;) {
    const done = await inTransaction(db, (tx) => recomputeBatch(tx, after, now));
    if (done === null) return moved;
    after = done.last;
    moved += done.moved;
  }
}

type Row = { number: number; state: TicketState; team_id: number };

async function recomputeBatch(
  tx: Db,
  after: number,
  now: Temporal.Instant,
): Promise<{ last: number; moved: number } | null> {
  // Locked in order of number, before events and book are read: an act under way is waited for, and computed again.
  const { rows } = await sql<Row>`select number, state, team_id from ticket
    where number > ${after} and ${concerned} order by number limit ${batch} for no key update`.execute(
    tx,
  );
  const last = rows.at(-1)?.number;
  if (last === undefined) return null;
  const book = await readDelayBook(tx);
  const events = await readEventsOf(
    tx,
    rows.map(({ number }) => number),
  );
  const columns = rows.map((row) =>
    columnsOf(row, { book, events: events.get(row.number) ?? [] }, now),
  );
  return { last, moved: await write(tx, columns) };
}

type Computed = {
  number: number;
  takeBy: string | null;
  resolveBy: string | null;
  teamTakeBy: string | null;
  remindAt: string | null;
  resumeAt: string | null;
  expireAt: string | null;
  closeAt: string | null;
  take: number | null;
  resolve: number | null;
  spent: number | null;
};

function columnsOf(
  { number, state, team_id }: Row,
  { book, events }: { book: DelayBook; events: readonly TicketEvent[] },
  now: Temporal.Instant,
): Computed {
  const one = promiseColumns({ state, teamId: team_id, events, book }, now);
  const clock = isLive(state) ? null : clockOf(events);
  return {
    number,
    takeBy: one.take_due_at?.toString() ?? null,
    resolveBy: one.resolve_due_at?.toString() ?? null,
    teamTakeBy: one.team_take_due_at?.toString() ?? null,
    remindAt: one.remind_at?.toString() ?? null,
    resumeAt: one.resume_at?.toString() ?? null,
    expireAt: one.expire_at?.toString() ?? null,
    closeAt: one.close_at?.toString() ?? null,
    take: one.promised_take_minutes ?? null,
    resolve: one.promised_resolve_minutes ?? null,
    spent: clock?.endedAt ? spentMinutes(clock, book, clock.endedAt) : null,
  };
}

/** Writes a batch in one statement; a row that is right already is left alone, and what was counted stays counted. */
async function write(tx: Db, computed: readonly Computed[]): Promise<number> {
  const { numAffectedRows } = await sql`update ticket set
      take_due_at = one."takeBy", resolve_due_at = one."resolveBy", team_take_due_at = one."teamTakeBy",
      remind_at = one."remindAt", resume_at = one."resumeAt", expire_at = one."expireAt", close_at = one."closeAt",
      spent_minutes = coalesce(spent_minutes, one.spent),
      promised_take_minutes = coalesce(one.take, promised_take_minutes),
      promised_resolve_minutes = coalesce(one.resolve, promised_resolve_minutes)
    from jsonb_to_recordset(${JSON.stringify(computed)}::jsonb) one (number bigint, "takeBy" timestamptz,
      "resolveBy" timestamptz, "teamTakeBy" timestamptz, "remindAt" timestamptz, "resumeAt" timestamptz,
      "expireAt" timestamptz, "closeAt" timestamptz, take integer, resolve integer, spent integer)
    where ticket.number = one.number
      and (take_due_at, resolve_due_at, team_take_due_at, remind_at, resume_at, expire_at, close_at,
        coalesce(spent_minutes, one.spent), coalesce(one.take, promised_take_minutes), coalesce(one.resolve, promised_resolve_minutes))
      is distinct from (one."takeBy", one."resolveBy", one."teamTakeBy", one."remindAt", one."resumeAt",
        one."expireAt", one."closeAt", spent_minutes, promised_take_minutes, promised_resolve_minutes)`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0);
}
