import { createInstance } from 'i18next';
import { englishCatalogues, frenchCatalogues } from './catalogues.ts';

/** The languages a page can be written in; French first. */
export const languages = ['fr', 'en'] as const;
export type Lang = (typeof languages)[number];

// `item_one`, `item_many`, `item_other` are one key, `item`, asked for with `count`.
type WithoutPlural<Key extends string> = Key extends `${infer Stem}_${'one' | 'many' | 'other'}`
  ? Stem
  : Key;
type KeysOf<Texts> = {
  [Key in keyof Texts & string]: Texts[Key] extends string
    ? WithoutPlural<Key>
    : `${Key}.${KeysOf<Texts[Key]>}`;
}[keyof Texts & string];
type Catalogues = typeof frenchCatalogues;

/** A key of the French catalogues: `subject:path.to.text`. */
export type TextKey = {
  [Subject in keyof Catalogues]: `${Subject}:${KeysOf<Catalogues[Subject]>}`;
}[keyof Catalogues];

/** The values a text quotes; `count` chooses between singular and plural. */
export type TextValues = Record<string, string | number>;

/** Gives the text of a key in the reader's language. */
export type T = (key: TextKey, values?: TextValues) => string;

const catalogue = createInstance();
void catalogue.init({
  lng: 'fr',
  fallbackLng: 'fr',
  supportedLngs: [...languages],
  resources: { fr: frenchCatalogues, en: englishCatalogues },
  ns: Object.keys(frenchCatalogues),
  defaultNS: 'common',
  initAsync: false,
  returnNull: false,
  // Preact escapes what it writes; escaping here would show « &amp; » on the page.
  interpolation: { escapeValue: false },
});

/** A text cut where it quotes a value: every second piece names one, perhaps as a number. */
const quotation = /\{\{(\w+(?:, number)?)\}\}/;

/** A page says a hundred texts and more: the words of each are looked up once for each language and plural form. */
function textsOf(lang: Lang): T {
  const translate = catalogue.getFixedT(lang);
  const plurals = new Intl.PluralRules(lang);
  const numbers = new Intl.NumberFormat(lang);
  const known = new Map<string, readonly string[]>();
  const quote = (name: string, values: TextValues): string => {
    const value = values[name.replace(', number', '')] ?? '';
    return name.endsWith(', number') ? numbers.format(Number(value)) : String(value);
  };
  return (key, values) => {
    const count = values?.['count'];
    const form = typeof count === 'number' ? `${key} ${plurals.select(count)}` : key;
    let pieces = known.get(form);
    if (pieces === undefined) {
      pieces = translate(key as string, { ...values, skipInterpolation: true }).split(quotation);
      known.set(form, pieces);
    }
    if (pieces.length === 1) return pieces[0] ?? '';
    return pieces.map((piece, at) => (at % 2 === 0 ? piece : quote(piece, values ?? {}))).join('');
  };
}

const texts: Record<Lang, T> = { fr: textsOf('fr'), en: textsOf('en') };

/** Gives the texts of one language, French when none is asked for. */
export const createTexts = (lang: Lang = 'fr'): T => texts[lang];

/** Reads a language a person or a browser asked for; anything unknown is French. */
export function languageOf(wanted: string | undefined): Lang {
  return languages.find((lang) => wanted?.toLowerCase().startsWith(lang)) ?? 'fr';
}
