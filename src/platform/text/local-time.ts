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

/** A day and a time as they were written, whether or not the clocks show them. */
function writtenTime({ day, time }: LocalTime): Temporal.PlainDateTime | null {
  const [, hour, minute = '00'] = clock.exec(time.trim()) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return null;
  const date = readDay(day);
  return date?.toPlainDateTime({ hour: Number(hour), minute: Number(minute) }) ?? null;
}

/** Temporal reads an hour later what the clocks skip. */
function onTheClock(written: Temporal.PlainDateTime): Temporal.ZonedDateTime | null {
  const at = written.toZonedDateTime(deskTimeZone);
  return at.toPlainDateTime().equals(written) ? at : null;
}

/**
 * Reads a day, as the browser gives it or as on paper, and a time of day (« 14:05 », « 14h05 », « 14 h »); null when
 * there is no such day or time, or when a change of clocks skips it.
 */
export function readLocalTime(local: LocalTime): Temporal.Instant | null {
  const written = writtenTime(local);
  return written === null ? null : (onTheClock(written)?.toInstant() ?? null);
}

/** Says whether a time is one that the clocks of the desk skip, the night they go forward. */
export function isSkipped(local: LocalTime): boolean {
  const written = writtenTime(local);
  return written !== null && onTheClock(written) === null;
}
