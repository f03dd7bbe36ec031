import type { Db } from '../tables.ts';
import { type ActOrder, type ActResult, actOnTicket } from './act-on-ticket.ts';

/** The requester says it is not solved, and why: the ticket goes back to work. */
export function contestResolution(
  db: Db,
  { body, ...order }: ActOrder & { readonly body: string },
  now: Temporal.Instant,
): Promise<ActResult> {
  return actOnTicket(db, order, {
    plan: () => [{ act: 'contest', message: { kind: 'contest', body } }],
    now,
  });
}
