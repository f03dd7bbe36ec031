import { inTransaction } from '../../platform/db/database.ts';
import type { Viewer } from '../people/person.ts';
import type { Db } from '../tables.ts';
import { type ActOrder, type ActResult, actWithin, ContinueInNewTicket } from './act-on-ticket.ts';
import { continueTicket } from './continue-ticket.ts';

/**
 * Adds something to a ticket, at any moment: it answers what was asked, reopens what closed lately, and opens a new
 * ticket linked to this one when it is too old or was cancelled.
 */
export async function completeTicket(
  db: Db,
  { body, ...order }: ActOrder & { readonly actor: Viewer; readonly body: string },
  now: Temporal.Instant,
): Promise<ActResult> {
  return inTransaction(db, async (tx) => {
    try {
      return await actWithin(tx, order, {
        plan: () => [{ act: 'complete', message: { kind: 'completion', body } }],
        now,
      });
    } catch (error) {
      if (!(error instanceof ContinueInNewTicket)) throw error;
      return continueTicket(tx, { ...order, body, ticket: error.ticket }, now);
    }
  });
}
