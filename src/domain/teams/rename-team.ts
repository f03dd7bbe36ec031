import { inTransaction } from '../../platform/db/database.ts';
import { violates } from '../../platform/db/violations.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';
import { checkTeamVersion, lockTeam, type TeamOrder } from './team-editing.ts';

/** Gives a team another name; its code, which addresses carry, stays. The same name again is done. */
export async function renameTeam(
  db: Db,
  order: TeamOrder & { name: string },
  now: Temporal.Instant,
): Promise<'done' | 'name_taken'> {
  const { editor, teamId, name } = order;
  try {
    await inTransaction(db, async (tx) => {
      const team = await lockTeam(tx, order);
      if (team.name === name) return;
      checkTeamVersion(team, order);
      const version = team.version + 1;
      await tx.updateTable('team').set({ name, version }).where('id', '=', teamId).execute();
      const entry = { actorId: editor.id, act: 'rename-team', subject: `team:${String(teamId)}` };
      await recordAudit(tx, { ...entry, before: { name: team.name }, after: { name } }, now);
    });
    return 'done';
  } catch (error) {
    if (violates(error, 'team_name')) return 'name_taken';
    throw error;
  }
}
