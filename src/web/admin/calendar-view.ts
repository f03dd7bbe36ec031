import type { WeeklyHours } from '../../domain/calendar/calendar.ts';
import type { CalendarDetails } from '../../domain/calendar/calendar-queries.ts';
import { listCalendars } from '../../domain/calendar/calendar-queries.ts';
import type { ClosurePeriod } from '../../domain/calendar/compile-calendar.ts';
import type { Viewer } from '../../domain/people/person.ts';
import type { Db } from '../../domain/tables.ts';
import type { Team } from '../../domain/teams/team.ts';
import { keepsTeam } from '../../domain/teams/team-editing.ts';
import { listTeams } from '../../domain/teams/team-queries.ts';
import { type CalendarFields, noHolidays } from './calendar-fields.ts';
import { hoursOn, hoursText, weekdays } from './calendar-words.ts';

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

/** What the form of a closure holds before anybody types. */
export const closureFields = ({ label, from, to, kind, hours }: ClosurePeriod): CalendarFields => ({
  ...{ libelle: label, du: from, au: to, genre: kind, horaires: hoursText(hours) },
});

/** What the form of new days holds before anybody types; closed or open is not typed. */
export const newClosureFields: CalendarFields = { libelle: '', du: '', au: '', horaires: '' };

/** The hours of a week as their form asks for them: those in force on the day from which others would count. */
export function weekFields(calendar: CalendarDetails, today: Temporal.PlainDate): CalendarFields {
  const { weekly } = hoursInForce(calendar, today.add({ days: 1 }));
  return Object.fromEntries(weekdays.map((day) => [`jour${String(day)}`, hoursOn(weekly, day)]));
}

/** What the forms of a calendar hold before anybody types. */
export function calendarFields(
  calendar: CalendarDetails,
  today: Temporal.PlainDate,
): CalendarFields {
  const { name, stored } = calendar;
  return {
    ...{ nom: name, fuseau: stored.timeZone, zone: stored.holidayZone ?? noHolidays },
    pentecote: stored.pentecostWorked ? 'travaille' : 'ferie',
    ...{ depuis: today.add({ days: 1 }).toString(), ...weekFields(calendar, today) },
    ...{ ...newClosureFields, genre: 'closed', equipe: '' },
  };
}
