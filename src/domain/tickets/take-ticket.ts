import type { Db } from '../tables.ts';
import { type ActOrder, type ActResult, actOnTicket } from './act-on-ticket.ts';
import type { LockedTicket } from './locked-ticket.ts';
import type { Step } from './step.ts';
import type { Actor } from './transition.ts';

/** Takes charge of a ticket nobody holds. */
export function takeTicket(db: Db, order: ActOrder, now: Temporal.Instant): Promise<ActResult> {
  return actOnTicket(db, order, { plan: () => [{ act: 'take' }], now });
}

/** The step that makes the actor the holder before another act (« prendre en charge et résoudre »); none if they are. */
export function takeFirst(ticket: LockedTicket, actor: Actor): Step[] {
  if (actor.kind === 'system' || ticket.holderId === actor.id) return [];
  return [{ act: ticket.holderId === null ? 'take' : 'take_over' }];
}
