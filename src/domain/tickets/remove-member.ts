import { inTransaction } from '../../platform/db/database.ts';
import { Conflict } from '../../platform/errors.ts';
import type { Db } from '../tables.ts';
import { type MemberRefusal, refusalOf } from '../teams/member-rules.ts';
import { checkTeamVersion, lockTeam, roleIn, type TeamOrder } from '../teams/team-editing.ts';
import { removeTeamMember } from '../teams/team-members.ts';
import { actOnTicket } from './act-on-ticket.ts';
import { type Place, ticketsAtPlace } from './team-load.ts';

/** What became of a departure, and how many tickets anybody may take again. */
export type RemovalOutcome =
  | { outcome: 'done'; freed: number }
  | { outcome: 'refused'; reason: MemberRefusal };

/**
 * Takes a person out of a team and gives back to the team what they held or were promised there, all or nothing. Out
 * already is done. Whoever acts as a member holds their own place before any ticket: what this person was just taking
 * is either taken and given back here, or not taken at all.
 */
export function removeMember(
  db: Db,
  order: TeamOrder & { personId: number },
  now: Temporal.Instant,
): Promise<RemovalOutcome> {
  const { editor, teamId, personId } = order;
  return inTransaction(db, async (tx): Promise<RemovalOutcome> => {
    const team = await lockTeam(tx, order);
    if (roleIn(team, personId) === null) return { outcome: 'done', freed: 0 };
    checkTeamVersion(team, order);
    const reason = refusalOf(team, { personId, role: null }, editor);
    if (reason !== null) return { outcome: 'refused', reason };
    await removeTeamMember(tx, { actorId: editor.id, teamId, personId }, now);
    let freed = 0;
    for (const number of await ticketsAtPlace(tx, { teamId, personId })) {
      if (await giveBack(tx, number, { place: { teamId, personId }, now })) freed++;
    }
    return { outcome: 'done', freed };
  });
}

/** Releases one ticket in the name of the desk; a colleague may have taken over between the list and the lock. */
async function giveBack(
  tx: Db,
  number: number,
  { place, now }: { place: Place; now: Temporal.Instant },
): Promise<boolean> {
  const { teamId, personId } = place;
  try {
    await actOnTicket(
      tx,
      { number, actor: 'system' },
      {
        plan: (ticket) => {
          const isTheirs = ticket.holderId === personId || ticket.assigneeId === personId;
          if (ticket.teamId !== teamId || !isTheirs) throw new Conflict('no longer theirs');
          return [{ act: 'release' }];
        },
        now,
      },
    );
    return true;
  } catch (error) {
    if (error instanceof Conflict) return false;
    throw error;
  }
}
