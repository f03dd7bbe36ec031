import { type RawBuilder, sql } from 'kysely';
import type { QueueQuery } from './queue.ts';
import { type Cursor, decodeCursor, namedSorts, sorts } from './queue-sorts.ts';
import { holdsText } from './queue-text.ts';
import { conditionsOf, howManyTeams, type QueueReader, teamsOf } from './queue-views.ts';
import { summaryJoins } from './ticket-summary.ts';

/** Where the tickets of a page are: among these; or each team's, in order, all of them or only so many. */
export interface Source {
  readonly numbers?: RawBuilder<unknown>;
  /** Shared between the teams. */
  readonly reach?: number;
}

function filtersOf({ categoryId, state, priority, holder, text }: QueueQuery) {
  const conditions = [
    categoryId === null ? null : sql`ticket.category_id = ${categoryId}`,
    state === null ? null : sql`ticket.state = ${state}`,
    priority === null ? null : sql`ticket.priority = ${priority}`,
    holder === null
      ? null
      : holder === 'nobody'
        ? sql`ticket.holder_id is null`
        : sql`ticket.holder_id = ${holder}`,
    text === null ? null : holdsText(text),
  ].filter((condition) => condition !== null);
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

/** How a page is read: from where on, which way. */
export interface Way {
  readonly before: Cursor | null;
  readonly after: Cursor | null;
  readonly direction: RawBuilder<unknown>;
  /** The comparison « comes later on this way ». */
  readonly later: RawBuilder<unknown>;
}

/** Reads out of a query where its page begins, and which way it goes. */
export function wayOf(query: QueueQuery): Way {
  const before = decodeCursor(query.before, query.sort);
  const after = before === null ? decodeCursor(query.after, query.sort) : null;
  // Going back reads the other way round, from the row the page began with.
  const descending = before === null ? query.descending : !query.descending;
  return {
    before,
    after,
    direction: descending ? sql`desc` : sql`asc`,
    later: descending ? sql`<` : sql`>`,
  };
}

/** A page to be read: whose, which, and where its tickets are. */
export interface Choice {
  readonly reader: QueueReader;
  readonly query: QueueQuery;
  readonly source: Source;
}

/** What the steps below are made of. */
interface Parts {
  readonly tickets: RawBuilder<unknown>;
  readonly line: RawBuilder<unknown>;
  /** What a ticket passes one of to be in the view, beyond where the page begins. */
  readonly conditions: readonly RawBuilder<unknown>[];
  readonly filters: RawBuilder<unknown>;
  readonly inOrder: RawBuilder<unknown>;
  readonly along: RawBuilder<unknown>;
  readonly atMost: RawBuilder<unknown>;
  readonly later: RawBuilder<unknown>;
  readonly teams: RawBuilder<unknown>;
}

function partsOf({ reader, query }: Choice, way: Way): Parts {
  const { view, sort, teamId, size } = query;
  const { value, type } = sorts[sort];
  const { direction, later } = way;
  const cursor = way.before ?? way.after;
  const isBeyond =
    cursor === null
      ? sql`true`
      : sql`(${value}, ticket.number) ${later} (${cursor.value}::${type}, ${cursor.number}::bigint)`;
  return {
    // The names of people and natures are read for all of a list only where they decide of its order.
    tickets: sql`ticket ${namedSorts.has(sort) ? summaryJoins : sql``}`,
    line: sql`select ticket.number, ${value} as sort_value`,
    conditions: conditionsOf(view, reader).map((one) => sql`${one} and ${isBeyond}`),
    filters: filtersOf(query),
    inOrder: sql`order by ${value} ${direction}, ticket.number ${direction}`,
    along: sql`order by sort_value ${direction}, number ${direction}`,
    // Said in the text and not beside it: a plan made once for all values must know how few are wanted.
    atMost: sql`limit ${sql.lit(size + 1)}`,
    later,
    teams: sql`${teamsOf(view, reader, teamId)} as watched`,
  };
}

/**
 * The steps that choose the lines of a page: `page`, and `far`, the last line that was looked at when there are more.
 * Each team is looked into by itself, in the order of an index when there is one, and no farther than a page.
 */
export function chooseLines(choice: Choice, way: Way): RawBuilder<unknown> {
  const { query, reader, source } = choice;
  const parts = partsOf(choice, way);
  if (source.reach === undefined) return takeFirst(parts, source.numbers);
  const teams = howManyTeams(query.view, reader, query.teamId);
  return lookThrough(parts, Math.ceil(source.reach / teams));
}

const inEachTeam = (
  { teams, conditions }: Parts,
  lines: (isThere: RawBuilder<unknown>) => RawBuilder<unknown>,
) =>
  sql`select one.number, one.sort_value from ${teams} cross join lateral (
    ${sql.join(
      conditions.map((one) => sql`(${lines(one)})`),
      sql` union all `,
    )}) as one`;

function takeFirst(parts: Parts, numbers: Source['numbers']): RawBuilder<unknown> {
  const { line, tickets, teams, conditions, filters, inOrder, along, atMost } = parts;
  const page = numbers
    ? sql`${line} from ${tickets} join ${teams} on ${sql.join(conditions, sql` or `)}
        where ticket.number = any(${numbers}) and ${filters} ${inOrder} ${atMost}`
    : sql`${inEachTeam(
        parts,
        (isThere) =>
          sql`${line} from ${tickets} where ${isThere} and ${filters} ${inOrder} ${atMost}`,
      )} ${along} ${atMost}`;
  return sql`page as materialized (${page}),
    far as (select null::text as sort_value, null::bigint as number)`;
}

/** The same, of the first so many of each team: what is after the nearest of their ends may not be shown yet. */
function lookThrough(parts: Parts, reach: number): RawBuilder<unknown> {
  const { line, tickets, filters, inOrder, along, atMost, later } = parts;
  const found = inEachTeam(
    parts,
    (isThere) => sql`select ticket.number, ticket.sort_value from (
      ${line}, ticket.category_id, ticket.state, ticket.priority, ticket.holder_id, ticket.assignee_id,
        ticket.requester_id, ticket.team_id
      from ${tickets} where ${isThere} ${inOrder} limit ${sql.lit(reach)}) as ticket
    where ${filters} ${along} ${atMost}`,
  );
  const ends = inEachTeam(
    parts,
    (isThere) => sql`${line} from ${tickets} where ${isThere} ${inOrder}
      offset ${sql.lit(reach - 1)} limit 1`,
  );
  return sql`far as materialized (${ends} ${along} limit 1),
    page as materialized (
      select found.number, found.sort_value from (${found}) as found
      where not exists (select from far
        where (found.sort_value, found.number) ${later} (far.sort_value, far.number))
      ${along} ${atMost})`;
}
