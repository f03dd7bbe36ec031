import type { Db } from '../tables.ts';
import { type ActOrder, type ActResult, actOnTicket } from './act-on-ticket.ts';

/** Puts a ticket on hold back to work. */
export function resumeTicket(db: Db, order: ActOrder, now: Temporal.Instant): Promise<ActResult> {
  return actOnTicket(db, order, { plan: () => [{ act: 'resume' }], now });
}
