import { inTransaction } from '../../platform/db/database.ts';
import { NotFound } from '../../platform/errors.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';
import type { TeamRole } from './team.ts';

/** Who changes whose place in which team; no actor when the desk itself does. */
export type Membership = { actorId: number | null; teamId: number; personId: number };

type Place = { role: TeamRole; active: boolean };

/**
 * Locks the team, then the place: two people changing the same place are told apart in the audit, and whoever acts as
 * a member meanwhile has done it or waits to be told they no longer are.
 */
async function lockPlace(db: Db, { teamId, personId }: Membership): Promise<Place | undefined> {
  await db.selectFrom('team').select('id').where('id', '=', teamId).forNoKeyUpdate().execute();
  return db
    .selectFrom('team_member')
    .select(['role', 'active'])
    .where('team_id', '=', teamId)
    .where('person_id', '=', personId)
    .forUpdate()
    .executeTakeFirst();
}

type Change = { membership: Membership; act: string; after: Place };

/** Writes a person's place in a team and what it was before. */
async function changePlace(db: Db, change: Change, now: Temporal.Instant): Promise<void> {
  const { membership, act, after } = change;
  const { actorId, teamId, personId } = membership;
  const before = await lockPlace(db, membership);
  if (before?.role === after.role && before.active === after.active) return;
  await db
    .insertInto('team_member')
    .values({ team_id: teamId, person_id: personId, ...after })
    .onConflict((conflict) => conflict.columns(['team_id', 'person_id']).doUpdateSet(after))
    .execute();
  await db
    .updateTable('team')
    .set((team) => ({ version: team('version', '+', 1) }))
    .where('id', '=', teamId)
    .execute();
  const subject = `team:${teamId}/person:${personId}`;
  await recordAudit(db, { actorId, act, subject, before, after }, now);
}

/** Makes a person answer in a team, again when they had left it; an agent unless said otherwise. */
export function addTeamMember(
  db: Db,
  { role = 'agent', ...membership }: Membership & { role?: TeamRole },
  now: Temporal.Instant,
): Promise<void> {
  return inTransaction(db, (tx) =>
    changePlace(tx, { membership, act: 'add-team-member', after: { role, active: true } }, now),
  );
}

/**
 * Ends a person's place in a team. The row stays, for history; the tickets they hold there are not
 * released here: tickets stand above teams.
 */
export function removeTeamMember(
  db: Db,
  membership: Membership,
  now: Temporal.Instant,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const place = await lockPlace(tx, membership);
    if (!place?.active) return;
    const after = { role: place.role, active: false };
    await changePlace(tx, { membership, act: 'remove-team-member', after }, now);
    // Hidden from now on; gone in a moment, so that their list does not look through them for ever.
    await enqueue(tx, 'forget-unseen-notices', { personId: membership.personId });
  });
}

/** Makes an active member a lead of their team, or an agent again; a team may have several leads. */
export function setTeamLead(
  db: Db,
  { isLead, ...membership }: Membership & { isLead: boolean },
  now: Temporal.Instant,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const place = await lockPlace(tx, membership);
    if (!place?.active) throw new NotFound('This person is not a member of this team.');
    const after: Place = { role: isLead ? 'lead' : 'agent', active: true };
    await changePlace(tx, { membership, act: 'set-team-lead', after }, now);
  });
}
