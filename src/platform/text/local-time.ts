import { deskTimeZone } from './dates.ts';

/** A day and a time of day as the fields of a form hold them: « 2026-11-23 », « 14:05 ». */
export type LocalTime = { day: string; time: string };

/** Writes an instant for the fields of a form, in the desk's own time. */
export function toLocalTime(instant: Temporal.Instant): LocalTime {
  const at = instant.toZonedDateTimeISO(deskTimeZone);
  const time = at.toPlainTime().round({ smallestUnit: 'minute', roundingMode: 'floor' });
  return { day: at.toPlainDate().toString(), time: time.toString().slice(0, 5) };
}

const onPaper = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/;
const clock = /^(\d{1,2})(?:\s*[:h]\s*(\d{2})?)?$/i;

function dayOf(text: string): string {
  const [, day = '', month = '', year = ''] = onPaper.exec(text) ?? [];
  return year === '' ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/**
 * Reads a day, as the browser gives it or as on paper, and a time of day (« 14:05 », « 14h05 », « 14 h »); null when
 * there is no such day or time. A time that a change of clocks skips is read an hour later.
 */
export function readLocalTime({ day, time }: LocalTime): Temporal.Instant | null {
  const [, hour, minute = '00'] = clock.exec(time.trim()) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return null;
  const date = dayOf(day.trim());
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  try {
    return Temporal.PlainDate.from(date)
      .toZonedDateTime({
        timeZone: deskTimeZone,
        plainTime: { hour: Number(hour), minute: Number(minute) },
      })
      .toInstant();
  } catch (error) {
    // The calendar has no such day.
    if (error instanceof RangeError) return null;
    throw error;
  }
}
