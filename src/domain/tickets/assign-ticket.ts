import { inTransaction } from '../../platform/db/database.ts';
import { Forbidden } from '../../platform/errors.ts';
import type { Db } from '../tables.ts';
import { holdMemberships, isActiveMember } from '../teams/team-queries.ts';
import { type ActOrder, type ActResult, actOnTicket } from './act-on-ticket.ts';

/** Hands a ticket to a person of its team: to be taken when it is awaiting, at once otherwise. */
export function assignTicket(
  db: Db,
  { assigneeId, ...order }: ActOrder & { readonly assigneeId: number },
  now: Temporal.Instant,
): Promise<ActResult> {
  return inTransaction(db, async (transaction) => {
    // Nobody takes them out of the team between the choice and the writing.
    await holdMemberships(transaction, assigneeId);
    return actOnTicket(transaction, order, {
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
  });
}
