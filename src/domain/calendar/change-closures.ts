import { sql } from 'kysely';
import { jsonb } from '../../platform/db/database.ts';
import { NotFound } from '../../platform/errors.ts';
import type { Db } from '../tables.ts';
import { closureFault } from './calendar-faults.ts';
import { type CalendarOrder, changeCalendar } from './change-calendar.ts';
import type { ClosurePeriod } from './compile-calendar.ts';

/** The row that keeps a closure or an exceptional opening of a calendar. */
export const closureRow = (calendarId: number, closure: ClosurePeriod) => ({
  calendar_id: calendarId,
  label: closure.label.trim(),
  from_date: Temporal.PlainDate.from(closure.from),
  to_date: Temporal.PlainDate.from(closure.to),
  kind: closure.kind,
  hours: jsonb<unknown>(closure.hours),
});

/** Refuses what the form or the file should have told: days that cannot stand. */
export function assertStands(closures: readonly ClosurePeriod[]): void {
  if (closures.some((one) => closureFault(one) !== null)) {
    throw new RangeError('days that cannot stand');
  }
}

/** Adds closures and exceptional openings to a calendar; those it has already, from a file imported twice, are left as they are. */
export function addClosures(
  db: Db,
  { closures, ...order }: CalendarOrder & { closures: readonly ClosurePeriod[] },
  now: Temporal.Instant,
): Promise<void> {
  assertStands(closures);
  const write = async (tx: Db) => {
    for (const closure of closures) {
      const row = closureRow(order.id, closure);
      await sql`insert into calendar_closure (calendar_id, label, from_date, to_date, kind, hours)
        select ${row.calendar_id}, ${row.label}, ${row.from_date}, ${row.to_date}, ${row.kind}, ${row.hours}
        where not exists (select 1 from calendar_closure same where same.calendar_id = ${row.calendar_id}
          and (label, from_date, to_date, kind, hours)
            = (${row.label}, ${row.from_date}::date, ${row.to_date}::date, ${row.kind}, ${row.hours}))`.execute(
        tx,
      );
    }
  };
  return changeCalendar(db, { order, act: 'add-closures', write }, now);
}

/** Changes a closure or an exceptional opening. */
export function editClosure(
  db: Db,
  { closureId, closure, ...order }: CalendarOrder & { closureId: number; closure: ClosurePeriod },
  now: Temporal.Instant,
): Promise<void> {
  assertStands([closure]);
  const write = async (tx: Db) => {
    const { numUpdatedRows } = await tx
      .updateTable('calendar_closure')
      .set(closureRow(order.id, closure))
      .where('id', '=', closureId)
      .where('calendar_id', '=', order.id)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw new NotFound(`closure ${String(closureId)}`);
  };
  return changeCalendar(db, { order, act: 'edit-closure', write }, now);
}

/** Takes a closure or an exceptional opening away; removed twice, it is gone once. */
export function removeClosure(
  db: Db,
  { closureId, ...order }: CalendarOrder & { closureId: number },
  now: Temporal.Instant,
): Promise<void> {
  const write = async (tx: Db) => {
    await tx
      .deleteFrom('calendar_closure')
      .where('id', '=', closureId)
      .where('calendar_id', '=', order.id)
      .execute();
  };
  return changeCalendar(db, { order, act: 'remove-closure', write }, now);
}
