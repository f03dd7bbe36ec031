import { addWorkingDays, openIntervals } from '../src/domain/calendar/working-time.ts';
import { usualCalendar } from './calendars-data.ts';
import type { When } from './story.ts';

const timeZone = 'Europe/Paris';

/** The last open days before an instant, the nearest first. */
function openDaysBefore(now: Temporal.Instant, count: number): Temporal.PlainDate[] {
  const calendar = usualCalendar(now);
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const days: Temporal.PlainDate[] = [];
  for (let back = 1; days.length < count; back++) {
    const day = today.subtract({ days: back });
    const start = day.toZonedDateTime(timeZone).toInstant();
    const end = day.add({ days: 1 }).toZonedDateTime(timeZone).toInstant();
    if (openIntervals(calendar, start, end).length > 0) days.push(day);
  }
  return days;
}

/** Reads the instants of the stories, all told from one instant. */
export function timeline(
  now: Temporal.Instant,
  workingDays: number,
): {
  instantOf: (when: When) => Temporal.Instant;
  mornings: Temporal.Instant[];
} {
  const days = openDaysBefore(now, workingDays);
  const at = (day: number, time: string): Temporal.Instant => {
    const date = days[day - 1];
    if (!date) throw new RangeError(`The stories reach no further than ${workingDays} days.`);
    return date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).toInstant();
  };
  const instantOf = (when: When): Temporal.Instant => {
    const [, day, time] = /^J-(\d+) (\d\d:\d\d)$/.exec(when) ?? [];
    if (day !== undefined && time !== undefined) return at(Number(day), time);
    const minutes = /^(\d+) min$/.exec(when)?.[1];
    if (minutes === undefined) throw new Error(`« ${when} » is no instant of a story.`);
    return now.subtract({ minutes: Number(minutes) });
  };
  return { instantOf, mornings: days.map((_, index) => at(index + 1, '08:00')).reverse() };
}

/** The date so many working days after an instant. */
export function dateAfter(at: Temporal.Instant, workingDays: number): Temporal.PlainDate {
  const later = addWorkingDays(usualCalendar(at), at, workingDays);
  if (!later) throw new Error('The calendar never opens again.');
  return later.toZonedDateTimeISO(timeZone).toPlainDate();
}
