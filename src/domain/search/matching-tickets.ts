import { type RawBuilder, sql } from 'kysely';
import { teamIdsOf, type Viewer } from '../people/person.ts';
import { isOwn, type Reader } from '../tickets/ticket-access.ts';
import { personText } from '../tickets/ticket-summary.ts';
import type { TicketFilters, UnderstoodSearch } from './understand-search.ts';

/** What is looked for: the words and what tickets must be. */
export type Wanted = Pick<UnderstoodSearch, 'wanted' | 'refused' | 'filters'>;

/** Who looks for what, from where on. */
export interface TicketSearch extends Wanted {
  readonly viewer: Viewer;
  readonly before: number | null;
  readonly limit: number;
  /** Words to tell, of each ticket found, whether it holds them. */
  readonly options?: readonly string[];
}

/**
 * What is asked, as the first table of a statement. Read from there, it is not known when the statement is planned: one
 * plan serves everybody and every word, and is made once.
 */
export const askedOf = (search: TicketSearch): RawBuilder<unknown> => sql`
  asked as materialized (select ${search.viewer.id}::bigint as reader_id,
    ${teamIdsOf(search.viewer)}::bigint[] as team_ids, ${search.limit}::bigint as page,
    coalesce(${search.before}::bigint, 9223372036854775807) as start,
    search_query(${[...search.wanted]}::text[], ${[...search.refused]}::text[]) as query)`;

/** Each thing that is asked, once `askedOf` stands in the statement. */
export const asked = {
  page: sql`(select asked.page from asked)`,
  start: sql`(select asked.start from asked)`,
  query: sql`(select asked.query from asked)`,
  reader: {
    id: sql`(select asked.reader_id from asked)`,
    teamIds: sql`(select asked.team_ids from asked)::bigint[]`,
  } satisfies Reader,
};

/** Says whether a search asks for words at all, or for filters only. */
export const hasWords = ({ wanted, refused }: Wanted): boolean =>
  wanted.length + refused.length > 0;

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

/** How many of the newest tickets to look at, older than a number. */
export interface Stretch {
  readonly viewer: Viewer;
  readonly before: RawBuilder<unknown>;
  readonly size: number;
}

/**
 * The numbers of the newest tickets a person may see. Each source is read in the order of an index and bounded, so
 * this costs the same whatever the history. It narrows where to look, and does not decide of access.
 */
export function newestNumbers({ viewer, before, size }: Stretch): RawBuilder<{ number: number }> {
  const most = sql.lit(size);
  const newest = (column: RawBuilder<unknown>) =>
    sql`${column} < ${before} order by ${column} desc limit ${most}`;
  if (viewer.isAdministrator) {
    return sql`select ticket.number from ticket where ${newest(sql`ticket.number`)}`;
  }
  // Their own are gathered first: looking for the newest of them among all tickets would read the history.
  return sql`
    select distinct number from (
      (select own.number from (select ticket.number from ticket where ${isOwn(viewer, asked.reader)} offset 0) as own
        where ${newest(sql`own.number`)})
      union all
      select one.ticket_number from unnest(${asked.reader.teamIds}) as team(id)
        cross join lateral (select ticket_team.ticket_number from ticket_team
          where ticket_team.team_id = team.id and ${newest(sql`ticket_team.ticket_number`)}) as one
    ) as source(number)
    order by number desc limit ${most}`;
}
