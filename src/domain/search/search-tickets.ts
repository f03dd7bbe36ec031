import { type RawBuilder, sql } from 'kysely';
import { readTogether } from '../../platform/db/read-together.ts';
import { readDelayBook } from '../calendar/calendar-queries.ts';
import { teamIdsOf, type Viewer } from '../people/person.ts';
import type { Db } from '../tables.ts';
import { isOwn, isVisibleTo } from '../tickets/ticket-access.ts';
import {
  type SummaryRow,
  summaryColumns,
  summaryJoins,
  type TicketSummary,
  toSummary,
} from '../tickets/ticket-summary.ts';
import {
  filtersMatch,
  hasWords,
  newestNumbers,
  peopleNamed,
  queryOf,
  type Wanted,
} from './matching-tickets.ts';

/** A ticket found by its words. */
export interface FoundTicket extends TicketSummary {
  /** Followed by the person for themselves; the others are in their console. */
  readonly isOwn: boolean;
  /** What everybody on it reads, the likeliest place of the words first. */
  readonly texts: readonly string[];
}

/** A page of the tickets found, the newest first. */
export interface FoundTickets {
  readonly rows: readonly FoundTicket[];
  /** How many there are on this page and after; at least so many when `isExact` is false. */
  readonly count: number;
  readonly isExact: boolean;
  /** Where the next page begins: tickets older than this number. Null when everything was looked at. */
  readonly next: number | null;
}

/** Who looks for what, from where on. */
export interface TicketSearch extends Wanted {
  readonly viewer: Viewer;
  readonly before: number | null;
  readonly limit: number;
}

/** Looked at first: what most people look for is recent, and a common word fills its page there. */
const freshest = 300;
/** A word that fewer tickets have is sought through its index, and every one of them is weighed. */
const fewEnough = 2_000;
/** Of a word that more tickets have, only so many of the newest are looked at for a page. */
const farthest = 5_000;

/**
 * Finds the tickets a person may see that hold words and are what the filters say, the newest first. The work is
 * bounded whatever the history: it looks among their own tickets; or the freshest; or all those that an index says
 * are few; or a long stretch of the newest, after which the next page goes on.
 */
export async function searchTickets(
  db: Db,
  search: TicketSearch,
  now: Temporal.Instant,
): Promise<FoundTickets> {
  const { viewer, limit } = search;
  const page = (candidates: Candidates) => readPage(db, { search, candidates }, now);
  if (!viewer.isAdministrator && teamIdsOf(viewer).length === 0) {
    const numbers = sql`array(select ticket.number from ticket where ${isOwn(viewer)})`;
    return page({ numbers, areAll: true });
  }
  const near = await newest(db, search, freshest);
  const fresh = await page({ numbers: given(near), areAll: near.length < freshest });
  if (fresh.isExact || fresh.rows.length === limit) return fresh;
  const few = await findFew(db, search);
  if (few !== null) return page({ ...few, areAll: true });
  const far = await newest(db, search, farthest);
  const found = await page({ numbers: given(far), areAll: far.length < farthest });
  return found.isExact ? found : { ...found, next: found.next ?? far.at(-1) ?? null };
}

/** Where to look. */
interface Candidates {
  readonly numbers: RawBuilder<unknown>;
  /** No other ticket can match: those that do may be counted. */
  readonly areAll: boolean;
  /** They were found by the words: these need not be looked for in them again. */
  readonly haveWords?: boolean;
}

const given = (numbers: readonly number[]) => sql`${[...numbers]}::bigint[]`;

type PageRow = SummaryRow & { is_own: boolean; texts: string[]; total: number | null };

async function newest(db: Db, search: TicketSearch, size: number): Promise<number[]> {
  const { rows } = await newestNumbers({ ...search, size }).execute(db);
  return rows.map(({ number }) => number);
}

