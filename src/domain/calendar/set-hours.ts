import { sql } from 'kysely';
import { jsonb } from '../../platform/db/database.ts';
import { Conflict } from '../../platform/errors.ts';
import type { Db } from '../tables.ts';
import type { WeeklyHours } from './calendar.ts';
import { isNear, weeklyFaults } from './calendar-faults.ts';
import { type CalendarOrder, changeCalendar } from './change-calendar.ts';

/** The first day whose hours may still be changed: what is past has been promised and counted. */
export const firstChangeableDay = (timeZone: string, now: Temporal.Instant): Temporal.PlainDate =>
  now.toZonedDateTimeISO(timeZone).toPlainDate();

/** Sets the weekly hours of a calendar from a day on, today at the earliest: the days before keep theirs. */
export function setHours(
  db: Db,
  {
    validFrom,
    weekly,
    ...order
  }: CalendarOrder & { validFrom: Temporal.PlainDate; weekly: readonly WeeklyHours[] },
  now: Temporal.Instant,
): Promise<void> {
  if (weeklyFaults(weekly).size > 0 || !isNear(validFrom)) {
    throw new RangeError('hours that cannot stand');
  }
  const write = async (tx: Db) => {
    await assertChangeable(tx, { id: order.id, validFrom }, now);
    const hours = { weekly: jsonb<unknown>(weekly) };
    await tx
      .insertInto('calendar_version')
      .values({ calendar_id: order.id, valid_from: validFrom, ...hours })
      .onConflict((one) => one.columns(['calendar_id', 'valid_from']).doUpdateSet(hours))
      .execute();
  };
  return changeCalendar(db, { order, act: 'set-hours', write }, now);
}

/** Gives up a change of hours that has not begun: those before go on. */
export function dropHours(
  db: Db,
  { validFrom, ...order }: CalendarOrder & { validFrom: Temporal.PlainDate },
  now: Temporal.Instant,
): Promise<void> {
  const write = async (tx: Db) => {
    await assertChangeable(tx, { id: order.id, validFrom }, now);
    await tx
      .deleteFrom('calendar_version')
      .where('calendar_id', '=', order.id)
      .where('valid_from', '=', validFrom)
      // A calendar always has hours.
      .where(
        sql<boolean>`exists (select 1 from calendar_version former
          where former.calendar_id = ${order.id} and former.valid_from < ${validFrom})`,
      )
      .execute();
  };
  return changeCalendar(db, { order, act: 'drop-hours', write }, now);
}

async function assertChangeable(
  tx: Db,
  { id, validFrom }: { id: number; validFrom: Temporal.PlainDate },
  now: Temporal.Instant,
): Promise<void> {
  const { time_zone: timeZone } = await tx
    .selectFrom('calendar')
    .select('time_zone')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const first = firstChangeableDay(timeZone, now);
  if (Temporal.PlainDate.compare(validFrom, first) < 0) throw new Conflict('hours of the past');
}
