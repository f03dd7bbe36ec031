import { inTransaction } from '../../platform/db/database.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';
import type { Team } from './team.ts';

/** A team as an administrator describes it; no actor when the desk itself sets it up. */
export type NewTeam = { actorId: number | null; code: string; name: string; isTriage?: boolean };

/** Adds a team that may receive tickets; a single one may be the triage team. */
export function addTeam(db: Db, team: NewTeam, now: Temporal.Instant): Promise<Team> {
  const { actorId, code, name, isTriage = false } = team;
  return inTransaction(db, async (tx) => {
    const added = await tx
      .insertInto('team')
      .values({ code, name, is_triage: isTriage })
      .returning(['id', 'code', 'name', 'is_triage as isTriage', 'active'])
      .executeTakeFirstOrThrow();
    const after = { code, name, isTriage };
    await recordAudit(tx, { actorId, act: 'add-team', subject: `team:${added.id}`, after }, now);
    return added;
  });
}
