import type { Db } from '../tables.ts';
import { type ActOrder, type ActResult, actOnTicket } from './act-on-ticket.ts';

/** The requester no longer needs it. */
export function cancelTicket(db: Db, order: ActOrder, now: Temporal.Instant): Promise<ActResult> {
  return actOnTicket(db, order, { plan: () => [{ act: 'cancel' }], now });
}
