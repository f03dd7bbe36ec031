import type { Db } from '../tables.ts';
import { type ActOrder, type ActResult, actOnTicket } from './act-on-ticket.ts';

/** Takes over a ticket a colleague holds; the requester sees who is in charge, and no event. */
export function takeOverTicket(db: Db, order: ActOrder, now: Temporal.Instant): Promise<ActResult> {
  return actOnTicket(db, order, { plan: () => [{ act: 'take_over' }], now });
}
