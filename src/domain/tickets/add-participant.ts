import { inTransaction } from '../../platform/db/database.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';

/** Lets a person follow and complete a ticket beside its requester; added twice, they are there once. */
export function addParticipant(
  db: Db,
  { actorId, number, personId }: { actorId: number | null; number: number; personId: number },
  now: Temporal.Instant,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const added = await tx
      .insertInto('ticket_participant')
      .values({ ticket_number: number, person_id: personId, added_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .returning('person_id')
      .executeTakeFirst();
    if (added === undefined) return;
    // Not an act of the transition table: what is written down is the opening of access.
    const subject = `ticket:${String(number)}/person:${String(personId)}`;
    await recordAudit(tx, { actorId, act: 'add-participant', subject }, now);
  });
}
