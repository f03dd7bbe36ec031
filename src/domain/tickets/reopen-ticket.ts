import type { Db } from '../tables.ts';
import { type ActOrder, type ActResult, actOnTicket } from './act-on-ticket.ts';

/** Puts a resolved ticket, or one closed lately, back to work with the reason. */
export function reopenTicket(
  db: Db,
  { body, ...order }: ActOrder & { readonly body: string },
  now: Temporal.Instant,
): Promise<ActResult> {
  return actOnTicket(db, order, {
    plan: () => [{ act: 'reopen', message: { kind: 'reopening', body } }],
    now,
  });
}
