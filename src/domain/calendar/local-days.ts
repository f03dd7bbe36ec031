import type { Calendar, Closure, WeeklyHours } from './calendar.ts';
import { type HolidayCode, holidaysOf } from './holidays.ts';
import {
  dateOf,
  dayNumber,
  grouped,
  hours,
  mergeSpans,
  type Span,
  weekdayOf,
  withoutSpans,
} from './spans.ts';

/** Why a local day has the hours it has. */
export type DayReason =
  | { code: 'usual' }
  /** The week has no hours that day. */
  | { code: 'day_off' }
  | { code: 'holiday'; holiday: HolidayCode }
  | { code: 'closure'; label: string }
  | { code: 'opening'; label: string };

const NONE: readonly Span[] = [];

function holidayFinder({ holidayZone, pentecostWorked }: Calendar) {
  const years = new Map<number, Map<number, HolidayCode>>();
  return (day: number): HolidayCode | undefined => {
    if (holidayZone === null) return undefined;
    const { year } = dateOf(day);
    let days = years.get(year);
    if (!days) {
      const holidays = holidaysOf(holidayZone, year).filter(
        ({ code }) => !(pentecostWorked && code === 'whit_monday'),
      );
      days = new Map(holidays.map(({ date, code }) => [dayNumber(date), code]));
      years.set(year, days);
    }
    return days.get(day);
  };
}

/** Weekly hours, from a day on. */
export type Week = {
  since: number;
  hours: ReadonlyMap<number, readonly Span[]>;
  usualMinutes: number;
};

/** The weekly hours one after the other, the ones in force at the beginning first. */
export function weeksOf(calendar: Calendar): [Week, ...Week[]] {
  const week = (since: number, weekly: readonly WeeklyHours[]): Week => {
    const hoursOf = grouped(weekly.map((entry) => [entry.weekday, hours(entry)]));
    return { since, hours: hoursOf, usualMinutes: usualMinutes(hoursOf) };
  };
  const later = calendar.changes
    .map(({ from, weekly }) => week(dayNumber(Temporal.PlainDate.from(from)), weekly))
    .sort((a, b) => a.since - b.since);
  return [week(Number.NEGATIVE_INFINITY, calendar.weekly), ...later];
}

/** The last day that weekly hours reach: none when they go on for ever, or never were. */
export function lastWeekDay(weeks: readonly Week[]): number {
  const last = weeks.findLastIndex(({ hours }) => hours.size > 0);
  if (last < 0) return Number.NEGATIVE_INFINITY;
  const next = weeks[last + 1];
  return next === undefined ? Number.POSITIVE_INFINITY : next.since - 1;
}

function usualMinutes(weekly: ReadonlyMap<number, readonly Span[]>): number {
  const lengths = [...weekly.values()].map((spans) =>
    spans.reduce((total, [start, end]) => total + end - start, 0),
  );
  const frequency = (length: number) => lengths.filter((other) => other === length).length;
  return lengths.toSorted((a, b) => frequency(b) - frequency(a) || b - a)[0] ?? 0;
}

/** What a local day is made of: its hours on the wall, and why they are these. */
export type LocalDay = { hours: readonly Span[]; reason: DayReason };

type Period = { from: number; to: number; closure: Closure; hours: readonly Span[] };

/** Tells, for any local day, when the desk is open and why; asked often, it is kept by who asks. */
export function localDays(calendar: Calendar, weeks: [Week, ...Week[]]): (day: number) => LocalDay {
  const dayIn = (date: string) => dayNumber(Temporal.PlainDate.from(date));
  const openings = grouped(calendar.openings.map((entry) => [dayIn(entry.date), hours(entry)]));
  const periods = calendar.closures.map(
    (closure): Period => ({
      from: dayIn(closure.from),
      to: dayIn(closure.to),
      closure,
      hours: (closure.hours ?? []).map(hours),
    }),
  );
  const holidayOn = holidayFinder(calendar);

  const usualDay = (day: number): LocalDay => {
    const covering = periods.filter(({ from, to }) => from <= day && day <= to);
    const whole = covering.find((period) => period.hours.length === 0);
    if (whole) return { hours: NONE, reason: { code: 'closure', label: whole.closure.label } };
    const holiday = holidayOn(day);
    if (holiday) return { hours: NONE, reason: { code: 'holiday', holiday } };
    const week = weeks.findLast(({ since }) => since <= day) ?? weeks[0];
    const usual = week.hours.get(weekdayOf(day));
    if (!usual) return { hours: NONE, reason: { code: 'day_off' } };
    const parts = covering.flatMap((period) => period.hours);
    const left = withoutSpans(usual, parts);
    const [closedFor] = left.length === 0 ? covering : [];
    const reason: DayReason = closedFor
      ? { code: 'closure', label: closedFor.closure.label }
      : { code: 'usual' };
    return { hours: left, reason };
  };

  return (day) => {
    const usual = usualDay(day);
    const extra = openings.get(day);
    if (!extra) return usual;
    const merged = mergeSpans([...usual.hours, ...extra]);
    if (usual.hours.length > 0) return { hours: merged, reason: usual.reason };
    const opening = calendar.openings.find(({ date }) => dayIn(date) === day);
    return { hours: merged, reason: { code: 'opening', label: opening?.label ?? '' } };
  };
}

/** Says whether two days are open or closed for the very same reason. */
export function isSameReason(one: DayReason, other: DayReason): boolean {
  if (one.code === 'holiday' && other.code === 'holiday') return one.holiday === other.holiday;
  if ('label' in one && 'label' in other)
    return one.code === other.code && one.label === other.label;
  return one.code === other.code;
}
