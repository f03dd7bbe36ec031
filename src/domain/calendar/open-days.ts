import type { Calendar } from './calendar.ts';
import { type DayReason, lastWeekDay, localDays, weeksOf } from './local-days.ts';
import { DAY_MINUTES, dateOf, dayNumber, mergeSpans, type Span } from './spans.ts';

const NONE: readonly Span[] = [];
const minuteOf = (at: Temporal.ZonedDateTime) => Math.floor(at.epochMilliseconds / 60_000);
const offsetOf = (at: Temporal.ZonedDateTime) => Math.round(at.offsetNanoseconds / 60e9);

/** A calendar laid on the time line: for each local day, the minutes since 1970 when the desk is open. */
export type OpenDays = {
  /** The local day an epoch minute belongs to. */
  dayOf: (minute: number) => number;
  /** The first minute of a local day. */
  startOf: (day: number) => number;
  /** The open stretches of a local day, in order, never touching each other. */
  spans: (day: number) => readonly Span[];
  /** The open minutes of all the days from one to another, end excluded; however far apart, they are added up once. */
  minutesBetween: (from: number, to: number) => number;
  /** Why the day is open or closed as it is. */
  reasonOf: (day: number) => DayReason;
  /** No day after this one is open; infinite for a calendar with weekly hours. */
  lastDay: number;
  /** Open minutes of the most frequent working day of the week (the longest when several are), as the hours stand on a day; 0 without weekly hours. */
  usualDayMinutes: (day: number) => number;
};

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

/** The sum of whole days, from any day to any other: what was added up so far is kept, on both sides of the first one asked. */
function sumsOf(minutesOf: (day: number) => number): OpenDays['minutesBetween'] {
  let origin: number | null = null;
  const [after, before] = [[0], [0]];
  const sumTo = (day: number): number => {
    origin ??= day;
    const sums = day >= origin ? after : before;
    for (let count = sums.length; count <= Math.abs(day - origin); count++) {
      const added = sums === after ? minutesOf(origin + count - 1) : -minutesOf(origin - count);
      sums.push((sums[count - 1] ?? 0) + added);
    }
    return sums[Math.abs(day - origin)] ?? 0;
  };
  return (from, to) => sumTo(to) - sumTo(from);
}

const lengthOf = ([opens, closes]: Span): number => closes - opens;

function layOut(calendar: Calendar): OpenDays {
  const { timeZone } = calendar;
  const weeks = weeksOf(calendar);
  const localDay = localDays(calendar, weeks);
  const known = new Map<number, readonly Span[]>();
  const starts = new Map<number, number>();
  const startOf = (day: number): number => {
    let start = starts.get(day);
    if (start === undefined) {
      start = minuteOf(dateOf(day).toZonedDateTime(timeZone));
      starts.set(day, start);
    }
    return start;
  };
  const spansOf = (day: number): readonly Span[] => {
    let spans = known.get(day);
    if (!spans) {
      const local = localDay(day).hours;
      spans = local.length > 0 ? onTimeLine(timeZone, day, local) : NONE;
      known.set(day, spans);
    }
    return spans;
  };
  const openingDays = calendar.openings.map(({ date }) => dayNumber(Temporal.PlainDate.from(date)));
  return {
    // From a guess, by days whose beginning is known: asked thousands of times, and zones are slow to ask.
    dayOf: (minute) => {
      let day = Math.floor(minute / DAY_MINUTES);
      while (minute < startOf(day)) day--;
      while (minute >= startOf(day + 1)) day++;
      return day;
    },
    startOf,
    spans: spansOf,
    minutesBetween: sumsOf((day) => spansOf(day).reduce((sum, span) => sum + lengthOf(span), 0)),
    reasonOf: (day) => localDay(day).reason,
    lastDay: Math.max(lastWeekDay(weeks), ...openingDays),
    usualDayMinutes: (day) =>
      (weeks.findLast(({ since }) => since <= day) ?? weeks[0]).usualMinutes,
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
