import { sql } from 'kysely';
import { readTogether } from '../../platform/db/read-together.ts';
import { parseTicketNumber } from '../../platform/text/numbers.ts';
import { readDelayBook } from '../calendar/calendar-queries.ts';
import type { Viewer } from '../people/person.ts';
import type { Db } from '../tables.ts';
import { liveStates, type TicketState } from './ticket.ts';
import { isFiledForOrBy, isOwn, ownParts } from './ticket-access.ts';
import {
  matchesText,
  type SummaryRow,
  sortableName,
  summaryColumns,
  summaryJoins,
  type TicketSummary,
  toSummary,
} from './ticket-summary.ts';

/** The tabs of « Mes demandes », by the states they gather. */
export const ownTabs = {
  'en-attente': ['awaiting', 'on_hold'],
  'en-cours': ['in_progress'],
  'a-completer': ['needs_information'],
  cloturees: ['resolved', 'closed', 'cancelled'],
} as const satisfies Record<string, readonly TicketState[]>;
export type OwnTab = keyof typeof ownTabs;

export const ownSorts = [
  'numero',
  'nature',
  'date',
  'equipe',
  'pris-par',
  'delai',
  'etat',
] as const;
export type OwnSort = (typeof ownSorts)[number];

export const ownPageSizes = [15, 30, 50, 100] as const;

/** What « Mes demandes » shows: without a tab, all live tickets. */
export interface OwnTicketsQuery {
  readonly tab: OwnTab | null;
  readonly sort: OwnSort;
  readonly descending: boolean;
  readonly size: number;
  /** From 1; beyond the last one, the last one is given. */
  readonly page: number;
  readonly text: string;
}

/** One line of « Mes demandes ». */
export interface OwnTicket extends TicketSummary {
  readonly isUnread: boolean;
  /** Followed because somebody added them, not filed by or for them. */
  readonly isParticipant: boolean;
}

/** A page of « Mes demandes ». */
export interface OwnTickets {
  readonly rows: readonly OwnTicket[];
  /** How many there are on all pages. */
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}

const sortExpressions = {
  numero: sql`ticket.number`,
  nature: sql`category.name collate "fr-x-icu"`,
  date: sql`ticket.submitted_at`,
  equipe: sql`(team.code || ' ' || ${sortableName('assignee')}) collate "fr-x-icu"`,
  'pris-par': sql`${sortableName('holder')} collate "fr-x-icu"`,
  delai: sql`coalesce(ticket.resolve_due_at, 'infinity')`,
  etat: sql`array_position(array['needs_information', 'awaiting', 'on_hold', 'in_progress', 'resolved', 'closed', 'cancelled'], ticket.state)`,
} satisfies Record<OwnSort, unknown>;

/** Those that read names beside the ticket. */
const namedSorts: ReadonlySet<OwnSort> = new Set(['nature', 'equipe', 'pris-par']);

/** Reads one page of the tickets a person follows for themselves. */
export async function listOwnTickets(
  db: Db,
  { viewer, query }: { viewer: Viewer; query: OwnTicketsQuery },
  now: Temporal.Instant,
): Promise<OwnTickets> {
  const states: readonly string[] = query.tab === null ? liveStates : ownTabs[query.tab];
  const direction = query.descending ? sql`desc` : sql`asc`;
  const text = query.text.trim();
  const order = sql`order by ${sortExpressions[query.sort]} ${direction}, ticket.number ${direction}`;
  const isByName = namedSorts.has(query.sort);
  // Chosen on the tickets alone where names decide nothing; only the lines of the page are joined to the rest.
  const read = async (one: Db, page: number) =>
    (
      await sql<SummaryRow & { is_unread: boolean; total: number }>`
        with page as materialized (
          select ticket.number, count(*) over () as total from ticket ${isByName ? summaryJoins : sql``}
          where ${isOwn(viewer)} and ticket.state in (${sql.join(states.map((state) => sql.lit(state)))})
            ${text === '' ? sql`` : sql`and ${matchesText(text, parseTicketNumber(text))}`}
          ${order} limit ${query.size} offset ${(page - 1) * query.size})
        select ${summaryColumns}, page.total,
          ticket.last_public_event_id > coalesce(ticket_read.last_event_id, 0) as is_unread
        from page join ticket on ticket.number = page.number ${summaryJoins}
        left join ticket_read on ticket_read.ticket_number = ticket.number
          and ticket_read.person_id = ${viewer.id}
        ${order}`.execute(one)
    ).rows;
  let page = query.page;
  const first = await readTogether(db, (one) => Promise.all([read(one, page), readDelayBook(one)]));
  let [rows] = first;
  const [, book] = first;
  // A bookmark on a page that no longer exists shows the beginning, never nothing.
  if (rows.length === 0 && page > 1) {
    page = 1;
    rows = await read(db, page);
  }
  const total = rows[0]?.total ?? 0;
  return {
    rows: rows.map((row) => ({
      ...toSummary(row, { book, now }),
      isUnread: row.is_unread,
      isParticipant: row.requester_id !== viewer.id && row.submitted_by_id !== viewer.id,
    })),
    total,
    page,
    pages: Math.max(1, Math.ceil(total / query.size)),
  };
}

/** Counts the tickets a person follows, by tab, and finds the resolved ones that ask « est-ce bon ? ». */
export async function countOwnTickets(
  db: Db,
  viewer: Viewer,
): Promise<{ tabs: Readonly<Record<OwnTab, number>>; toConfirm: readonly ToConfirm[] }> {
  const parts = ownParts(viewer).map((part) => sql`select state from ticket where ${part}`);
  const [{ rows }, toConfirm] = await readTogether(db, (one) =>
    Promise.all([
      sql<{ state: TicketState; count: number }>`
        select state, count(*) as count from (${sql.join(parts, sql` union all `)}) as own
        group by state`.execute(one),
      one
        .selectFrom('ticket')
        .select(['number', 'subject'])
        .where('state', '=', 'resolved')
        .where(isFiledForOrBy(viewer))
        .orderBy('resolved_at')
        .execute(),
    ]),
  );
  const count = (states: readonly TicketState[]) =>
    rows.filter((row) => states.includes(row.state)).reduce((sum, row) => sum + row.count, 0);
  return {
    tabs: {
      'en-attente': count(ownTabs['en-attente']),
      'en-cours': count(ownTabs['en-cours']),
      'a-completer': count(ownTabs['a-completer']),
      cloturees: count(ownTabs.cloturees),
    },
    toConfirm,
  };
}

/** A resolved ticket whose requester has not said yet whether it is. */
export interface ToConfirm {
  readonly number: number;
  readonly subject: string;
}
