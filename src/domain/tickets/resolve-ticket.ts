import type { Db } from '../tables.ts';
import { type ActOrder, type ActResult, actOnTicket } from './act-on-ticket.ts';
import { takeFirst } from './take-ticket.ts';

/** Gives the answer that resolves a ticket; the requester may contest it until it closes by itself. */
export function resolveTicket(
  db: Db,
  {
    body,
    alsoTake = false,
    ...order
  }: ActOrder & { readonly body: string; readonly alsoTake?: boolean },
  now: Temporal.Instant,
): Promise<ActResult> {
  return actOnTicket(db, order, {
    plan: (ticket, _, actor) => [
      ...(alsoTake ? takeFirst(ticket, actor) : []),
      {
        act: 'resolve',
        message: { kind: 'resolution', body },
        change: { outcome: 'answered' },
      },
    ],
    now,
  });
}
