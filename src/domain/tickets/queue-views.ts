import { type RawBuilder, sql } from 'kysely';
import type { DelayBook } from '../calendar/delay-book.ts';
import { soonUntil } from '../calendar/describe-delay.ts';
import { isAgent, teamIdsOf, type Viewer } from '../people/person.ts';
import { byTeamHours, dueOrNever } from './next-due.ts';

/** The views of the console, in order. « toutes » is an administrator's: all teams. */
export const queueViews = [
  'miennes',
  'libres',
  'equipe',
  'en-retard',
  'bientot',
  'a-completer',
  'en-attente',
  'terminees',
  'toutes',
] as const;
export type QueueView = (typeof queueViews)[number];

/** Who looks at the console, the hours by which they are told what is near, and when. */
export type QueueReader = {
  readonly viewer: Viewer;
  readonly book: DelayBook;
  readonly now: Temporal.Instant;
};

// As written in the partial indexes of these lists.
const live = sql`ticket.state in ('awaiting', 'in_progress', 'on_hold', 'needs_information')`;
const over = sql`ticket.state in ('resolved', 'closed', 'cancelled')`;

/** Says whether a view looks at all the teams: an administrator's, where those who are in a team have their own. */
function isOfAllTeams(view: QueueView, viewer: Viewer): boolean {
  if (!viewer.isAdministrator) return false;
  return view === 'toutes' || (!isAgent(viewer) && (view === 'en-retard' || view === 'bientot'));
}

/**
 * The teams whose tickets a view holds, one row each with its `id`; one of them when asked. A statement then looks into
 * each, and so reads the index of each in its order. The other half of `isInTeamsOf` is in `inView`.
 */
export function teamsOf(view: QueueView, { viewer }: QueueReader, asked: number | null) {
  if (isOfAllTeams(view, viewer)) {
    return sql`(select id from team where ${asked === null ? sql`true` : sql`id = ${asked}`})`;
  }
  const ids = teamIdsOf(viewer).filter((id) => asked === null || id === asked);
  // The limit tells the database how many there are: a plan for any list would be made for ten, and look dear beside one
  // for these, which would then be made again for each page and take longer than reading it.
  return sql`(select id from unnest(${ids}::bigint[]) as own(id) limit ${sql.lit(ids.length)})`;
}

/** About how many teams a view may look into: an administrator's looks into all of them, which are some tens. */
export function howManyTeams(view: QueueView, { viewer }: QueueReader, asked: number | null) {
  if (asked !== null) return 1;
  return isOfAllTeams(view, viewer) ? 20 : Math.max(1, teamIdsOf(viewer).length);
}

/**
 * The conditions of a view in one of its teams, which the statement calls `watched`: a ticket that is in the view passes
 * one of them, and no other. Each is read by its own index. Own requests are not theirs to work on.
 */
export function conditionsOf(view: QueueView, reader: QueueReader): RawBuilder<unknown>[] {
  const { viewer } = reader;
  const forOthers = isOfAllTeams(view, viewer)
    ? sql`true`
    : sql`ticket.requester_id <> ${viewer.id}`;
  const state = view === 'terminees' ? over : live;
  const inTeam = sql`ticket.team_id = watched.id and ${forOthers} and ${state}`;
  return narrowings(view, reader).map((narrowing) => sql`${inTeam} and ${narrowing}`);
}

function narrowings(view: QueueView, { viewer, book, now }: QueueReader): RawBuilder<unknown>[] {
  switch (view) {
    // Nobody holds what is handed to somebody who has not taken it yet.
    case 'miennes':
      return [sql`ticket.holder_id = ${viewer.id}`, sql`ticket.assignee_id = ${viewer.id}`];
    case 'libres':
      return [sql`ticket.holder_id is null and ticket.assignee_id is null`];
    case 'en-retard':
      return [sql`${dueOrNever} < ${now}`];
    case 'bientot': {
      const soon = byTeamHours(book, (calendar) => soonUntil(calendar, now), sql`watched.id`);
      return [sql`${dueOrNever} >= ${now} and ${dueOrNever} < ${soon}`];
    }
    case 'a-completer':
      return [sql`ticket.state = 'needs_information'`];
    case 'en-attente':
      return [sql`ticket.state = 'on_hold'`];
    default:
      return [sql`true`];
  }
}
