import { sql } from 'kysely';
import { parseTicketNumber } from '../../platform/text/numbers.ts';
import type { DelayBook } from '../calendar/delay-book.ts';
import { soonUntil } from '../calendar/describe-delay.ts';
import { isAgent, type Viewer } from '../people/person.ts';
import type { Db } from '../tables.ts';
import { byTeamHours, type NextDue, nextDueAt, nextDueOf } from './next-due.ts';
import type { Priority, TicketState } from './ticket.ts';
import { isInConsoleOf, isInTeamsOf } from './ticket-access.ts';
import {
  containing,
  matchesText,
  type SummaryRow,
  searchableName,
  sortableName,
  summaryColumns,
  summaryJoins,
  type TicketSummary,
  toSummary,
} from './ticket-summary.ts';

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

export const queueSorts = [
  'date',
  'numero',
  'nature',
  'demandeur',
  'priorite',
  'etat',
  'pris-par',
  'delai',
  'activite',
] as const;
export type QueueSort = (typeof queueSorts)[number];

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
  readonly text: string;
}

/** One line of the console; its délai is that of the promise its team has to keep first. */
export interface QueuedTicket extends TicketSummary, NextDue {
  readonly isUnread: boolean;
  /** Where the ticket is about, given with it. */
  readonly siteName: string | null;
}

interface QueueRow extends SummaryRow {
  is_unread: boolean;
  site_name: string | null;
  team_take_due_at: Temporal.Instant | null;
  sort_value: string;
}

/** A page of the console; cursors are null at either end. */
export interface QueuePage {
  readonly rows: readonly QueuedTicket[];
  readonly next: string | null;
  readonly previous: string | null;
}

// Every expression is never null, so that « after this row » can be asked of the row's own value.
const sorts = {
  date: { value: sql`ticket.submitted_at`, type: sql`timestamptz` },
  numero: { value: sql`ticket.number`, type: sql`bigint` },
  nature: { value: sql`category.name collate "fr-x-icu"`, type: sql`text` },
  demandeur: { value: sql`${sortableName('requester')} collate "fr-x-icu"`, type: sql`text` },
  priorite: {
    value: sql`array_position(array['urgent', 'high', 'normal', 'low'], ticket.priority)`,
    type: sql`integer`,
  },
  etat: {
    value: sql`array_position(array['awaiting', 'in_progress', 'on_hold', 'needs_information', 'resolved', 'closed', 'cancelled'], ticket.state)`,
    type: sql`integer`,
  },
  'pris-par': { value: sql`${sortableName('holder')} collate "fr-x-icu"`, type: sql`text` },
  delai: { value: sql`coalesce(${nextDueAt}, 'infinity')`, type: sql`timestamptz` },
  activite: { value: sql`ticket.changed_at`, type: sql`timestamptz` },
} satisfies Record<QueueSort, unknown>;

/** Those that read names beside the ticket. */
const namedSorts: ReadonlySet<QueueSort> = new Set(['nature', 'demandeur', 'pris-par']);

const live = sql<boolean>`ticket.state in ('awaiting', 'in_progress', 'on_hold', 'needs_information')`;

/** Who looks at the console, the hours by which they are told what is near, and when. */
export type QueueReader = {
  readonly viewer: Viewer;
  readonly book: DelayBook;
  readonly now: Temporal.Instant;
};

function inView(view: QueueView, { viewer, book, now }: QueueReader) {
  const mine = isInTeamsOf(viewer);
  // An administrator who is in no team looks at all of them.
  const watched = isAgent(viewer) || !viewer.isAdministrator ? mine : sql`true`;
  switch (view) {
    case 'miennes':
      return sql`${mine} and ${live} and (ticket.holder_id = ${viewer.id} or ticket.assignee_id = ${viewer.id})`;
    case 'libres':
      return sql`${mine} and ${live} and ticket.holder_id is null and ticket.assignee_id is null`;
    case 'equipe':
      return sql`${mine} and ${live}`;
    // Nothing is due on a ticket whose clock is stopped, or that is over.
    case 'en-retard':
      return sql`${watched} and ${nextDueAt} < ${now}`;
    case 'bientot':
      return sql`${watched} and ${nextDueAt} >= ${now}
        and ${nextDueAt} < ${byTeamHours(book, (calendar) => soonUntil(calendar, now))}`;
    case 'a-completer':
      return sql`${mine} and ticket.state = 'needs_information'`;
    case 'en-attente':
      return sql`${mine} and ticket.state = 'on_hold'`;
    case 'terminees':
      return sql`${mine} and ticket.state in ('resolved', 'closed', 'cancelled')`;
    case 'toutes':
      return viewer.isAdministrator ? live : sql`${mine} and ${live}`;
  }
}

