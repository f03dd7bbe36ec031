import type { Calendar } from './calendar.ts';
import { nextOpening, openIntervals } from './working-time.ts';

/** The day a team looks at: today until it has closed for good, then the next day on which it opens. */
export type WorkDay = {
  readonly day: Temporal.PlainDate;
  readonly isToday: boolean;
  /** When that day ends, by the clock of the team. */
  readonly ends: Temporal.Instant;
  /** When the doors close, while they are open. */
  readonly closesAt: Temporal.Instant | null;
  /** When they open next, while they are closed. */
  readonly opensAt: Temporal.Instant | null;
};

/** Finds the day a team looks at. Null: its calendar no longer opens. */
export function workDay(calendar: Calendar, now: Temporal.Instant): WorkDay | null {
  const opening = nextOpening(calendar, now);
  if (opening === null) return null;
  const { timeZone } = calendar;
  const dayOf = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(timeZone).toPlainDate();
  const day = dayOf(opening);
  const ends = day.add({ days: 1 }).toZonedDateTime(timeZone).toInstant();
  const isOpen = Temporal.Instant.compare(opening, now) <= 0;
  return {
    day,
    isToday: day.equals(dayOf(now)),
    ends,
    closesAt: isOpen ? (openIntervals(calendar, now, ends)[0]?.end ?? null) : null,
    opensAt: isOpen ? null : opening,
  };
}
