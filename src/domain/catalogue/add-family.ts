import { inTransaction } from '../../platform/db/database.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';
import type { Kind } from './catalogue.ts';

/** A family as an administrator describes it; no actor when the desk itself sets it up. */
export type NewFamily = {
  actorId: number | null;
  kind: Kind;
  slug: string;
  name: string;
  position: number;
};

/** Adds a family under « Assistance » or « Services »; it shows once it has a nature. Gives its id. */
export function addFamily(
  db: Db,
  { actorId, ...family }: NewFamily,
  now: Temporal.Instant,
): Promise<number> {
  return inTransaction(db, async (tx) => {
    const { id } = await tx
      .insertInto('family')
      .values(family)
      .returning('id')
      .executeTakeFirstOrThrow();
    const subject = `family:${id}`;
    await recordAudit(tx, { actorId, act: 'add-family', subject, after: family }, now);
    return id;
  });
}
