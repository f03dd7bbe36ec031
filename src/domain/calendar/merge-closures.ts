import type { Db } from '../tables.ts';
import { findCalendar } from './calendar-queries.ts';
import { type CalendarOrder, changeCalendar } from './change-calendar.ts';
import { assertStands, closureRow } from './change-closures.ts';
import type { ClosurePeriod } from './compile-calendar.ts';
import { planClosures } from './plan-closures.ts';

/** Puts the closures of a file in a calendar: new ones are added, those that moved replaced; twice is once. */
export function mergeClosures(
  db: Db,
  { closures, ...order }: CalendarOrder & { closures: readonly ClosurePeriod[] },
  now: Temporal.Instant,
): Promise<void> {
  assertStands(closures);
  const write = async (tx: Db) => {
    // The calendar is locked: what is compared is what will be there.
    const kept = (await findCalendar(tx, order.id))?.stored.closures ?? [];
    const { added, changed } = planClosures(kept, closures);
    const gone = changed.flatMap(({ before }) => before.map(({ id }) => id));
    await tx
      .deleteFrom('calendar_closure')
      .where('calendar_id', '=', order.id)
      .where('id', '=', (eb) => eb.fn.any(eb.val(gone)))
      .execute();
    const rows = [...added, ...changed.map(({ after }) => after)];
    if (rows.length === 0) return;
    await tx
      .insertInto('calendar_closure')
      .values(rows.map((closure) => closureRow(order.id, closure)))
      .execute();
  };
  return changeCalendar(db, { order, act: 'import-closures', write }, now);
}
