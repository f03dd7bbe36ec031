import type { Hours, Weekday, WeeklyHours } from '../../domain/calendar/calendar.ts';
import type { ClosurePeriod } from '../../domain/calendar/compile-calendar.ts';
import { formatDate } from '../../platform/text/dates.ts';
import type { T } from '../../ui/texts.ts';

/** The days of a week, as a form asks for them. */
export const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** « 08:00–12:00, 13:00–18:00 », as it is read and as it is typed; nothing when closed. */
export const hoursText = (hours: readonly Hours[]): string =>
  hours.map(({ opens, closes }) => `${opens}–${closes}`).join(', ');

/** The hours of a weekday, in order. */
export function hoursOn(weekly: readonly WeeklyHours[], weekday: Weekday): string {
  const hours = weekly.filter((entry) => entry.weekday === weekday);
  return hoursText(hours.toSorted((a, b) => (a.opens < b.opens ? -1 : 1)));
}

/** « Lundi – Jeudi : 08:00–12:00 », one line for days that follow each other with the same hours; closed days are left out. */
export function weekLines(weekly: readonly WeeklyHours[], t: T): string[] {
  const runs: { from: Weekday; to: Weekday; hours: string }[] = [];
  for (const weekday of weekdays) {
    const hours = hoursOn(weekly, weekday);
    const last = runs.at(-1);
    if (last?.hours === hours) last.to = weekday;
    else runs.push({ from: weekday, to: weekday, hours });
  }
  const open = runs.filter(({ hours }) => hours !== '');
  if (open.length === 0) return [t('calendar:hours.never')];
  return open.map(({ from, to, hours }) => {
    const days = [...new Set([from, to])].map((day) => t(`calendar:weekday.${day}`));
    return t('calendar:hours.line', { days: days.join('–'), hours });
  });
}

/** « 24/12/2026 », « du 24/12/2026 au 02/01/2027 ». */
export function daysText({ from, to }: Pick<ClosurePeriod, 'from' | 'to'>, t: T): string {
  const [first, last] = [from, to].map((day) => formatDate(Temporal.PlainDate.from(day)));
  if (first === last) return first ?? '';
  return t('calendar:closures.range', { from: first ?? '', to: last ?? '' });
}

/** One set of hours of a calendar, as the log of administration tells it. */
export function versionWords(value: unknown, t: T): string {
  const { validFrom, weekly } = value as { validFrom: string; weekly: WeeklyHours[] };
  const from = formatDate(Temporal.PlainDate.from(validFrom));
  return `${t('calendar:hours.since')} ${from}\n${weekLines(weekly, t).join('\n')}`;
}

/** Days that are not as usual, as the log of administration tells them. */
export function closureWords(value: unknown, t: T): string {
  const closure = value as ClosurePeriod;
  const kind = t(`calendar:closures.${closure.kind}`);
  return [closure.label, daysText(closure, t), kind, hoursText(closure.hours)]
    .filter((part) => part !== '')
    .join(', ');
}
