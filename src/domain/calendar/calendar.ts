import type { HolidayZone } from './holidays.ts';

/** Monday is 1, Sunday is 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Hours of a day as the clock on the wall tells them; the end is excluded and may be 24:00. */
export type Hours = { opens: string; closes: string };

/** Open hours of a weekday. */
export type WeeklyHours = Hours & { weekday: Weekday };

/** Weekly hours that replace the former ones from a date on. */
export type HoursChange = { from: string; weekly: readonly WeeklyHours[] };

/** Days when the desk does not work (bridge, August), first and last included, as 2026-12-24. */
export type Closure = {
  label: string;
  from: string;
  to: string;
  /** Closed at these hours only, each of these days. None: whole days. */
  hours?: readonly Hours[];
};

/** Exceptional open hours on a date: they add to its usual hours and win over a holiday or a closure. */
export type Opening = Hours & { label: string; date: string };

/**
 * When a team works. Plain data that goes to JSON and back as it is; never change one in place, make
 * another: what it means on the time line is computed once per object.
 */
export type Calendar = {
  /** IANA name, Europe/Paris. */
  readonly timeZone: string;
  readonly weekly: readonly WeeklyHours[];
  /** What the weekly hours became, in order of date. */
  readonly changes: readonly HoursChange[];
  /** Null: works on public holidays. */
  readonly holidayZone: HolidayZone | null;
  /** The Monday of Pentecost is a working day, elsewhere a holiday. */
  readonly pentecostWorked: boolean;
  readonly closures: readonly Closure[];
  readonly openings: readonly Opening[];
};

const WORKING_WEEK: readonly Weekday[] = [1, 2, 3, 4, 5];

/** The hours a desk begins with: Monday to Friday, 8 to 12 and 13 to 18, Paris. */
export const defaultCalendar: Calendar = {
  timeZone: 'Europe/Paris',
  weekly: WORKING_WEEK.flatMap((weekday) => [
    { weekday, opens: '08:00', closes: '12:00' },
    { weekday, opens: '13:00', closes: '18:00' },
  ]),
  changes: [],
  holidayZone: 'metropole',
  pentecostWorked: false,
  closures: [],
  openings: [],
};
