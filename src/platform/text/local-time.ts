import { deskTimeZone } from './dates.ts';
import { readDay } from './read-day.ts';

/** A day and a time of day as the fields of a form hold them: « 2026-11-23 », « 14:05 ». */
export type LocalTime = { day: string; time: string };

/** Writes an instant for the fields of a form, in the desk's own time. */
export function toLocalTime(instant: Temporal.Instant): LocalTime {
  const at = instant.toZonedDateTimeISO(deskTimeZone);
  const time = at.toPlainTime().round({ smallestUnit: 'minute', roundingMode: 'floor' });
  return { day: at.toPlainDate().toString(), time: time.toString().slice(0, 5) };
}

const clock = /^(\d{1,2})(?:\s*[:h]\s*(\d{2})?)?$/i;

/**
 * Reads a day, as the browser gives it or as on paper, and a time of day (« 14:05 », « 14h05 », « 14 h »); null when
 * there is no such day or time. A time that a change of clocks skips is read an hour later.
 */
export function readLocalTime({ day, time }: LocalTime): Temporal.Instant | null {
  const [, hour, minute = '00'] = clock.exec(time.trim()) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return null;
  const date = readDay(day);
  if (date === undefined) return null;
  const plainTime = { hour: Number(hour), minute: Number(minute) };
  return date.toZonedDateTime({ timeZone: deskTimeZone, plainTime }).toInstant();
}
