import type { Db } from '../tables.ts';
import { type ActOrder, type ActResult, actOnTicket } from './act-on-ticket.ts';
import { replay } from './ticket-event.ts';

/** The requester says it is solved: the ticket closes; if it was resolved for want of an answer, here is one. */
export function confirmResolution(
  db: Db,
  order: ActOrder,
  now: Temporal.Instant,
): Promise<ActResult> {
  const answered = { act: 'confirm', change: { outcome: 'answered' } } as const;
  return actOnTicket(db, order, {
    plan: ({ events }) =>
      replay(events).outcome === 'no_answer' ? [answered] : [{ act: 'confirm' }],
    now,
  });
}
