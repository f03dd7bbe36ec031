import type { Db } from '../tables.ts';
import { type ActOrder, type ActResult, actOnTicket } from './act-on-ticket.ts';
import { takeFirst } from './take-ticket.ts';

/** Asks the requester for what is missing; the délai stops until they answer. */
export function askRequester(
  db: Db,
  {
    question,
    items = [],
    alsoTake = false,
    ...order
  }: ActOrder & {
    readonly question: string;
    /** What is missing, one thing each. */
    readonly items?: readonly string[];
    readonly alsoTake?: boolean;
  },
  now: Temporal.Instant,
): Promise<ActResult> {
  return actOnTicket(db, order, {
    plan: (ticket, _, actor) => [
      ...(alsoTake ? takeFirst(ticket, actor) : []),
      { act: 'ask', message: { kind: 'question', body: question, items } },
    ],
    now,
  });
}
