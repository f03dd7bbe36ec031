import { addCalendar } from '../src/domain/calendar/add-calendar.ts';
import { listCalendars } from '../src/domain/calendar/calendar-queries.ts';
import { addClosures } from '../src/domain/calendar/change-closures.ts';
import { describeCalendar } from '../src/domain/calendar/describe-calendar.ts';
import type { Db } from '../src/domain/tables.ts';
import { setTeamCalendar } from '../src/domain/teams/set-team-calendar.ts';
import { calendars, closuresAround, defaultCalendarName, weeklyOf } from './calendars-data.ts';
import { idOf } from './id-of.ts';
import type { Places } from './plant-people.ts';

/** Plants the calendars, who follows them, and the days when everybody is closed. */
export async function plantCalendars(db: Db, places: Places, now: Temporal.Instant): Promise<void> {
  const actorId = null;
  const [usual] = await listCalendars(db);
  if (usual === undefined) throw new Error('The desk has no default calendar.');
  const { id, version, stored } = usual;
  const { timeZone, holidayZone, pentecostWorked } = stored;
  const order = { actorId, id, seenVersion: version };
  const described = { name: defaultCalendarName, timeZone, holidayZone, pentecostWorked };
  await describeCalendar(db, { ...order, ...described }, now);
  for (const { teams, week, ...seed } of calendars) {
    const weekly = weeklyOf({ ...seed, teams, week });
    const calendarId = await addCalendar(db, { actorId, ...seed, weekly }, now);
    for (const code of teams) {
      const teamId = idOf(places.teams, code);
      await setTeamCalendar(db, { actorId, teamId, calendarId, seen: null }, now);
    }
  }
  for (const { id, version } of await listCalendars(db)) {
    const closures = closuresAround(now);
    await addClosures(db, { actorId, id, seenVersion: version, closures }, now);
  }
}
