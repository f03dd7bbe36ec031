import type { Calendar, Hours } from './calendar.ts';
import { type DayReason, localDays, weeksOf } from './local-days.ts';
import { dateOf, dayNumber } from './spans.ts';

/** One day of a year as its page shows it: when the team works, and why so. */
export type YearDay = {
  readonly date: Temporal.PlainDate;
  /** By the clock on the wall, in order; empty: closed. */
  readonly hours: readonly Hours[];
  readonly reason: DayReason;
};

const clockTime = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Lists every day of a year: its open hours, and why it is open or closed. */
export function yearView(calendar: Calendar, year: number): YearDay[] {
  const localDay = localDays(calendar, weeksOf(calendar));
  const first = dayNumber(new Temporal.PlainDate(year, 1, 1));
  const next = dayNumber(new Temporal.PlainDate(year + 1, 1, 1));
  return Array.from({ length: next - first }, (_, index) => {
    const { hours, reason } = localDay(first + index);
    return {
      date: dateOf(first + index),
      hours: hours.map(([opens, closes]) => ({
        opens: clockTime(opens),
        closes: clockTime(closes),
      })),
      reason,
    };
  });
}
