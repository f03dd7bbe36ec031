import { inTransaction } from '../../platform/db/database.ts';
import { Conflict, NotFound } from '../../platform/errors.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';
import { type CalendarDetails, findCalendar } from './calendar-queries.ts';

/** Who changes which calendar, having seen which version of it. */
export type CalendarOrder = { actorId: number | null; id: number; seenVersion: number };

/** What the log of administration keeps of a calendar. */
const audited = ({ name, isDefault, stored }: CalendarDetails) => ({ name, isDefault, ...stored });

/**
 * Changes a calendar: what is written becomes its next version, with how it was before and after in the audit log, and
 * the promises of live tickets are computed again. What somebody else changed since it was seen is a conflict; a change
 * that changes nothing is none.
 */
export function changeCalendar(
  db: Db,
  { order, act, write }: { order: CalendarOrder; act: string; write: (tx: Db) => Promise<void> },
  now: Temporal.Instant,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    // Locked first and read after: a second editor waits, then finds what the first wrote.
    await tx
      .selectFrom('calendar')
      .select('id')
      .where('id', '=', order.id)
      .forNoKeyUpdate()
      .execute();
    const before = await findCalendar(tx, order.id);
    if (before === undefined) throw new NotFound(`calendar ${String(order.id)}`);
    await write(tx);
    const after = (await findCalendar(tx, order.id)) ?? before;
    if (JSON.stringify(audited(before)) === JSON.stringify(audited(after))) return;
    if (before.version !== order.seenVersion) throw new Conflict('changed meanwhile', before);
    await tx
      .updateTable('calendar')
      .set({ version: before.version + 1 })
      .where('id', '=', order.id)
      .execute();
    const subject = `calendar:${String(order.id)}`;
    const entry = { actorId: order.actorId, act, subject };
    await recordAudit(tx, { ...entry, before: audited(before), after: audited(after) }, now);
    await enqueue(tx, 'recompute-due', {}, { jobKey: 'recompute-due' });
  });
}