/** The tickets to weigh when an index says they are few: by their words, else by their requester. */
async function findFew(db: Db, search: TicketSearch): Promise<Omit<Candidates, 'areAll'> | null> {
  const { filters, before } = search;
  const isBefore = (column: RawBuilder<unknown>) =>
    sql`(${before}::bigint is null or ${column} < ${before}::bigint)`;
  const byWords =
    search.wanted.length === 0
      ? null
      : sql<{ number: number }>`select ticket_number as number from ticket_words
          where words @@ ${queryOf(search)} and ${isBefore(sql`ticket_number`)}
          limit ${fewEnough + 1}`;
  const byRequester =
    filters.requester === null
      ? null
      : sql<{ number: number }>`select ticket.number from ticket
          where ticket.requester_id = any(${peopleNamed(filters.requester)})
            and ${isBefore(sql`ticket.number`)}
          limit ${fewEnough + 1}`;
  for (const source of [byWords, byRequester]) {
    if (source === null) continue;
    const { rows } = await source.execute(db);
    if (rows.length > fewEnough) continue;
    return { numbers: given(rows.map(({ number }) => number)), haveWords: source === byWords };
  }
  return null;
}

/** Where a ticket has the words: when not in its subject or description, the last messages may show them. */
const messagesIfNeeded = (search: TicketSearch) => sql`
  case when ts_filter(ticket_words.words, '{a,b}') @@ ${queryOf(search)} then '{}'
  else array(select left(said.body, 2000) from (
    select ticket_message.body, ticket_message.id from ticket_message
    where ticket_message.ticket_number = ticket.number
    order by ticket_message.id desc limit 20) as said order by said.id desc) end`;

/** The condition « it holds the words ». */
const holdsWords = (search: TicketSearch) =>
  // Read by number, ticket after ticket: as a join, the database might first gather every ticket that has them.
  sql`(select ticket_words.words from ticket_words
    where ticket_words.ticket_number = ticket.number) @@ ${queryOf(search)}`;

/** The one statement that gives tickets: every row passes the predicate of access, whatever said it might match. */
async function readPage(
  db: Db,
  { search, candidates }: { search: TicketSearch; candidates: Candidates },
  now: Temporal.Instant,
): Promise<FoundTickets> {
  const { viewer, before, limit } = search;
  const { numbers, areAll, haveWords } = candidates;
  const byWords = hasWords(search);
  const lines = sql<PageRow>`
    with found as (
      select ticket.number, ${areAll ? sql`count(*) over ()` : sql`null::bigint`} as total
      from ticket
      where ticket.number = any(${numbers}) and ${isVisibleTo(viewer)}
        and (${before}::bigint is null or ticket.number < ${before}::bigint)
        and ${filtersMatch(search.filters, viewer)}
        and ${byWords && !haveWords ? holdsWords(search) : sql`true`}
      order by ticket.number desc limit ${limit + 1})
    select ${summaryColumns}, ${isOwn(viewer)} as is_own, found.total,
      array[left(ticket.description, 4000), ticket.answers_text]
        || ${byWords ? messagesIfNeeded(search) : sql`'{}'::text[]`} as texts
    from found join ticket on ticket.number = found.number
      join ticket_words on ticket_words.ticket_number = found.number ${summaryJoins}
    order by ticket.number desc`;
  const [{ rows }, book] = await readTogether(db, (one) =>
    Promise.all([lines.execute(one), readDelayBook(one)]),
  );
  // One row more than the page tells that another page follows.
  if (rows.length === 0) return { rows: [], count: 0, isExact: areAll, next: null };
  const shown = rows.slice(0, limit);
  return {
    rows: shown.map((row) => ({
      ...toSummary(row, { book, now }),
      isOwn: row.is_own,
      texts: row.texts.filter((text) => text !== ''),
    })),
    count: rows[0]?.total ?? shown.length,
    isExact: areAll,
    next: rows.length > limit ? (shown.at(-1)?.number ?? null) : null,
  };
}
