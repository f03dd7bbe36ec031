import { type Lang, NO_BREAK_SPACE } from './lang.ts';

const FORMATS = {
  fr: new Intl.NumberFormat('fr-FR'),
  en: new Intl.NumberFormat('en-GB'),
};

/** Writes a number for people: « 1 234,5 » with narrow no-break spaces, “1,234.5” in English. */
export function formatNumber(value: number, lang: Lang = 'fr'): string {
  return FORMATS[lang].format(value);
}

/** A word in the singular and in the plural. */
export type Forms = { one: string; other: string };

/** Chooses singular or plural: in French everything under 2 is singular (0 and 1,5 too), in English only 1 is. */
export function plural(count: number, forms: Forms, lang: Lang = 'fr'): string {
  const size = Math.abs(count);
  const singular = lang === 'fr' ? size < 2 : size === 1;
  return singular ? forms.one : forms.other;
}

/** Writes a number with its word: « 1 234 demandes », « 0 demande ». */
export function formatCount(count: number, forms: Forms, lang: Lang = 'fr'): string {
  return `${formatNumber(count, lang)}${NO_BREAK_SPACE}${plural(count, forms, lang)}`;
}

/**
 * Writes a ticket's number as « n° 131665 »: it is a name and not a quantity, so no thousands are marked
 * and the browser's own search finds it as it is copied.
 */
export function formatTicketNumber(number: number, lang: Lang = 'fr'): string {
  return lang === 'fr' ? `n°${NO_BREAK_SPACE}${number}` : `#${number}`;
}

const SPACE = '[ \u00A0\u2009\u202F]';
const TICKET_NUMBER = new RegExp(
  `^(?:(?:demande|request)${SPACE})?(?:#|(?:n[°º]|no\\.)${SPACE}?)?([1-9]\\d*|[1-9]\\d{0,2}(?:${SPACE}\\d{3})+)$`,
  'i',
);
const LARGEST_TICKET_NUMBER = 2_147_483_647;

/**
 * Reads a ticket's number as people write it: 131665, #131665, n° 131 665, N°131665, whatever the space; and as it is
 * copied from our own pages, « Demande n° 131665 » or “Request no. 131665”. Some keyboards write the º of « 2º » for °.
 * Null for anything else: a leading zero is a phone number, a larger number than the sequence can give is no ticket.
 */
export function parseTicketNumber(text: string): number | null {
  const digits = TICKET_NUMBER.exec(text.trim())?.[1];
  if (digits === undefined) return null;
  const number = Number(digits.replace(/\D/g, ''));
  return number <= LARGEST_TICKET_NUMBER ? number : null;
}
