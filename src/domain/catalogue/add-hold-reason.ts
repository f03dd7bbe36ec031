import { inTransaction } from '../../platform/db/database.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';

/** A reason to wait as an administrator describes it; no actor when the desk itself sets it up. */
export type NewHoldReason = {
  actorId: number | null;
  code: string;
  /** What the requester reads: « Attente fournisseur ». */
  name: string;
  stopsClock: boolean;
  needsDate: boolean;
  position: number;
};

/** Adds a reason for which a ticket may wait. Gives its id. */
export function addHoldReason(
  db: Db,
  { actorId, ...reason }: NewHoldReason,
  now: Temporal.Instant,
): Promise<number> {
  return inTransaction(db, async (tx) => {
    const { id } = await tx
      .insertInto('hold_reason')
      .values({
        code: reason.code,
        name: reason.name,
        stops_clock: reason.stopsClock,
        needs_date: reason.needsDate,
        position: reason.position,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const subject = `hold_reason:${id}`;
    await recordAudit(tx, { actorId, act: 'add-hold-reason', subject, after: reason }, now);
    return id;
  });
}
