import type { CalendarPlace } from '../src/domain/calendar/add-calendar.ts';
import {
  type Calendar,
  defaultCalendar,
  type Hours,
  type Weekday,
} from '../src/domain/calendar/calendar.ts';
import type { ClosurePeriod } from '../src/domain/calendar/compile-calendar.ts';
import type { TeamCode } from './teams-data.ts';

/** A calendar of the demonstration. */
export type CalendarSeed = CalendarPlace & {
  /** The hours of each weekday, Monday first. */
  week: readonly (readonly Hours[])[];
  teams: readonly TeamCode[];
};

const morning: Hours = { opens: '08:00', closes: '12:00' };
const afternoon: Hours = { opens: '13:00', closes: '18:00' };
const allDay: Hours = { opens: '08:00', closes: '18:00' };
const usual = [morning, afternoon];
const place = {
  timeZone: 'Europe/Paris',
  holidayZone: 'metropole',
  pentecostWorked: false,
} as const;

/** The name of the calendar that everybody follows who has none of their own. */
export const defaultCalendarName = 'Académie';

/** The other calendars: somebody answers at lunch, comes on Saturday, or works eight hours of flight away. */
export const calendars: readonly CalendarSeed[] = [
  {
    name: 'Sans interruption à midi',
    ...place,
    week: [[allDay], [allDay], [allDay], [allDay], [allDay]],
    teams: [],
  },
  {
    name: 'Avec le samedi matin',
    ...place,
    week: [usual, usual, usual, usual, usual, [{ opens: '08:30', closes: '12:00' }]],
    teams: ['LOGISTIQUE'],
  },
  {
    name: 'Antenne de La Réunion',
    timeZone: 'Indian/Reunion',
    holidayZone: 'la-reunion',
    pentecostWorked: true,
    week: [usual, usual, usual, usual, [morning]],
    teams: [],
  },
];

/** The hours of a seed as calendars keep them. */
export const weeklyOf = ({ week }: CalendarSeed) =>
  week.flatMap((hours, day) => hours.map((one) => ({ weekday: (day + 1) as Weekday, ...one })));

/** The days when the desk is closed in the year of an instant, the one before and the next one. */
export function closuresAround(now: Temporal.Instant): ClosurePeriod[] {
  const { year } = now.toZonedDateTimeISO(place.timeZone);
  const closed = (label: string, from: string, to: string): ClosurePeriod => ({
    label,
    from,
    to,
    kind: 'closed',
    hours: [],
  });
  return [year - 1, year, year + 1].flatMap((one) => [
    closed('Fermeture d’été', `${String(one)}-08-03`, `${String(one)}-08-14`),
    closed('Fermeture de fin d’année', `${String(one)}-12-24`, `${String(one + 1)}-01-03`),
  ]);
}

/** The hours of everybody who has none of their own, as they are around an instant. */
export const usualCalendar = (at: Temporal.Instant): Calendar => ({
  ...defaultCalendar,
  closures: closuresAround(at),
});
