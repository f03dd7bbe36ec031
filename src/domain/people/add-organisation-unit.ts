import { inTransaction } from '../../platform/db/database.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';

/** A place of work in the sense of the organisation: a division, a service, a school. */
export type NewOrganisationUnit = { actorId: number | null; code: string; name: string };

/** Makes an organisation unit known and gives its id. */
export async function addOrganisationUnit(
  db: Db,
  unit: NewOrganisationUnit,
  now: Temporal.Instant,
): Promise<number> {
  const { actorId, code, name } = unit;
  return inTransaction(db, async (transaction) => {
    const { id } = await transaction
      .insertInto('organisation_unit')
      .values({ code, name })
      .returning('id')
      .executeTakeFirstOrThrow();
    const subject = `organisation-unit:${String(id)}`;
    const entry = { actorId, act: 'add-organisation-unit', subject, after: { code, name } };
    await recordAudit(transaction, entry, now);
    return id;
  });
}
