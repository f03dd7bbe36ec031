import { type RawBuilder, sql } from 'kysely';
import { teamIdsOf, type Viewer } from '../people/person.ts';
import { isOwn } from '../tickets/ticket-access.ts';
import type { TicketFilters, UnderstoodSearch } from './understand-search.ts';

/** What is looked for: the words and what tickets must be. */
export type Wanted = Pick<UnderstoodSearch, 'wanted' | 'refused' | 'filters'>;

/** The words as the database looks for them, computed once a statement. */
export function queryOf({ wanted, refused }: Wanted): RawBuilder<unknown> {
  return sql`(select search_query(${[...wanted]}::text[], ${[...refused]}::text[]))`;
}

/** Says whether a search asks for words at all, or for filters only. */
export const hasWords = ({ wanted, refused }: Wanted): boolean =>
  wanted.length + refused.length > 0;

/** The same expression as the index person_search. */
const personText = sql`fold(person.last_name || ' ' || person.first_name || ' ' || person.login)`;

/** The people whose name holds each of these folded words. Nobody is told whether there are any. */
export function peopleNamed(words: readonly string[]): RawBuilder<unknown> {
  // Words are letters and digits: none is a wildcard.
  const each = words.map((word) => sql`${personText} like ${`%${word}%`}`);
  return sql`array(select person.id from person where ${sql.join(each, sql` and `)})`;
}

function holderIs(holder: NonNullable<TicketFilters['holder']>, viewer: Viewer) {
  if (holder === 'me') return sql`ticket.holder_id = ${viewer.id}`;
  if (holder === 'nobody') return sql`ticket.holder_id is null`;
  return sql`ticket.holder_id = any(${peopleNamed(holder)})`;
}

/** The condition « the ticket is what the filters say ». */
export function filtersMatch(filters: TicketFilters, viewer: Viewer): RawBuilder<unknown> {
  const { states, categoryIds, teamIds, requester, holder, dueFrom, dueBefore, from, until } =
    filters;
  const conditions = [
    states && sql`ticket.state = any(${[...states]}::text[])`,
    categoryIds && sql`ticket.category_id = any(${[...categoryIds]}::bigint[])`,
    teamIds && sql`ticket.team_id = any(${[...teamIds]}::bigint[])`,
    requester && sql`ticket.requester_id = any(${peopleNamed(requester)})`,
    holder && holderIs(holder, viewer),
    dueFrom && sql`ticket.resolve_due_at >= ${dueFrom}`,
    dueBefore && sql`ticket.resolve_due_at < ${dueBefore}`,
    from && sql`ticket.submitted_at >= ${from}`,
    until && sql`ticket.submitted_at < ${until}`,
  ].filter((condition) => condition !== null);
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

/** How many of the newest tickets to look at, older than a number when there is one. */
export interface Stretch {
  readonly viewer: Viewer;
  readonly before: number | null;
  readonly size: number;
}

/**
 * The numbers of the newest tickets a person may see. Each source is read in the order of an index and bounded, so
 * this costs the same whatever the history. It narrows where to look, and does not decide of access.
 */
export function newestNumbers({ viewer, before, size }: Stretch): RawBuilder<{ number: number }> {
  const newest = (column: RawBuilder<unknown>) => sql`
    and (${before}::bigint is null or ${column} < ${before}::bigint) order by ${column} desc limit ${size}`;
  const number = sql`ticket.number`;
  if (viewer.isAdministrator) return sql`select number from ticket where true ${newest(number)}`;
  const ofTeam = sql`ticket_team.ticket_number`;
  // Their own are gathered first: looking for the newest of them among all tickets would read the history.
  return sql`
    select distinct number from (
      (select own.number from (select ticket.number from ticket where ${isOwn(viewer)} offset 0) as own
        where true ${newest(sql`own.number`)})
      union all
      select one.ticket_number from unnest(${teamIdsOf(viewer)}::bigint[]) as team(id)
        cross join lateral (select ticket_team.ticket_number from ticket_team
          where ticket_team.team_id = team.id ${newest(ofTeam)}) as one
    ) as source(number)
    order by number desc limit ${size}`;
}
