import { editDistance, similarWords } from '../../platform/text/compare.ts';
import type { Catalogue } from './catalogue.ts';
import { isNearEmptyWord, rootOf, significantWords, weakWords } from './significant-words.ts';

/** Where a word was found: in the nature's name, what people type for it, its family's name, its description. */
export type Source = 'name' | 'synonym' | 'family' | 'description';

/** A word's place in the catalogue: which nature, in which phrase. */
export type Posting = { categoryId: number; source: Source; phrase: string };

type Entry = { word: string; root: string; postings: Posting[]; rarity: number };

/** Every word of the catalogue and the natures it leads to. */
export type WordIndex = {
  entries: readonly Entry[];
  /** Those looked for when nothing else was typed. */
  weak: readonly Entry[];
};

/** A word of the catalogue that a typed word may stand for, and how surely (1: the same word). */
export type WordMatch = { entry: Entry; likeness: number };

function phrasesOf(catalogue: Catalogue): Posting[] {
  return catalogue.families.flatMap((family) =>
    family.categories.flatMap(({ id, name, synonyms, description }) => [
      { categoryId: id, source: 'name' as const, phrase: name },
      ...synonyms.map((phrase) => ({ categoryId: id, source: 'synonym' as const, phrase })),
      { categoryId: id, source: 'family' as const, phrase: family.name },
      { categoryId: id, source: 'description' as const, phrase: description },
    ]),
  );
}

/** Prepares the catalogue's words for searching. */
export const indexWords = (catalogue: Catalogue): WordIndex => ({
  entries: entriesOf(catalogue, significantWords),
  weak: entriesOf(catalogue, weakWords),
});

function entriesOf(catalogue: Catalogue, wordsOf: (text: string) => string[]): Entry[] {
  const postingsByWord = new Map<string, Posting[]>();
  for (const posting of phrasesOf(catalogue)) {
    for (const word of new Set(wordsOf(posting.phrase))) {
      const postings = postingsByWord.get(word);
      if (postings) postings.push(posting);
      else postingsByWord.set(word, [posting]);
    }
  }
  const natures = catalogue.families.flatMap((family) => family.categories).length;
  return [...postingsByWord].map(([word, postings]) => {
    const leadsTo = new Set(postings.map((posting) => posting.categoryId)).size;
    // A word that leads to one nature tells more than a word they all share.
    return { word, root: rootOf(word), postings, rarity: Math.log(1 + natures / leadsTo) };
  });
}

/** How surely a typed word is this one, in any of its forms; 0: it is not. */
function sameWord(typed: string, entry: Entry): number {
  if (entry.word === typed) return 1;
  return entry.root === rootOf(typed) ? 0.95 : 0;
}

/** How surely a typed word is the beginning of this one; 0: it is not. */
function begins(typed: string, entry: Entry, unfinished: boolean): number {
  const enough = unfinished ? 2 : 4;
  return typed.length >= enough && entry.word.startsWith(typed) ? 0.7 : 0;
}

/** Mistakes rarely touch both ends of a word: a cheap sieve before the letters are compared one by one. */
const mayBeMisspelled = (typed: string, word: string): boolean =>
  Math.abs(typed.length - word.length) <= 2 &&
  (typed[0] === word[0] || typed.at(-1) === word.at(-1));

/** How surely a typed word is a misspelling of this one; 0: it is not. */
function misspelled(typed: string, entry: Entry, unfinished: boolean): number {
  if (mayBeMisspelled(typed, entry.word) && similarWords(typed, entry.word)) return 0.6;
  if (!unfinished || typed.length < 5 || entry.word.length <= typed.length) return 0;
  const begun = entry.word.slice(0, typed.length);
  if (typed[0] !== begun[0]) return 0;
  return editDistance(typed, begun, 1) === null ? 0 : 0.4;
}

const LONGEST_WORD = 40;

/**
 * Finds the catalogue's words that a typed one stands for. Misspellings are looked for only when nothing is spelled
 * that way, so that « main » is never read as « mail »; a word that people have gone past is not completed when it
 * is one already, so that « table » is no « tablette ».
 */
export function matchWord(index: WordIndex, typed: string, unfinished: boolean): WordMatch[] {
  if (typed.length > LONGEST_WORD) return [];
  const by = (likenessOf: (entry: Entry) => number) =>
    index.entries
      .map((entry) => ({ entry, likeness: likenessOf(entry) }))
      .filter(({ likeness }) => likeness > 0);
  const same = by((entry) => sameWord(typed, entry));
  if (same.length > 0 && !unfinished) return same;
  const spelled = by((entry) => sameWord(typed, entry) || begins(typed, entry, unfinished));
  if (spelled.length > 0 || isNearEmptyWord(typed, similarWords)) return spelled;
  return by((entry) => misspelled(typed, entry, unfinished));
}

/** Finds a weak word as it is written: neither begun nor misspelled, it would be any other word of grammar. */
export const matchWeakWord = (index: WordIndex, typed: string): WordMatch[] =>
  index.weak
    .map((entry) => ({ entry, likeness: sameWord(typed, entry) }))
    .filter(({ likeness }) => likeness > 0);
