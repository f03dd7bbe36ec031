import { Forbidden } from '../../platform/errors.ts';
import type { Db } from '../tables.ts';
import { isActiveMember } from '../teams/team-queries.ts';
import { type ActOrder, type ActResult, actOnTicket } from './act-on-ticket.ts';

/** Hands a ticket to a person of its team: to be taken when it is awaiting, at once otherwise. */
export function assignTicket(
  db: Db,
  { assigneeId, ...order }: ActOrder & { readonly assigneeId: number },
  now: Temporal.Instant,
): Promise<ActResult> {
  return actOnTicket(db, order, {
    plan: async (ticket, tx) => {
      // On a ticket that is for them, a member of the team is only its requester.
      const isEligible =
        assigneeId !== ticket.requesterId &&
        (await isActiveMember(tx, { teamId: ticket.teamId, personId: assigneeId }));
      if (!isEligible) throw new Forbidden('not a person of the team');
      return [{ act: 'assign', input: { assigneeId } }];
    },
    now,
  });
}
