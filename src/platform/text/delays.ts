import { type Lang, NO_BREAK_SPACE } from './lang.ts';
import { type Forms, formatCount, plural } from './numbers.ts';

/** Time left or overrun, in the largest parts: working days, then hours and minutes of open time. */
export type DelayParts = {
  kind: 'left' | 'late' | 'paused' | 'none';
  days: number;
  hours: number;
  minutes: number;
};

const DAYS: Record<Lang, Forms> = {
  fr: { one: 'jour ouvré', other: 'jours ouvrés' },
  en: { one: 'working day', other: 'working days' },
};

function largestPart({ days, hours, minutes }: DelayParts, lang: Lang): string | null {
  if (days > 0) return formatCount(days, DAYS[lang], lang).replace(' ', NO_BREAK_SPACE);
  if (hours > 0) return `${hours}${NO_BREAK_SPACE}h`;
  return minutes > 0 ? `${minutes}${NO_BREAK_SPACE}min` : null;
}

/**
 * Writes a working time in its two largest parts: « 2 jours ouvrés », « 1 jour ouvré et 3 h », « 45 min ». A line may
 * end before « et » only.
 */
export function formatDuration(duration: Omit<DelayParts, 'kind'>, lang: Lang = 'fr'): string {
  const { days, hours, minutes } = duration;
  if (days === 0) return formatWorkingMinutes(hours * 60 + minutes);
  const words = `${days}${NO_BREAK_SPACE}${plural(days, DAYS[lang], lang).replace(' ', NO_BREAK_SPACE)}`;
  if (hours + minutes === 0) return words;
  const and = lang === 'fr' ? 'et' : 'and';
  return `${words} ${and}${NO_BREAK_SPACE}${formatWorkingMinutes(hours * 60 + minutes)}`;
}

/** Writes a délai: « 2 jours ouvrés », « 45 min », « en retard de 3 h », « suspendu », « sans échéance ». */
export function formatDelay(delay: DelayParts, lang: Lang = 'fr'): string {
  const french = lang === 'fr';
  const part = largestPart(delay, lang);
  switch (delay.kind) {
    case 'none':
      return french ? 'sans échéance' : 'no due date';
    case 'paused':
      return french ? 'suspendu' : 'paused';
    case 'late':
      if (part === null) return french ? 'en retard' : 'late';
      return french ? `en retard de ${part}` : `late by ${part}`;
    case 'left':
      return part ?? (french ? 'moins d’une minute' : 'less than a minute');
  }
}

/** Writes minutes that were counted, to the minute: « 7 h 30 min », « 45 min », « 0 min », on one line. */
export function formatWorkingMinutes(total: number): string {
  const [hours, minutes] = [Math.floor(total / 60), total % 60];
  const parts = [
    ...(hours > 0 ? [`${hours}${NO_BREAK_SPACE}h`] : []),
    ...(minutes > 0 || hours === 0 ? [`${minutes}${NO_BREAK_SPACE}min`] : []),
  ];
  return parts.join(NO_BREAK_SPACE);
}

const UNITS = [
  ['j', 'jour', 'jours', 'd', 'day', 'days'],
  ['h', 'heure', 'heures', 'hour', 'hours'],
  ['min', 'mn', 'minute', 'minutes'],
] as const;
/** Words that say nothing more: « 2 jours ouvrés et 4 h » is « 2 j 4 h ». */
const FILLERS = new Set(['ouvré', 'ouvrés', 'ouvrée', 'ouvrées', 'working', 'et', 'and']);
const PART = /^\s*(\d{1,6}(?:[.,]\d{1,2})?)\s*([a-z]*)/;

/**
 * Reads a working time as people write it, « 2 j », « 1,5 j », « 4h30 », « 1 jour ouvré et 3 h », in minutes; null when
 * it is none, days too where a day is worth nothing. Units go from the largest, each once; a number alone says nothing.
 */
export function parseDuration(text: string, dayMinutes: number): number | null {
  const words = text.toLowerCase().split(/\s+/);
  let rest = words.filter((word) => !FILLERS.has(word)).join(' ');
  let [total, unit] = [0, -1];
  while (rest.trim() !== '') {
    const [whole = '', number = '', name = ''] = PART.exec(rest) ?? [];
    // « 4h30 »: the minutes after hours need no name.
    const isBare = name === '' && unit === 1 && /^\d\d?$/.test(number) && Number(number) < 60;
    const next = isBare ? 2 : UNITS.findIndex((names) => names.some((one) => one === name));
    const worth = [dayMinutes, 60, 1][next] ?? 0;
    if (number === '' || next <= unit || worth <= 0) return null;
    total += Number(number.replace(',', '.')) * worth;
    unit = next;
    rest = rest.slice(whole.length);
  }
  return unit === -1 ? null : Math.round(total);
}
