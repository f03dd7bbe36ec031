import { inTransaction } from '../../platform/db/database.ts';
import type { Db } from '../tables.ts';
import { type MemberRefusal, refusalOf } from './member-rules.ts';
import type { TeamRole } from './team.ts';
import { checkTeamVersion, lockTeam, roleIn, type TeamOrder } from './team-editing.ts';
import { addTeamMember, setTeamLead } from './team-members.ts';

/** What became of a change of places. */
export type PlaceOutcome =
  | { outcome: 'done' }
  /** Nobody active by this id. */
  | { outcome: 'unknown_person' }
  | { outcome: 'refused'; reason: MemberRefusal };

/** Makes a person an agent or a lead of a team, whether they were in it or not; already so is done. */
export function placeMember(
  db: Db,
  order: TeamOrder & { personId: number; role: TeamRole },
  now: Temporal.Instant,
): Promise<PlaceOutcome> {
  const { editor, teamId, personId, role } = order;
  return inTransaction(db, async (tx): Promise<PlaceOutcome> => {
    const team = await lockTeam(tx, order);
    const former = roleIn(team, personId);
    if (former === role) return { outcome: 'done' };
    if (former === null && !(await isActivePerson(tx, personId))) {
      return { outcome: 'unknown_person' };
    }
    checkTeamVersion(team, order);
    const reason = refusalOf(team, { personId, role }, editor);
    if (reason !== null) return { outcome: 'refused', reason };
    const membership = { actorId: editor.id, teamId, personId };
    if (former === null) await addTeamMember(tx, { ...membership, role }, now);
    else await setTeamLead(tx, { ...membership, isLead: role === 'lead' }, now);
    return { outcome: 'done' };
  });
}

async function isActivePerson(tx: Db, personId: number): Promise<boolean> {
  const found = await tx
    .selectFrom('person')
    .select('id')
    .where('id', '=', personId)
    .where('status', '=', 'active')
    .executeTakeFirst();
  return found !== undefined;
}