function filtered(query: QueueQuery) {
  const text = query.text.trim();
  const conditions = [
    query.categoryId === null ? null : sql`ticket.category_id = ${query.categoryId}`,
    query.state === null ? null : sql`ticket.state = ${query.state}`,
    query.priority === null ? null : sql`ticket.priority = ${query.priority}`,
    query.teamId === null ? null : sql`ticket.team_id = ${query.teamId}`,
    query.holder === null
      ? null
      : query.holder === 'nobody'
        ? sql`ticket.holder_id is null`
        : sql`ticket.holder_id = ${query.holder}`,
    text === ''
      ? null
      : sql`(${matchesText(text, parseTicketNumber(text))} or fold(${searchableName('requester')}) like fold(${containing(text)}))`,
  ].filter((condition) => condition !== null);
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

interface Cursor {
  readonly value: string;
  readonly number: number;
}

function encodeCursor(row: { sort_value: string; number: number } | undefined): string | null {
  if (row === undefined) return null;
  return Buffer.from(JSON.stringify([row.sort_value, row.number])).toString('base64url');
}

/** Reads a cursor back; one that was tampered with or is for another sort is no cursor. */
function decodeCursor(text: string | null, sort: QueueSort): Cursor | null {
  if (text === null) return null;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (!Array.isArray(parsed) || parsed.length !== 2) return null;
    const [value, number] = parsed as unknown[];
    if (typeof value !== 'string' || !Number.isSafeInteger(number)) return null;
    return isSortValue(value, sort) ? { value, number: number as number } : null;
  } catch {
    return null;
  }
}

/** Only what the database wrote itself, and so will read: anything else there would be an error of its own. */
function isSortValue(value: string, sort: QueueSort): boolean {
  switch (sort) {
    case 'numero':
      return /^\d{1,15}$/.test(value);
    case 'priorite':
    case 'etat':
      return /^\d$/.test(value);
    case 'date':
    case 'activite':
    case 'delai':
      return value === 'infinity' || isWrittenInstant(value);
    default:
      return !value.includes('\0');
  }
}

/** « 2026-11-23 10:00:00.123456+01 », on a day there is and an offset there is. */
function isWrittenInstant(text: string): boolean {
  const form = /^[12]\d{3}-\d\d-\d\d [0-2]\d:\d\d:\d\d(\.\d{1,6})?[+-](0\d|1[0-4])(:[0-5]\d)?$/;
  if (!form.test(text)) return false;
  try {
    Temporal.Instant.from(text);
    return true;
  } catch {
    return false;
  }
}

/** Reads one page of the tickets an agent works on. */
export async function listQueue(
  db: Db,
  reader: QueueReader,
  query: QueueQuery,
): Promise<QueuePage> {
  const { viewer } = reader;
  const { value, type } = sorts[query.sort];
  const before = decodeCursor(query.before, query.sort);
  const after = before === null ? decodeCursor(query.after, query.sort) : null;
  // Going back reads the other way round, from the row the page began with.
  const descending = before === null ? query.descending : !query.descending;
  const direction = descending ? sql`desc` : sql`asc`;
  const cursor = before ?? after;
  const beyond =
    cursor === null
      ? sql``
      : sql`and (${value}, ticket.number) ${descending ? sql`<` : sql`>`}
          (${cursor.value}::${type}, ${cursor.number}::bigint)`;
  const order = sql`order by ${value} ${direction}, ticket.number ${direction}`;
  const isByName = namedSorts.has(query.sort) || query.text.trim() !== '';
  // The page is chosen on the tickets alone where names decide nothing: only its lines are then joined to the rest.
  const { rows } = await sql<QueueRow>`
    with page as materialized (
      select ticket.number from ticket ${isByName ? summaryJoins : sql``}
      where ${isInConsoleOf(viewer)} and ${inView(query.view, reader)} and ${filtered(query)} ${beyond}
      ${order} limit ${query.size + 1})
    select ${summaryColumns}, ticket.team_take_due_at, (${value})::text as sort_value,
      ticket.last_event_id > coalesce(ticket_read.last_event_id, 0) as is_unread, site.name as site_name
    from page join ticket on ticket.number = page.number ${summaryJoins}
    left join site on site.id = ticket.site_id
    left join ticket_read on ticket_read.ticket_number = ticket.number
      and ticket_read.person_id = ${viewer.id}
    ${order}`.execute(db);
  const hasMore = rows.length > query.size;
  const page = rows.slice(0, query.size);
  if (before !== null) page.reverse();
  const hasPrevious = before === null ? after !== null : hasMore;
  const hasNext = before === null ? hasMore : true;
  return {
    rows: page.map((row) => ({
      ...toSummary(row, reader),
      ...nextDueOf(row, reader),
      isUnread: row.is_unread,
      siteName: row.site_name,
    })),
    next: hasNext ? encodeCursor(page.at(-1)) : null,
    previous: hasPrevious ? encodeCursor(page[0]) : null,
  };
}

/** How many tickets each view of the console holds; finished ones are not counted, they only grow. */
export type QueueCounts = Readonly<Record<Exclude<QueueView, 'terminees'>, number>>;

/** Counts what an agent's views hold, over the live tickets only. */
export async function countQueue(db: Db, reader: QueueReader): Promise<QueueCounts> {
  const { viewer } = reader;
  const count = (view: QueueView) => sql`count(*) filter (where ${inView(view, reader)})`;
  const { rows } = await sql<QueueCounts>`
    select ${count('miennes')} as miennes, ${count('libres')} as libres, ${count('equipe')} as equipe,
      ${count('en-retard')} as "en-retard", ${count('bientot')} as bientot,
      ${count('a-completer')} as "a-completer", ${count('en-attente')} as "en-attente", ${count('toutes')} as toutes
    from ticket
    where ${isInConsoleOf(viewer)} and ${live}`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('a count gives one row');
  return row;
}
