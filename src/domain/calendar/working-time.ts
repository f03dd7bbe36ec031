import type { Calendar } from './calendar.ts';
import { openDays } from './open-days.ts';
import { mergeSpans, type Span } from './spans.ts';

/** A stretch when the desk is open, end excluded. */
export type OpenInterval = { start: Temporal.Instant; end: Temporal.Instant };

// What is not reached in a century never is: it bounds the search in a calendar with everything closed.
const HORIZON_DAYS = 36_525;

// The desk counts whole minutes: an instant stands for the minute it falls in, so that sums are exact.
const minuteOf = (instant: Temporal.Instant) => Math.floor(instant.epochMilliseconds / 60_000);
const instantOf = (minute: number) => Temporal.Instant.fromEpochMilliseconds(minute * 60_000);

function checkCount(count: number): void {
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new RangeError(`Not a whole, positive number: ${count}`);
  }
}

/** Lists when the desk is open between two instants, in order; a night without closing is one interval. */
export function openIntervals(
  calendar: Calendar,
  from: Temporal.Instant,
  to: Temporal.Instant,
): OpenInterval[] {
  const days = openDays(calendar);
  const [first, end] = [minuteOf(from), minuteOf(to)];
  const spans: Span[] = [];
  const lastDay = Math.min(days.dayOf(end), days.lastDay);
  for (let day = days.dayOf(first); day <= lastDay; day++) {
    for (const span of days.spans(day)) {
      const [opens, closes] = [Math.max(first, span[0]), Math.min(end, span[1])];
      if (opens < closes) spans.push([opens, closes]);
    }
  }
  return mergeSpans(spans).map(([start, end]) => ({
    start: instantOf(start),
    end: instantOf(end),
  }));
}

/** Counts the working minutes from one instant to another; negative when the second comes first. */
export function workingMinutesBetween(
  calendar: Calendar,
  from: Temporal.Instant,
  to: Temporal.Instant,
): number {
  const [start, end] = [minuteOf(from), minuteOf(to)];
  if (end < start) return 0 - workingMinutesBetween(calendar, to, from);
  const days = openDays(calendar);
  const [first, last] = [days.dayOf(start), days.dayOf(end)];
  // A day counts whole, then what was before the start and what is after the end are taken off.
  const beyond = Math.min(last, days.lastDay) + 1;
  if (beyond <= first) return 0;
  const whole = days.minutesBetween(first, beyond);
  return (
    whole -
    openWithin(days.spans(first), -Infinity, start) -
    openWithin(days.spans(last), end, Infinity)
  );
}

/** The open minutes of a day from one minute to another. */
function openWithin(spans: readonly Span[], from: number, to: number): number {
  return spans.reduce(
    (sum, [opens, closes]) => sum + Math.max(0, Math.min(to, closes) - Math.max(from, opens)),
    0,
  );
}

/**
 * Finds the first instant by which this many minutes have been worked since the start: Friday at closing
 * rather than Monday at opening. The start itself for 0; null (never) when the calendar no longer opens.
 */
export function addWorkingTime(
  calendar: Calendar,
  start: Temporal.Instant,
  minutes: number,
): Temporal.Instant | null {
  checkCount(minutes);
  const from = minuteOf(start);
  if (minutes === 0) return instantOf(from);
  const days = openDays(calendar);
  const first = days.dayOf(from);
  const lastDay = Math.min(first + HORIZON_DAYS, days.lastDay);
  let left = minutes;
  for (let day = first; day <= lastDay; day++) {
    for (const [opens, closes] of days.spans(day)) {
      const begins = Math.max(from, opens);
      if (begins + left <= closes) return instantOf(begins + left);
      left -= Math.max(0, closes - begins);
    }
  }
  return null;
}

/**
 * Finds the same time of day, this many days later, counting only days when the desk opens (the day of the
 * instant itself is not counted). Null (never) when the calendar no longer opens.
 */
export function addWorkingDays(
  calendar: Calendar,
  instant: Temporal.Instant,
  count: number,
): Temporal.Instant | null {
  checkCount(count);
  if (count === 0) return instant;
  const days = openDays(calendar);
  const local = instant.toZonedDateTimeISO(calendar.timeZone);
  const first = days.dayOf(minuteOf(instant));
  const lastDay = Math.min(first + HORIZON_DAYS, days.lastDay);
  let left = count;
  for (let day = first + 1; day <= lastDay; day++) {
    if (days.spans(day).length === 0) continue;
    left--;
    // A time that does not exist that night becomes the one an hour later, as people read it.
    if (left === 0) return local.add({ days: day - first }).toInstant();
  }
  return null;
}

/**
 * Tells how many minutes the desk is open on its usual working day, 540 for 8–12 and 13–18, as its hours stand at an
 * instant; 0 without weekly hours.
 */
export function usualDayMinutes(calendar: Calendar, at: Temporal.Instant): number {
  const days = openDays(calendar);
  return days.usualDayMinutes(days.dayOf(minuteOf(at)));
}

/** The first instant, from this one on, when the desk is open. Null (never) when it no longer opens. */
export function nextOpening(calendar: Calendar, from: Temporal.Instant): Temporal.Instant | null {
  const days = openDays(calendar);
  const start = minuteOf(from);
  const first = days.dayOf(start);
  const lastDay = Math.min(first + HORIZON_DAYS, days.lastDay);
  for (let day = first; day <= lastDay; day++) {
    for (const [opens, closes] of days.spans(day)) {
      if (closes > start) return opens > start ? instantOf(opens) : from;
    }
  }
  return null;
}

/** Finds the last instant from which so many minutes are still worked before another: « two working hours before ». */
export function subtractWorkingTime(
  calendar: Calendar,
  end: Temporal.Instant,
  minutes: number,
): Temporal.Instant | null {
  checkCount(minutes);
  const to = minuteOf(end);
  if (minutes === 0) return instantOf(to);
  const days = openDays(calendar);
  const last = days.dayOf(to);
  let left = minutes;
  for (let day = last; day >= last - HORIZON_DAYS; day--) {
    for (const [opens, closes] of days.spans(day).toReversed()) {
      const ends = Math.min(to, closes);
      if (ends - left >= opens) return instantOf(ends - left);
      left -= Math.max(0, ends - opens);
    }
  }
  return null;
}
