import { sql } from 'kysely';
import { readTogether } from '../../platform/db/read-together.ts';
import { readDelayBook } from '../calendar/calendar-queries.ts';
import type { Db } from '../tables.ts';
import { isOwn, isVisibleTo } from '../tickets/ticket-access.ts';
import {
  type SummaryRow,
  summaryColumns,
  summaryJoins,
  type TicketSummary,
  toSummary,
} from '../tickets/ticket-summary.ts';
import { asked, hasWords, type TicketSearch } from './matching-tickets.ts';
import { stepsOf } from './search-steps.ts';

export type { TicketSearch } from './matching-tickets.ts';

/** A ticket found by its words. */
export interface FoundTicket extends TicketSummary {
  /** Followed by the person for themselves; the others are in their console. */
  readonly isOwn: boolean;
  /** What everybody on it reads, the likeliest place of the words first. */
  readonly texts: readonly string[];
  /** Which of the options of the search it holds. */
  readonly holds: readonly string[];
}

/** A page of the tickets found, the newest first. */
export interface FoundTickets {
  readonly rows: readonly FoundTicket[];
  /** How many there are on this page and after, up to a hundred and one; at least so many when `isExact` is false. */
  readonly count: number;
  readonly isExact: boolean;
  /** Where the next page begins: tickets older than this number. Null when everything was looked at. */
  readonly next: number | null;
}

/** Where a ticket has the words: when not in its subject or description, the last messages may show them. */
const messagesIfNeeded = sql`
  case when ts_filter(ticket_words.words, '{a,b}') @@ ${asked.query} then '{}'
  else array(select left(said.body, 2000) from (
    select ticket_message.body, ticket_message.id from ticket_message
    where ticket_message.ticket_number = ticket.number
    order by ticket_message.id desc limit 20) as said order by said.id desc) end`;

/** What was found, on every row; there is one without a ticket when nothing was. */
type Outcome = { total: number; are_all: boolean; last: number | null };
type Line = SummaryRow & { is_own: boolean; texts: string[]; holds: string[] };
type Row = Outcome & (Line | { number: null });

const isLine = (row: Row): row is Outcome & Line => row.number !== null;

/**
 * Finds the tickets a person may see that hold words and are what the filters say, the newest first. The work is
 * bounded whatever the history. One statement: every row passes the predicate of access, whatever said it might match.
 */
export async function searchTickets(
  db: Db,
  search: TicketSearch,
  now: Temporal.Instant,
): Promise<FoundTickets> {
  const { viewer, limit, options = [] } = search;
  const lines = sql<Row>`
    with ${stepsOf(search)},
    option as materialized (select word, search_query(array[word], '{}') as query
      from unnest(${[...options]}::text[]) as word),
    shown as materialized (select found.number from found order by found.number desc limit ${asked.page})
    select ${summaryColumns}, ${isOwn(viewer, asked.reader)} as is_own,
      array[left(ticket.description, 4000), ticket.answers_text]
        || ${hasWords(search) ? messagesIfNeeded : sql`'{}'::text[]`} as texts,
      array(select option.word from option where ticket_words.words @@ option.query) as holds,
      outcome.total, outcome.are_all, outcome.last
    from shown join ticket on ticket.number = shown.number and ${isVisibleTo(viewer, asked.reader)}
      join ticket_words on ticket_words.ticket_number = shown.number ${summaryJoins}
      right join outcome on true
    order by ticket.number desc`;
  const [{ rows }, book] = await readTogether(db, (one) =>
    Promise.all([lines.execute(one), readDelayBook(one)]),
  );
  const [first] = rows;
  const { total, are_all: areAll, last } = first ?? { total: 0, are_all: true, last: null };
  const tickets = rows.filter(isLine).map((row) => ({
    ...toSummary(row, { book, now }),
    isOwn: row.is_own,
    texts: row.texts.filter((text) => text !== ''),
    holds: row.holds,
  }));
  const following = total > limit ? (tickets.at(-1)?.number ?? null) : null;
  return {
    rows: tickets,
    count: total,
    isExact: areAll,
    next: following ?? (areAll ? null : last),
  };
}
