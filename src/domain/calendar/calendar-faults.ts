import { isBlank } from '../../platform/text/clean.ts';
import type { Hours, WeeklyHours } from './calendar.ts';
import type { ClosurePeriod } from './compile-calendar.ts';

/** What is wrong with hours: not hours of a day, the wrong way round, or over each other. */
export type HoursFault = 'not_a_time' | 'closes_before_opens' | 'overlap';

/** What is wrong with days that are not as usual. */
export type ClosureFault =
  | HoursFault
  | 'no_label'
  | 'label_too_long'
  | 'not_a_date'
  | 'ends_before_start'
  | 'too_long'
  | 'no_hours';

/** More days than any closure lasts: a typing mistake in the year. */
export const mostDays = 400;

/** The longest label of days that are not as usual: it is read in a line. */
export const longestLabel = 120;

/** The years in which hours may change and days be said to be closed or open: others are typing mistakes. */
export const isNear = ({ year }: Temporal.PlainDate) => year >= 2000 && year <= 2100;

const isTime = (time: string) => /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.test(time);

/** Finds what is wrong with the hours of one day; null when they can stand. Those that touch are no fault. */
export function hoursFault(hours: readonly Hours[]): HoursFault | null {
  if (!hours.every(({ opens, closes }) => isTime(opens) && isTime(closes))) return 'not_a_time';
  if (hours.some(({ opens, closes }) => opens >= closes)) return 'closes_before_opens';
  const ordered = hours.toSorted((a, b) => (a.opens < b.opens ? -1 : 1));
  const overlaps = ordered.some(({ opens }, index) => opens < (ordered[index - 1]?.closes ?? ''));
  return overlaps ? 'overlap' : null;
}

/** Finds what is wrong with weekly hours, by weekday; empty when they can stand. */
export function weeklyFaults(weekly: readonly WeeklyHours[]): Map<number, HoursFault> {
  const faults = new Map<number, HoursFault>();
  for (const weekday of new Set(weekly.map((entry) => entry.weekday))) {
    const fault = hoursFault(weekly.filter((entry) => entry.weekday === weekday));
    if (fault !== null) faults.set(weekday, fault);
  }
  return faults;
}

/** Reads a date as it is kept, 2026-12-24; null when it is none. */
export function readDate(text: string): Temporal.PlainDate | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    return null;
  }
}

function labelFault({ label }: ClosurePeriod): ClosureFault | null {
  if (isBlank(label)) return 'no_label';
  return label.trim().length > longestLabel ? 'label_too_long' : null;
}

function daysFault({ from, to }: ClosurePeriod): ClosureFault | null {
  const [first, last] = [readDate(from), readDate(to)];
  if (!first || !last || !isNear(first) || !isNear(last)) return 'not_a_date';
  const { days } = first.until(last, { largestUnit: 'days' });
  if (days < 0) return 'ends_before_start';
  return days > mostDays ? 'too_long' : null;
}

/** Finds all that is wrong with a closure or an opening: its label, its days, its hours. */
export function closureFaults(closure: ClosurePeriod): ClosureFault[] {
  const { kind, hours } = closure;
  const ofHours: ClosureFault | null =
    kind === 'open' && hours.length === 0 ? 'no_hours' : hoursFault(hours);
  return [labelFault(closure), daysFault(closure), ofHours].filter((fault) => fault !== null);
}

/** Finds the first thing that is wrong with a closure or an opening; null when it can stand. */
export const closureFault = (closure: ClosurePeriod): ClosureFault | null =>
  closureFaults(closure)[0] ?? null;

/** Says whether a place has this name in the database of time zones: Europe/Paris, Indian/Reunion. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Temporal.ZonedDateTime(0n, name).timeZoneId !== '';
  } catch {
    return false;
  }
}
