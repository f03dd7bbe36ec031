import { sql } from 'kysely';
import { parseTicketNumber } from '../../platform/text/numbers.ts';
import type { Viewer } from '../people/person.ts';
import type { Db } from '../tables.ts';
import { isOwn, isVisibleTo } from '../tickets/ticket-access.ts';
import {
  matchesText,
  type SummaryRow,
  summaryColumns,
  summaryJoins,
  type TicketSummary,
  toSummary,
} from '../tickets/ticket-summary.ts';

/** A ticket found by its words. */
export interface FoundTicket extends TicketSummary {
  /** Followed by the person for themselves; the others are in their console. */
  readonly isOwn: boolean;
}

/** Among how many of the tickets one may see, the latest ones, the words are looked for. */
export const searchedTickets = 5_000;

/** Finds the latest tickets a person may see that hold a text: their number, nature, subject, what was said. */
export async function searchTickets(
  db: Db,
  { viewer, text, limit }: { viewer: Viewer; text: string; limit: number },
  now: Temporal.Instant,
): Promise<FoundTicket[]> {
  const { rows } = await sql<SummaryRow & { is_own: boolean }>`
    select ${summaryColumns}, ${isOwn(viewer)} as is_own
    from ticket ${summaryJoins}
    where ticket.number = any(array(select ticket.number from ticket where ${isVisibleTo(viewer)}
        order by ticket.number desc limit ${searchedTickets}))
      and ${matchesText(text.trim(), parseTicketNumber(text))}
    order by ticket.number desc
    limit ${limit}`.execute(db);
  return rows.map((row) => ({ ...toSummary(row, now), isOwn: row.is_own }));
}
