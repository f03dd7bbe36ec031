import { inTransaction } from '../../platform/db/database.ts';
import { NotFound } from '../../platform/errors.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';

type Status = 'active' | 'disabled';
/** Whose account is opened or shut, and by whom. */
export type StatusChange = { actorId: number | null; personId: number };

async function changeStatus(
  db: Db,
  { actorId, personId, status }: StatusChange & { status: Status },
  now: Temporal.Instant,
): Promise<void> {
  await inTransaction(db, async (transaction) => {
    const former = await transaction
      .selectFrom('person')
      .select('status')
      .where('id', '=', personId)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!former) throw new NotFound('person');
    await transaction.updateTable('person').set({ status }).where('id', '=', personId).execute();
    if (status !== 'active') {
      await transaction
        .updateTable('session')
        .set({ ended_at: now })
        .where('person_id', '=', personId)
        .where('ended_at', 'is', null)
        .execute();
    }
    const entry = { actorId, act: `person-${status}`, subject: `person:${String(personId)}` };
    await recordAudit(transaction, { ...entry, before: former, after: { status } }, now);
  });
}

/** Shuts a person's account, and ends their sessions at once; their tickets and words stay. */
export function disablePerson(db: Db, change: StatusChange, now: Temporal.Instant): Promise<void> {
  return changeStatus(db, { ...change, status: 'disabled' }, now);
}

/** Opens again the account of a person who was disabled or had left. */
export function enablePerson(db: Db, change: StatusChange, now: Temporal.Instant): Promise<void> {
  return changeStatus(db, { ...change, status: 'active' }, now);
}
