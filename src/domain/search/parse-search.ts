import { fold, similarWords } from '../../platform/text/compare.ts';
import { agentFilterKeys } from './filter-keys.ts';

/** What a search wants or refuses: a word, or words that follow one another. */
export interface Term {
  readonly text: string;
  readonly isPhrase: boolean;
  readonly isRefused: boolean;
}

/** « etat:en-cours »: the name without accents, the value as it was typed. */
export interface TypedFilter {
  readonly key: string;
  readonly value: string;
}

/** A search as it is written, before anybody asks what its filters mean. */
export interface TypedSearch {
  readonly terms: readonly Term[];
  readonly filters: readonly TypedFilter[];
}

const mostTerms = 12;
const mostFilters = 12;

/** In order: « -"une phrase" », « nom:valeur » (but not « https://… »), a word. What follows a quote starts again. */
const piece =
  /(?<refusal>-?)"(?<phrase>[^"]*)"?|(?<key>[a-zà-ÿœ][a-zà-ÿœ_-]*):(?!\/\/)(?:"(?<quoted>[^"]*)"?|(?<value>[^\s"]+))|(?<word>[^\s"]+)/giu;

function termOf(groups: Record<string, string | undefined>): Term {
  const { word, phrase = '', refusal } = groups;
  if (word === undefined) {
    return { text: phrase.trim(), isPhrase: true, isRefused: refusal === '-' };
  }
  const isRefused = word.startsWith('-');
  return { text: isRefused ? word.slice(1) : word, isPhrase: false, isRefused };
}

/** « erreur:404 », « C:\Users », « RE:Dossier » are words; what is almost the name of a filter was meant as one. */
const isMeantAsFilter = (key: string): boolean =>
  agentFilterKeys.some((known) => similarWords(known, key));

/** Reads a search: words, "phrases", -refusals and name:value filters, in any order. */
export function parseSearch(text: string): TypedSearch {
  const terms: Term[] = [];
  const filters: TypedFilter[] = [];
  for (const { groups = {} } of text.replaceAll(/[«»“”„]/g, '"').matchAll(piece)) {
    const { key, quoted, value } = groups;
    if (key === undefined) terms.push(termOf(groups));
    else if (isMeantAsFilter(key)) {
      filters.push({ key: fold(key), value: (quoted ?? value ?? '').trim() });
    } else {
      const after = quoted === undefined ? parseSearch(value ?? '') : null;
      terms.push(termOf({ word: key }), ...(after?.terms ?? [termOf({ phrase: quoted })]));
      filters.push(...(after?.filters ?? []));
    }
  }
  return {
    terms: terms.filter((term) => term.text !== '').slice(0, mostTerms),
    filters: filters.slice(0, mostFilters),
  };
}

const printTerm = ({ text, isPhrase, isRefused }: Term): string =>
  `${isRefused ? '-' : ''}${isPhrase ? `"${text}"` : text}`;

/** Writes a filter so that it is read back the same. */
export function printFilter({ key, value }: TypedFilter): string {
  const isPlain = value !== '' && !/\s/.test(value) && !value.startsWith('//');
  return `${key}:${isPlain ? value : `"${value}"`}`;
}

/** Writes a search so that it is read back the same: the terms, then the filters. */
export function printSearch({ terms, filters }: TypedSearch): string {
  return [...terms.map(printTerm), ...filters.map(printFilter)].join(' ');
}
