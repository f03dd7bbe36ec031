import { sql } from 'kysely';
import { inTransaction } from '../../platform/db/database.ts';
import { NotFound } from '../../platform/errors.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';

/** What a person may say about where to find them; a field left out stays as it is. */
export type ProfileChange = {
  actorId: number;
  personId: number;
  phone?: string;
  room?: string;
  siteId?: number | null;
  /** Affectations to add to and to take from the others; said twice, or already so, is no fault. */
  addUnitIds?: readonly number[];
  removeUnitIds?: readonly number[];
};

const fields = ['phone', 'room', 'site_id'] as const;

/** Changes where a person can be found, and where else they work. */
export async function updateProfile(
  db: Db,
  change: ProfileChange,
  now: Temporal.Instant,
): Promise<void> {
  const { actorId, personId } = change;
  await inTransaction(db, async (transaction) => {
    const former = await transaction
      .selectFrom('person')
      .select(['phone', 'room', 'site_id', 'organisation_unit_id'])
      .where('id', '=', personId)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!former) throw new NotFound('person');
    const next = {
      phone: change.phone ?? former.phone,
      room: change.room ?? former.room,
      site_id: change.siteId === undefined ? former.site_id : change.siteId,
    };
    const changed: string[] = fields.filter((field) => next[field] !== former[field]);
    if (changed.length > 0) {
      await transaction.updateTable('person').set(next).where('id', '=', personId).execute();
    }
    const units = await changeUnits(transaction, change, former.organisation_unit_id);
    if (units.before.join() !== units.after.join()) changed.push('other_units');
    if (changed.length === 0) return;
    const subject = `person:${String(personId)}`;
    const before = { siteId: former.site_id, otherUnitIds: units.before };
    const after = { siteId: next.site_id, otherUnitIds: units.after, changed };
    await recordAudit(transaction, { actorId, act: 'update-profile', subject, before, after }, now);
  });
}

/** The row of the person is locked: two changes at once follow one another. */
async function changeUnits(db: Db, change: ProfileChange, mainUnitId: number | null) {
  const { personId, addUnitIds = [], removeUnitIds = [] } = change;
  const before = await unitIdsOf(db, personId);
  if (removeUnitIds.length > 0) {
    await db
      .deleteFrom('person_affectation')
      .where('person_id', '=', personId)
      .where('organisation_unit_id', '=', sql<number>`any(${[...removeUnitIds]})`)
      .execute();
  }
  // The affectation of the directory is not another one.
  const added = addUnitIds.filter((id) => id !== mainUnitId);
  if (added.length > 0) {
    await db
      .insertInto('person_affectation')
      .values(added.map((id) => ({ person_id: personId, organisation_unit_id: id })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  return { before, after: await unitIdsOf(db, personId) };
}

async function unitIdsOf(db: Db, personId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('person_affectation')
    .select('organisation_unit_id')
    .where('person_id', '=', personId)
    .orderBy('organisation_unit_id')
    .execute();
  return rows.map((row) => row.organisation_unit_id);
}
