import { type Lang, NO_BREAK_SPACE } from './lang.ts';

/** How to write a date: French and Paris time unless said otherwise. */
export type DateStyle = { lang?: Lang; timeZone?: string };

/** Where the desk is: its clocks are those people read. */
export const deskTimeZone = 'Europe/Paris';

const MONTHS: Record<Lang, readonly string[]> = {
  fr: [
    'janvier',
    'février',
    'mars',
    'avril',
    'mai',
    'juin',
    'juillet',
    'août',
    'septembre',
    'octobre',
    'novembre',
    'décembre',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
};

/** Monday first, as `dayOfWeek` counts. */
const WEEKDAYS: Record<Lang, readonly string[]> = {
  fr: ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};

const two = (n: number) => String(n).padStart(2, '0');
const four = (n: number) => String(n).padStart(4, '0');

const dayMs = 86_400_000;
/** Clocks change on a quarter of an hour of UTC, everywhere since 1972: one offset holds for all of it. */
const quarterMs = 900_000;
const mostKnown = 10_000;

/** The first time it is asked, `read` tells; then it is known. */
function known<Value>(read: (key: number) => Value): (key: number) => Value {
  const values = new Map<number, Value>();
  return (key) => {
    const before = values.get(key);
    if (before !== undefined) return before;
    if (values.size >= mostKnown) values.clear();
    const value = read(key);
    values.set(key, value);
    return value;
  };
}

const dayAt = known((day) => new Temporal.PlainDate(1970, 1, 1).add({ days: day }));

/** How far ahead of UTC a zone is, in milliseconds, in a quarter of an hour counted from 1970. */
const offsetIn = (timeZone: string): ((quarter: number) => number) =>
  known((quarter) => {
    const instant = Temporal.Instant.fromEpochMilliseconds(quarter * quarterMs);
    return instant.toZonedDateTimeISO(timeZone).offsetNanoseconds / 1e6;
  });
const offsets = new Map<string, (quarter: number) => number>();

/** What the clock on the wall says: a list says hundreds of instants, and zones are slow to ask. */
function wallClock(
  instant: Temporal.Instant,
  { timeZone = deskTimeZone }: DateStyle,
): { day: Temporal.PlainDate; minute: number } {
  let offsetAt = offsets.get(timeZone);
  if (!offsetAt) {
    offsetAt = offsetIn(timeZone);
    offsets.set(timeZone, offsetAt);
  }
  const at = instant.epochMilliseconds;
  const local = at + offsetAt(Math.floor(at / quarterMs));
  const day = Math.floor(local / dayMs);
  return { day: dayAt(day), minute: Math.floor((local - day * dayMs) / 60_000) };
}

const dayOf = (when: Temporal.Instant | Temporal.PlainDate, style: DateStyle) =>
  when instanceof Temporal.PlainDate ? when : wallClock(when, style).day;

/** Writes a day as « 17/03/2020 » (day first in both languages). */
export function formatDate(
  when: Temporal.Instant | Temporal.PlainDate,
  style: DateStyle = {},
): string {
  const day = dayOf(when, style);
  return `${two(day.day)}/${two(day.month)}/${four(day.year)}`;
}

/** Writes the time of day as « 14:05 ». */
export function formatTime(instant: Temporal.Instant, style: DateStyle = {}): string {
  const { minute } = wallClock(instant, style);
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** Writes an instant as « 17/03/2020 à 14:05 ». */
export function formatDateTime(instant: Temporal.Instant, style: DateStyle = {}): string {
  const link = style.lang === 'en' ? 'at' : 'à';
  return `${formatDate(instant, style)} ${link} ${formatTime(instant, style)}`;
}

/** Writes a day in full, « 1er mai 2027 »: Intl would print « 1 mai », which is not French. */
export function formatLongDate(
  when: Temporal.Instant | Temporal.PlainDate,
  style: DateStyle = {},
): string {
  const day = dayOf(when, style);
  const lang = style.lang ?? 'fr';
  const number = lang === 'fr' && day.day === 1 ? '1er' : String(day.day);
  return `${number} ${MONTHS[lang][day.month - 1]} ${day.year}`;
}

/** Writes a day with nothing left out: « lundi 30 novembre 2026 ». */
export function formatFullDate(
  when: Temporal.Instant | Temporal.PlainDate,
  style: DateStyle = {},
): string {
  const day = dayOf(when, style);
  const weekday = WEEKDAYS[style.lang ?? 'fr'][day.dayOfWeek - 1];
  return `${weekday} ${formatLongDate(day, style)}`;
}

/** Writes an instant with nothing left out: « lundi 30 novembre 2026 à 14:30 ». */
export function formatFullDateTime(instant: Temporal.Instant, style: DateStyle = {}): string {
  const link = style.lang === 'en' ? 'at' : 'à';
  return `${formatFullDate(instant, style)} ${link} ${formatTime(instant, style)}`;
}

function roughly(seconds: number, lang: Lang): string {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days > 0) {
    const words = lang === 'fr' ? ['jour', 'jours'] : ['day', 'days'];
    return `${days}${NO_BREAK_SPACE}${words[days > 1 ? 1 : 0]}`;
  }
  return hours > 0 ? `${hours}${NO_BREAK_SPACE}h` : `${minutes}${NO_BREAK_SPACE}min`;
}

const WEEK_SECONDS = 7 * 24 * 3600;

/** Writes an instant as seen from now: « à l’instant », « il y a 3 h », « dans 2 jours », the date beyond a week. */
export function formatRelative(
  instant: Temporal.Instant,
  now: Temporal.Instant,
  style: DateStyle = {},
): string {
  const lang = style.lang ?? 'fr';
  const ahead = instant.epochMilliseconds > now.epochMilliseconds;
  const seconds = Math.abs(instant.epochMilliseconds - now.epochMilliseconds) / 1000;
  if (seconds < 60) return lang === 'fr' ? 'à l’instant' : 'just now';
  if (seconds >= WEEK_SECONDS) {
    return `${lang === 'fr' ? 'le' : 'on'} ${formatDate(instant, style)}`;
  }
  const rough = roughly(seconds, lang);
  if (lang === 'fr') return ahead ? `dans ${rough}` : `il y a ${rough}`;
  return ahead ? `in ${rough}` : `${rough} ago`;
}
