import type { Db } from '../tables.ts';
import { type ActOrder, type ActResult, actOnTicket } from './act-on-ticket.ts';
import { takeFirst } from './take-ticket.ts';

/** Answers the requester without changing what the ticket waits for; a first reply claims it. */
export function replyToTicket(
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
      { act: 'reply', message: { kind: 'reply', body } },
    ],
    now,
  });
}
