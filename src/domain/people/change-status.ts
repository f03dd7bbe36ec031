import { inTransaction } from '../../platform/db/database.ts';
import { NotFound } from '../../platform/errors.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';
import { endSessionsOfPerson } from './end-sessions.ts';
import type { Person } from './person.ts';

/** Whose account is opened or shut, and by whom; no actor when the directory or the desk itself does. */
export type StatusChange = { actorId: number | null; personId: number };

/**
 * Opens or shuts an account, and ends the sessions of one that is shut. Whoever shuts it for good calls
 * `closeAccount`, which also gives their tickets back: tickets stand above people. The row of the person stays locked
 * until the end of the transaction. Says whether that changed anything.
 */
export function changeStatus(
  db: Db,
  { actorId, personId, status }: StatusChange & { status: Person['status'] },
  now: Temporal.Instant,
): Promise<boolean> {
  return inTransaction(db, async (transaction) => {
    const former = await transaction
      .selectFrom('person')
      .select('status')
      .where('id', '=', personId)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!former) throw new NotFound('person');
    if (former.status === status) return false;
    await transaction.updateTable('person').set({ status }).where('id', '=', personId).execute();
    if (status !== 'active') await endSessionsOfPerson(transaction, personId, now);
    const entry = { actorId, act: `person-${status}`, subject: `person:${String(personId)}` };
    await recordAudit(transaction, { ...entry, before: former, after: { status } }, now);
    return true;
  });
}

/** Opens again the account of a person who was disabled or had left. */
export async function enablePerson(
  db: Db,
  change: StatusChange,
  now: Temporal.Instant,
): Promise<void> {
  await changeStatus(db, { ...change, status: 'active' }, now);
}
