import { type RawBuilder, sql } from 'kysely';
import { calendarOf, type DelayBook } from '../calendar/delay-book.ts';
import { type WorkDay, workDay } from '../calendar/work-day.ts';
import { isAgent, isMemberOf, type Viewer } from '../people/person.ts';
import type { Db } from '../tables.ts';
import type { Team } from '../teams/team.ts';
import { byTeamHours, dueOrNever, type NextDue, nextDueOf } from './next-due.ts';
import { mostCounted } from './queue-counts.ts';
import { isInTeamsOf, isVisibleTo } from './ticket-access.ts';
import {
  type SummaryRow,
  summaryColumns,
  summaryJoins,
  type TicketSummary,
  toSummary,
} from './ticket-summary.ts';

/** Lines shown of each part of a team; its list in the console holds them all. */
const mostLines = 20;

/** A ticket with a promise that falls due. */
export interface DueTicket extends TicketSummary, NextDue {}

/** What is overrun, or falls due in the day: the first lines in order of instant, and how many there are. */
export interface DuePart {
  readonly tickets: readonly DueTicket[];
  /** One more than `mostCounted` when there are more. */
  readonly total: number;
  /** Of those counted, the ones nobody has taken nor been given. */
  readonly free: number;
}

/** What a team has to keep in the day it looks at. */
export interface TeamBoard {
  readonly team: Team;
  /** Null: its calendar no longer opens. */
  readonly day: WorkDay | null;
  readonly late: DuePart;
  readonly due: DuePart;
}

type DueRow = SummaryRow & {
  team_take_due_at: Temporal.Instant | null;
  is_late: boolean;
  total: number;
  free: number;
};

/** Who looks, at which of the teams they may look at, by which hours, and when. */
export type BoardReader = {
  readonly viewer: Viewer;
  readonly teams: readonly Team[];
  readonly book: DelayBook;
  readonly now: Temporal.Instant;
};

/** The teams whose board a person may look at: their own, or all of them for an administrator who is in none. */
export function boardTeams(viewer: Viewer, teams: readonly Team[]): readonly Team[] {
  if (viewer.isAdministrator && !isAgent(viewer)) return teams;
  return teams.filter(({ id }) => isMemberOf(viewer, id));
}

/** Reads what each team is late for and has to keep in its day, in one statement. */
export async function readDueBoard(db: Db, reader: BoardReader): Promise<TeamBoard[]> {
  const { viewer, teams, book, now } = reader;
  const isWatched = isAgent(viewer) ? isInTeamsOf(viewer) : sql`true`;
  const dayEnds = byTeamHours(
    book,
    (calendar) => workDay(calendar, now)?.ends ?? now,
    sql`watched.id`,
  );
  const part = (isLate: boolean, isDue: RawBuilder<unknown>) => sql`
    (select ticket.number, ${sql.lit(isLate)} as is_late, ${dueOrNever} as due_at,
      ticket.holder_id is null and ticket.assignee_id is null as is_free
    from ticket
    where ticket.team_id = watched.id and ${isWatched} and ${isDue}
      and ticket.state in ('awaiting', 'in_progress', 'on_hold', 'needs_information')
    order by ${dueOrNever}, ticket.number limit ${sql.lit(mostCounted + 1)})`;
  const { rows } = await sql<DueRow>`
    with due as (
      select one.number, one.is_late,
        row_number() over (part order by one.due_at, one.number) as rank,
        count(*) over part as total, count(*) filter (where one.is_free) over part as free
      from unnest(${teams.map(({ id }) => id)}::bigint[]) as watched(id) cross join lateral (
        ${part(true, sql`${dueOrNever} < ${now}`)} union all
        ${part(false, sql`${dueOrNever} >= ${now} and ${dueOrNever} < ${dayEnds}`)}) as one
      window part as (partition by watched.id, one.is_late))
    select ${summaryColumns}, ticket.team_take_due_at, due.is_late, due.total, due.free
    from due join ticket on ticket.number = due.number and ${isVisibleTo(viewer)} ${summaryJoins}
    where due.rank <= ${mostLines}
    order by ${dueOrNever}, ticket.number`.execute(db);
  return teams.map((team) => {
    const ofTeam = rows.filter(({ team_id }) => team_id === team.id);
    const part = (isLate: boolean) =>
      toPart(
        ofTeam.filter(({ is_late }) => is_late === isLate),
        reader,
      );
    const day = workDay(calendarOf(book, team.id), now);
    return { team, day, late: part(true), due: part(false) };
  });
}

function toPart(rows: readonly DueRow[], reader: BoardReader): DuePart {
  return {
    tickets: rows.map((row) => ({ ...toSummary(row, reader), ...nextDueOf(row, reader) })),
    total: rows[0]?.total ?? 0,
    free: rows[0]?.free ?? 0,
  };
}
