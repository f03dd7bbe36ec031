import type { Db } from '../tables.ts';
import { type ActOrder, type ActResult, actOnTicket } from './act-on-ticket.ts';

/** The requester says it is solved: the ticket closes. */
export function confirmResolution(
  db: Db,
  order: ActOrder,
  now: Temporal.Instant,
): Promise<ActResult> {
  return actOnTicket(db, order, { plan: () => [{ act: 'confirm' }], now });
}
