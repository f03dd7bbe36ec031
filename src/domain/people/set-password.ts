import { inTransaction } from '../../platform/db/database.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';
import { endSessionsOfPerson } from './end-sessions.ts';

/** A password as `hashPassword` made it: hashing is slow, and is done before the transaction. */
export type NewPassword = { actorId: number | null; personId: number; hash: string };

/** Gives a person a password for the local door, and ends the sessions opened with the former one. */
export async function setPassword(
  db: Db,
  { actorId, personId, hash }: NewPassword,
  now: Temporal.Instant,
): Promise<void> {
  await inTransaction(db, async (transaction) => {
    await transaction
      .insertInto('local_password')
      .values({ person_id: personId, hash, changed_at: now })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ hash, changed_at: now }))
      .execute();
    await endSessionsOfPerson(transaction, personId, now);
    const entry = { actorId, act: 'set-password', subject: `person:${String(personId)}` };
    await recordAudit(transaction, entry, now);
  });
}
