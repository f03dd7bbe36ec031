import { inTransaction } from '../../platform/db/database.ts';
import type { Db } from '../tables.ts';
import type { CalendarPlace } from './add-calendar.ts';
import { isTimeZone } from './calendar-faults.ts';
import { type CalendarOrder, changeCalendar } from './change-calendar.ts';

/** Changes what a calendar is called, where it is, and its public holidays; false when another has its name. */
export function describeCalendar(
  db: Db,
  { name, timeZone, holidayZone, pentecostWorked, ...order }: CalendarOrder & CalendarPlace,
  now: Temporal.Instant,
): Promise<boolean> {
  if (!isTimeZone(timeZone)) throw new RangeError(`no time zone: ${timeZone}`);
  const columns = {
    name,
    time_zone: timeZone,
    holiday_zone: holidayZone,
    pentecost_worked: pentecostWorked,
  };
  return inTransaction(db, async (tx) => {
    const other = await tx
      .selectFrom('calendar')
      .select('id')
      .where('name', '=', name)
      .where('id', '<>', order.id)
      .executeTakeFirst();
    if (other) return false;
    const write = async (inner: Db) => {
      await inner.updateTable('calendar').set(columns).where('id', '=', order.id).execute();
    };
    await changeCalendar(tx, { order, act: 'describe-calendar', write }, now);
    return true;
  });
}

/** Makes a calendar that of the teams that have none of their own. */
export function makeDefaultCalendar(
  db: Db,
  order: CalendarOrder,
  now: Temporal.Instant,
): Promise<void> {
  const write = async (tx: Db) => {
    // The former one first: there is never a moment with two.
    await endFormerDefault(tx, order, now);
    await setDefault(tx, order.id, true);
  };
  return changeCalendar(db, { order, act: 'make-default-calendar', write }, now);
}

/** The former default calendar has its own line in the log: its history says when it stopped being so. */
async function endFormerDefault(
  tx: Db,
  { actorId, id }: CalendarOrder,
  now: Temporal.Instant,
): Promise<void> {
  const former = await tx
    .selectFrom('calendar')
    .select(['id', 'version'])
    .where('is_default', '=', true)
    .where('id', '<>', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (former === undefined) return;
  const order = { actorId, id: former.id, seenVersion: former.version };
  const write = (inner: Db) => setDefault(inner, former.id, false);
  await changeCalendar(tx, { order, act: 'end-default-calendar', write }, now);
}

async function setDefault(tx: Db, id: number, isDefault: boolean): Promise<void> {
  await tx.updateTable('calendar').set({ is_default: isDefault }).where('id', '=', id).execute();
}
