import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import { type Choice, chooseLines, type Source, type Way, wayOf } from './choose-lines.ts';
import { type NextDue, nextDueOf } from './next-due.ts';
import { type Cursor, encodeCursor, type QueueSort, sorts } from './queue-sorts.ts';
import { findFew, type QueueText } from './queue-text.ts';
import type { QueueReader, QueueView } from './queue-views.ts';
import type { Priority, TicketState } from './ticket.ts';
import { isInConsoleOf } from './ticket-access.ts';
import {
  type SummaryRow,
  summaryColumns,
  summaryJoins,
  type TicketSummary,
  toSummary,
} from './ticket-summary.ts';

/** What the console shows. */
export interface QueueQuery {
  readonly view: QueueView;
  readonly sort: QueueSort;
  readonly descending: boolean;
  readonly size: number;
  /** Where to go on from: a cursor given with another page of the same query. */
  readonly after: string | null;
  readonly before: string | null;
  readonly categoryId: number | null;
  readonly state: TicketState | null;
  readonly priority: Priority | null;
  /** A person's id, or nobody. */
  readonly holder: number | 'nobody' | null;
  readonly teamId: number | null;
  readonly text: QueueText | null;
}

/** One line of the console; its délai is that of the promise its team has to keep first. */
export interface QueuedTicket extends TicketSummary, NextDue {
  readonly isUnread: boolean;
  /** Where the ticket is about, given with it. */
  readonly siteName: string | null;
}

/** A page of the console; cursors are null at either end. */
export interface QueuePage {
  readonly rows: readonly QueuedTicket[];
  readonly next: string | null;
  readonly previous: string | null;
  /** The page is not full, and yet the list goes on: looking farther is another page. */
  readonly isCut: boolean;
}

/** A long list is looked through so far for what is common, and fills a page there. */
const nearest = 500;
/** What is neither common nor rare is looked for so far, in all the teams; then the next page goes on. */
const farthest = { live: 3_000, over: 2_000 };

/** Reads one page of the tickets an agent works on, at a cost that does not depend on how many the desk ever had. */
export async function listQueue(
  db: Db,
  reader: QueueReader,
  query: QueueQuery,
): Promise<QueuePage> {
  const { view, text } = query;
  const read = (source: Source, asked = query) => readPage(db, { reader, query: asked, source });
  // What one person holds is read whole.
  if (view === 'miennes') return read({});
  const far = { reach: view === 'terminees' ? farthest.over : farthest.live };
  if (text === null) return read(narrowsHistory(query) ? far : {});
  const near = await read({ reach: nearest });
  if (!near.isCut) return near;
  const few = await findFew(db, text, view);
  return few === null
    ? read(far)
    : read({ numbers: sql`${[...few]}::bigint[]` }, { ...query, text: null });
}

/** Whether ten years might be gone through for a page. */
const narrowsHistory = ({ view, categoryId, state, priority, holder }: QueueQuery): boolean =>
  view === 'terminees' && [categoryId, state, priority, holder].some((filter) => filter !== null);

type Line = SummaryRow & {
  is_unread: boolean;
  site_name: string | null;
  team_take_due_at: Temporal.Instant | null;
  sort_value: string;
};
type Row = { far_value: string | null; far_number: number | null } & (Line | { number: null });

const isLine = (row: Row): row is Row & Line => row.number !== null;

function farOf(row: Row | undefined): Cursor | null {
  if (!row || row.far_value === null || row.far_number === null) return null;
  return { value: row.far_value, number: row.far_number };
}

async function readPage(db: Db, { reader, query, source }: Choice): Promise<QueuePage> {
  const { viewer } = reader;
  const { value } = sorts[query.sort];
  const way = wayOf(query);
  // Only the lines of the page are joined to the rest; each passes the predicate of access, wherever it was found.
  const { rows } = await sql<Row>`
    with ${chooseLines({ reader, query, source }, way)}
    select ${summaryColumns}, ticket.team_take_due_at, (${value})::text as sort_value,
      ticket.last_event_id > coalesce(ticket_read.last_event_id, 0) as is_unread, site.name as site_name,
      reached.far_value, reached.far_number
    from (select (select far.sort_value::text from far) as far_value,
      (select far.number from far) as far_number) as reached
    left join (page
      join ticket on ticket.number = page.number and ${isInConsoleOf(viewer)} ${summaryJoins}
      left join site on site.id = ticket.site_id
      left join ticket_read on ticket_read.ticket_number = ticket.number
        and ticket_read.person_id = ${viewer.id}) on true
    order by ${value} ${way.direction}, ticket.number ${way.direction}`.execute(db);
  const lines = rows.filter(isLine);
  const hasMore = lines.length > query.size;
  const far = hasMore ? null : farOf(rows[0]);
  const page = lines.slice(0, query.size);
  if (way.before !== null) page.reverse();
  return { ...pageOf(page, reader), ...around(page, { way, hasMore, far }), isCut: far !== null };
}

const pageOf = (lines: readonly Line[], reader: QueueReader): Pick<QueuePage, 'rows'> => ({
  rows: lines.map((line) => ({
    ...toSummary(line, reader),
    ...nextDueOf(line, reader),
    isUnread: line.is_unread,
    siteName: line.site_name,
  })),
});

/** What leads to the pages beside this one. */
function around(
  page: readonly Line[],
  { way, hasMore, far }: { way: Way; hasMore: boolean; far: Cursor | null },
): Pick<QueuePage, 'next' | 'previous'> {
  const at = (line: Line | undefined): Cursor | null =>
    line === undefined ? null : { value: line.sort_value, number: line.number };
  const [first, last] = [at(page[0]), at(page.at(-1))];
  const written = (cursor: Cursor | null) => (cursor === null ? null : encodeCursor(cursor));
  if (way.before !== null) return { previous: written(hasMore ? first : far), next: written(last) };
  return {
    previous: written(way.after === null ? null : first),
    next: written(hasMore ? last : far),
  };
}
