import type { Viewer } from '../people/person.ts';
import type { Db } from '../tables.ts';
import { type ActOrder, type ActResult, actOnTicket } from './act-on-ticket.ts';
import type { LockedTicket } from './locked-ticket.ts';

/** Writes a note the teams alone will read. */
export function noteOnTicket(
  db: Db,
  { body, ...order }: ActOrder & { readonly body: string },
  now: Temporal.Instant,
): Promise<ActResult> {
  return actOnTicket(db, order, {
    plan: (ticket) => [
      {
        act: 'note',
        note: { kind: 'note', body },
        change: { noteTeamId: teamOfNote(ticket, order.actor) },
      },
    ],
    now,
  });
}

/** A member of the present team writes for it; a member of a former one, for the team they are of. */
function teamOfNote(ticket: LockedTicket, actor: Viewer | 'system'): number {
  if (actor === 'system') return ticket.teamId;
  const teamIds = actor.memberships.map((membership) => membership.teamId);
  if (teamIds.includes(ticket.teamId)) return ticket.teamId;
  const former = ticket.events.flatMap((event) => event.data.teamId ?? []);
  return former.findLast((teamId) => teamIds.includes(teamId)) ?? ticket.teamId;
}
