import { inTransaction } from '../../platform/db/database.ts';
import type { Db } from '../tables.ts';
import { type MemberRefusal, refusalOf } from '../teams/member-rules.ts';
import { checkTeamVersion, lockTeam, roleIn, type TeamOrder } from '../teams/team-editing.ts';
import { removeTeamMember } from '../teams/team-members.ts';
import { giveBackTickets } from './give-back.ts';

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
    return { outcome: 'done', freed: await giveBackTickets(tx, { teamId, personId }, now) };
  });
}
