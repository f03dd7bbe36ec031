import type { Catalogue, Category, Family } from './catalogue.ts';
import { numbersOf, rootOf, significantWords, weakWords } from './significant-words.ts';
import {
  indexWords,
  matchWeakWord,
  matchWord,
  type Posting,
  type Source,
  type WordIndex,
  type WordMatch,
} from './word-index.ts';

/** A nature found by a text, and the words of the catalogue that led to it. */
export type CategoryMatch = {
  category: Category;
  family: Family;
  /** The name, synonym or sentence that matched best: « écran noir ». */
  reason: { source: Source; phrase: string };
  score: number;
};

const WEIGHTS: Record<Source, number> = { name: 3, synonym: 2.5, description: 0.8, family: 0.6 };
/** Added for each word of a name or synonym of several words that is there entirely. */
const WHOLE_PHRASE = 1.5;
/** A nature this much less likely than the best one is noise. */
const CUT = 0.3;
const MOST_WORDS = 40;

const indexes = new WeakMap<Catalogue, WordIndex>();

/** The words of a catalogue never change once it is read: prepare them once. */
function indexOf(catalogue: Catalogue): WordIndex {
  const known = indexes.get(catalogue);
  if (known) return known;
  const index = indexWords(catalogue);
  indexes.set(catalogue, index);
  return index;
}

type Hit = { posting: Posting; points: number };

/** For one typed word: the best it brings to each nature. */
function bestHits(matches: readonly WordMatch[]): Map<number, Hit> {
  const best = new Map<number, Hit>();
  for (const { entry, likeness } of matches) {
    for (const posting of entry.postings) {
      const points = WEIGHTS[posting.source] * likeness * entry.rarity;
      const known = best.get(posting.categoryId);
      if (!known || points > known.points) best.set(posting.categoryId, { posting, points });
    }
  }
  return best;
}

/** What a nature gains when all the words of its name or of a synonym were typed, in any order. */
function wholePhrase(
  category: Category,
  roots: ReadonlySet<string>,
): { phrase: string; source: Source; points: number } | undefined {
  const phrases = [
    { source: 'name' as const, phrase: category.name },
    ...category.synonyms.map((phrase) => ({ source: 'synonym' as const, phrase })),
  ];
  return phrases
    .map((candidate) => ({ ...candidate, words: significantWords(candidate.phrase) }))
    .filter(({ words }) => words.length > 1 && words.every((word) => roots.has(rootOf(word))))
    .map(({ phrase, source, words }) => ({ phrase, source, points: WHOLE_PHRASE * words.length }))
    .sort((a, b) => b.points - a.points)[0];
}

type Found = { hits: Map<number, Hit>[]; roots: ReadonlySet<string> };

/** What no keyboard types, between two letters of one word. */
const controls = /[^\P{Cc}\s]/gu;

function readText(catalogue: Catalogue, sent: string): Found {
  const text = sent.replace(controls, '');
  const typed = [...new Set(significantWords(text).slice(0, MOST_WORDS))];
  // While people type, the last word is not finished — unless they went on after it.
  const unfinished = /[\p{L}\p{N}]$/u.test(text) ? typed.at(-1) : undefined;
  const index = indexOf(catalogue);
  const matched =
    typed.length > 0
      ? typed.map((word) => matchWord(index, word, word === unfinished))
      : [...new Set(weakWords(text))].map((word) => matchWeakWord(index, word));
  const sure = matched.flat().filter(({ likeness }) => likeness >= 0.6);
  return {
    hits: matched.map(bestHits),
    roots: new Set(sure.map(({ entry }) => entry.root)),
  };
}

function scoreOf(category: Category, family: Family, found: Found): CategoryMatch | undefined {
  const hits = found.hits
    .map((hit) => hit.get(category.id))
    .filter((hit) => hit !== undefined)
    .sort((a, b) => b.points - a.points);
  const [best] = hits;
  if (!best) return undefined;
  const whole = wholePhrase(category, found.roots);
  const { source, phrase } = whole ?? best.posting;
  const score = hits.reduce((sum, hit) => sum + hit.points, whole?.points ?? 0);
  return { category, family, reason: { source, phrase }, score };
}

/** Ranks every nature that shares words with a text, the likeliest first, however little. */
function rankCategories(catalogue: Catalogue, text: string): CategoryMatch[] {
  const found = readText(catalogue, text);
  return catalogue.families
    .flatMap((family) => family.categories.map((category) => scoreOf(category, family, found)))
    .filter((match) => match !== undefined)
    .sort((a, b) => b.score - a.score);
}

/**
 * Finds the natures a text speaks of, the likeliest first: by their words, what people type for them, begun or
 * misspelled, in any order, in a whole sentence. Nothing recognised gives nothing; « Je ne sais pas » is never found.
 */
export function searchCategories(
  catalogue: Catalogue,
  text: string,
  limit: number,
): CategoryMatch[] {
  const matches = rankCategories(catalogue, text);
  const enough = (matches[0]?.score ?? 0) * CUT;
  return matches.filter(({ score }) => score >= enough).slice(0, limit);
}

/** Says whether the catalogue has a folded word, in the singular or in the plural. */
export function isCatalogueWord(catalogue: Catalogue, word: string): boolean {
  const forms = numbersOf(word);
  return indexOf(catalogue).entries.some((entry) => forms.includes(entry.word));
}
