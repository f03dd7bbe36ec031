import type { TeamRole } from './team.ts';
import { type LockedTeam, roleIn, type TeamEditor } from './team-editing.ts';

/** Why somebody’s place in a team cannot change. */
export type MemberRefusal = 'last_lead' | 'triage_emptied';

/** Somebody’s place in a team as it is wanted; no role: out of it. */
export type WantedPlace = { personId: number; role: TeamRole | null };

/**
 * Decides whether a place may change. A lead cannot leave a team without any lead, themselves included: an
 * administrator can, who sees to it. Nobody can empty the triage team: what nothing claims would reach no one.
 */
export function refusalOf(
  team: Pick<LockedTeam, 'members' | 'isTriage'>,
  { personId, role }: WantedPlace,
  editor: Pick<TeamEditor, 'isAdministrator'>,
): MemberRefusal | null {
  const others = team.members.filter((member) => member.personId !== personId);
  const hasOtherLead = others.some((member) => member.role === 'lead');
  const isLastLead = roleIn(team, personId) === 'lead' && role !== 'lead' && !hasOtherLead;
  if (isLastLead && !editor.isAdministrator) return 'last_lead';
  if (team.isTriage && role === null && others.length === 0) return 'triage_emptied';
  return null;
}
