import type { Db } from '../tables.ts';
import { type ActOrder, type ActResult, actOnTicket } from './act-on-ticket.ts';
import type { Priority } from './ticket.ts';

/** Changes how pressing a ticket is; its promises follow. */
export function setPriority(
  db: Db,
  { priority, ...order }: ActOrder & { readonly priority: Priority },
  now: Temporal.Instant,
): Promise<ActResult> {
  return actOnTicket(db, order, {
    plan: () => [{ act: 'set_priority', input: { priority }, change: { priority } }],
    now,
  });
}
