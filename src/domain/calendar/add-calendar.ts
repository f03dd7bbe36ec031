import { inTransaction, jsonb } from '../../platform/db/database.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';
import type { WeeklyHours } from './calendar.ts';
import { isTimeZone, weeklyFaults } from './calendar-faults.ts';
import type { HolidayZone } from './holidays.ts';

/** What a calendar is called, where it is, and whether people work there on public holidays. */
export type CalendarPlace = {
  name: string;
  timeZone: string;
  holidayZone: HolidayZone | null;
  pentecostWorked: boolean;
};

/** A calendar as an administrator describes it; no actor when the desk itself does. */
export type NewCalendar = CalendarPlace & {
  actorId: number | null;
  weekly: readonly WeeklyHours[];
};

/** Adds a calendar that teams may follow, with its hours of every week. Gives its id; null when another has its name. */
export function addCalendar(
  db: Db,
  { actorId, weekly, ...place }: NewCalendar,
  now: Temporal.Instant,
): Promise<number | null> {
  if (!isTimeZone(place.timeZone) || weeklyFaults(weekly).size > 0) {
    throw new RangeError('hours that cannot stand');
  }
  return inTransaction(db, async (tx) => {
    const added = await tx
      .insertInto('calendar')
      .values({
        name: place.name,
        time_zone: place.timeZone,
        holiday_zone: place.holidayZone,
        pentecost_worked: place.pentecostWorked,
      })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (added === undefined) return null;
    const validFrom = now.toZonedDateTimeISO(place.timeZone).toPlainDate();
    await tx
      .insertInto('calendar_version')
      .values({ calendar_id: added.id, valid_from: validFrom, weekly: jsonb<unknown>(weekly) })
      .execute();
    const subject = `calendar:${String(added.id)}`;
    const after = { ...place, weekly };
    await recordAudit(tx, { actorId, act: 'add-calendar', subject, after }, now);
    return added.id;
  });
}
