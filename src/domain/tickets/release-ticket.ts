import type { Db } from '../tables.ts';
import { type ActOrder, type ActResult, actOnTicket } from './act-on-ticket.ts';

/** Gives a ticket back to its team, for anyone to take. */
export function releaseTicket(db: Db, order: ActOrder, now: Temporal.Instant): Promise<ActResult> {
  return actOnTicket(db, order, { plan: () => [{ act: 'release' }], now });
}
