import type { WeeklyHours } from '../../domain/calendar/calendar.ts';
import type { CalendarDetails } from '../../domain/calendar/calendar-queries.ts';
import { listCalendars } from '../../domain/calendar/calendar-queries.ts';
import type { Viewer } from '../../domain/people/person.ts';
import type { Db } from '../../domain/tables.ts';
import type { Team } from '../../domain/teams/team.ts';
import { keepsTeam } from '../../domain/teams/team-editing.ts';
import { listTeams } from '../../domain/teams/team-queries.ts';
import { type CalendarFields, noHolidays } from './calendar-fields.ts';
import { hoursOn, weekdays } from './calendar-words.ts';

/** A calendar and every team that follows it, by choice or by default. */
export type KeptCalendar = CalendarDetails & { teams: readonly Team[] };

/** Which calendar a team chose; null: that of the desk. */
export type TeamChoice = { team: Team; calendar: CalendarDetails | null };

/** The calendars a person may read, and what each team chose. */
export type CalendarDesk = {
  calendars: readonly KeptCalendar[];
  choices: readonly TeamChoice[];
};

/** Reads the calendars: all of them for administrators, those of their teams for leads. */
export async function readCalendarDesk(db: Db, viewer: Viewer): Promise<CalendarDesk> {
  const all = await listCalendars(db);
  const choices = (await listTeams(db)).map((team) => ({
    team,
    calendar: all.find(({ teamIds }) => teamIds.includes(team.id)) ?? null,
  }));
  const followed = all.map((calendar) => ({
    ...calendar,
    teams: choices
      .filter((one) => (one.calendar ? one.calendar.id === calendar.id : calendar.isDefault))
      .map(({ team }) => team),
  }));
  const mayRead = ({ teams }: KeptCalendar) =>
    viewer.isAdministrator || teams.some(({ id }) => keepsTeam(viewer, id));
  return { calendars: followed.filter(mayRead), choices };
}

/** The weekly hours in force on a day: the first ones count for every day before them. */
export function hoursInForce(
  { stored: { versions } }: CalendarDetails,
  day: Temporal.PlainDate,
): { index: number; weekly: readonly WeeklyHours[] } {
  const begun = versions.findLastIndex(({ validFrom }) => validFrom <= day.toString());
  const index = Math.max(begun, 0);
  return { index, weekly: versions[index]?.weekly ?? [] };
}

/** What the forms of a calendar hold before anybody types. */
export function calendarFields(
  { name, stored }: CalendarDetails,
  today: Temporal.PlainDate,
): CalendarFields {
  const weekly = stored.versions.at(-1)?.weekly ?? [];
  const days = weekdays.map((day) => [`jour${String(day)}`, hoursOn(weekly, day)] as const);
  return {
    ...{ nom: name, fuseau: stored.timeZone, zone: stored.holidayZone ?? noHolidays },
    pentecote: stored.pentecostWorked ? 'travaille' : 'ferie',
    ...{ depuis: today.add({ days: 1 }).toString(), ...Object.fromEntries(days) },
    ...{ libelle: '', du: '', au: '', genre: 'closed', horaires: '', equipe: '' },
  };
}
