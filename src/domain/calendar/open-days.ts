import type { Calendar } from './calendar.ts';
import { type HolidayZone, holidaysOf } from './holidays.ts';

/**
 * A stretch of whole minutes, end excluded. Inside the calendar everything is an integer: minutes of a
 * local day, minutes since 1970 (UTC), or days since 1970 for local dates. Seconds are cut off.
 */
export type Span = readonly [start: number, end: number];

/** A calendar laid on the time line: for each local day, the minutes since 1970 when the desk is open. */
export type OpenDays = {
  /** The local day an epoch minute belongs to. */
  dayOf: (minute: number) => number;
  /** The open stretches of a local day, in order, never touching each other. */
  spans: (day: number) => readonly Span[];
  /** No day after this one is open; infinite for a calendar with weekly hours. */
  lastDay: number;
  /** Open minutes of the most frequent working day of the week (the longest when several are); 0 without weekly hours. */
  usualDayMinutes: number;
};

const DAY_MINUTES = 1440;
const NONE: readonly Span[] = [];
const EPOCH_DAY = new Temporal.PlainDate(1970, 1, 1);

const dayNumber = (date: Temporal.PlainDate) => EPOCH_DAY.until(date, { largestUnit: 'days' }).days;
const dateOf = (day: number) => EPOCH_DAY.add({ days: day });
const minuteOf = (at: Temporal.ZonedDateTime) => Math.floor(at.epochMilliseconds / 60_000);
const offsetOf = (at: Temporal.ZonedDateTime) => Math.round(at.offsetNanoseconds / 60e9);

function minuteOfDay(time: string): number {
  const [, hours, minutes] = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(time) ?? [];
  const minute = Number(hours) * 60 + Number(minutes);
  if (!(minute <= DAY_MINUTES)) throw new RangeError(`Not a time of day: ${time}`);
  return minute;
}

function hours({ opens, closes }: { opens: string; closes: string }): Span {
  const span: Span = [minuteOfDay(opens), minuteOfDay(closes)];
  if (span[0] >= span[1]) throw new RangeError(`Closes before it opens: ${opens}–${closes}`);
  return span;
}

/** Puts stretches in order and joins those that overlap or touch. */
export function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: [number, number][] = [];
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

/** Groups spans by a number (weekday or day). */
function grouped(entries: readonly (readonly [key: number, span: Span])[]): Map<number, Span[]> {
  const map = new Map<number, Span[]>();
  for (const [key, span] of entries) map.set(key, [...(map.get(key) ?? []), span]);
  for (const [key, spans] of map) map.set(key, mergeSpans(spans));
  return map;
}

function holidayTest(zone: HolidayZone | null): (day: number) => boolean {
  if (zone === null) return () => false;
  const years = new Map<number, Set<number>>();
  return (day) => {
    const { year } = dateOf(day);
    let days = years.get(year);
    if (!days) {
      days = new Set(holidaysOf(zone, year).map((holiday) => dayNumber(holiday.date)));
      years.set(year, days);
    }
    return days.has(day);
  };
}

/**
 * Turns open hours of a local day into epoch minutes. On the night the clocks change the day is cut where
 * its offset does, so that the desk is open exactly when the clock on the wall says so: hours that do not
 * exist count for nothing, hours that come twice count twice.
 */
function onTimeLine(timeZone: string, day: number, local: readonly Span[]): Span[] {
  const spans: Span[] = [];
  let from = dateOf(day).toZonedDateTime(timeZone);
  const next = dateOf(day + 1).toZonedDateTime(timeZone);
  const end = minuteOf(next);
  const steady = end - minuteOf(from) === DAY_MINUTES && offsetOf(from) === offsetOf(next);
  while (minuteOf(from) < end) {
    const start = minuteOf(from);
    const change = steady ? null : from.getTimeZoneTransition('next');
    const until = change ? Math.min(minuteOf(change), end) : end;
    const midnight = day * DAY_MINUTES - offsetOf(from);
    for (const [opens, closes] of local) {
      const span: Span = [Math.max(start, midnight + opens), Math.min(until, midnight + closes)];
      if (span[0] < span[1]) spans.push(span);
    }
    if (!change) break;
    from = change;
  }
  return mergeSpans(spans);
}

function usualDayMinutes(weekly: ReadonlyMap<number, readonly Span[]>): number {
  const lengths = [...weekly.values()].map((spans) =>
    spans.reduce((total, [start, end]) => total + end - start, 0),
  );
  const frequency = (length: number) => lengths.filter((other) => other === length).length;
  return lengths.toSorted((a, b) => frequency(b) - frequency(a) || b - a)[0] ?? 0;
}

function layOut(calendar: Calendar): OpenDays {
  const { timeZone } = calendar;
  const weekly = grouped(calendar.weekly.map((entry) => [entry.weekday, hours(entry)]));
  const day = (date: string) => dayNumber(Temporal.PlainDate.from(date));
  const openings = grouped(calendar.openings.map((entry) => [day(entry.date), hours(entry)]));
  const closures = calendar.closures.map(({ from, to }): Span => [day(from), day(to)]);
  const isHoliday = holidayTest(calendar.holidayZone);
  const known = new Map<number, readonly Span[]>();

  const localHours = (day: number): readonly Span[] => {
    const extra = openings.get(day) ?? NONE;
    // 1 January 1970 was a Thursday.
    const usual = weekly.get(((((day + 3) % 7) + 7) % 7) + 1);
    if (!usual || closures.some(([from, to]) => from <= day && day <= to) || isHoliday(day)) {
      return extra;
    }
    return extra.length > 0 ? mergeSpans([...usual, ...extra]) : usual;
  };

  return {
    dayOf: (minute) => {
      const at = Temporal.Instant.fromEpochMilliseconds(minute * 60_000);
      const local = minute + offsetOf(at.toZonedDateTimeISO(timeZone));
      return Math.floor(local / DAY_MINUTES);
    },
    spans: (day) => {
      let spans = known.get(day);
      if (!spans) {
        const local = localHours(day);
        spans = local.length > 0 ? onTimeLine(timeZone, day, local) : NONE;
        known.set(day, spans);
      }
      return spans;
    },
    lastDay: weekly.size > 0 ? Number.POSITIVE_INFINITY : Math.max(...openings.keys()),
    usualDayMinutes: usualDayMinutes(weekly),
  };
}

const laidOut = new WeakMap<Calendar, OpenDays>();

/** Lays a calendar on the time line, once per calendar object: a day's hours are asked thousands of times. */
export function openDays(calendar: Calendar): OpenDays {
  let days = laidOut.get(calendar);
  if (!days) {
    days = layOut(calendar);
    laidOut.set(calendar, days);
  }
  return days;
}
