import { inTransaction } from '../../platform/db/database.ts';
import { NotFound } from '../../platform/errors.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';

/** Who is made an administrator, or is one no more, and by whom. */
export type AdministratorChange = {
  actorId: number | null;
  personId: number;
  isAdministrator: boolean;
};

/** Makes somebody an administrator, or ends it; already so writes nothing. */
export function setAdministrator(
  db: Db,
  { actorId, personId, isAdministrator }: AdministratorChange,
  now: Temporal.Instant,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const before = await tx
      .selectFrom('person')
      .select('is_administrator as isAdministrator')
      .where('id', '=', personId)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!before) throw new NotFound('person');
    if (before.isAdministrator === isAdministrator) return;
    await tx
      .updateTable('person')
      .set({ is_administrator: isAdministrator })
      .where('id', '=', personId)
      .execute();
    const entry = { actorId, act: 'set-administrator', subject: `person:${String(personId)}` };
    await recordAudit(tx, { ...entry, before, after: { isAdministrator } }, now);
  });
}

/** Says whether somebody else could administer the desk today. */
export async function hasOtherAdministrator(db: Db, personId: number): Promise<boolean> {
  const other = await db
    .selectFrom('person')
    .select('id')
    .where('is_administrator', '=', true)
    .where('status', '=', 'active')
    .where('id', '!=', personId)
    .limit(1)
    .executeTakeFirst();
  return other !== undefined;
}
