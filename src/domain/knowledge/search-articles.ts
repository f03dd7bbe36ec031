import { similarFolded, words } from '../../platform/text/compare.ts';
import {
  isEmptyWord,
  numbersOf,
  rootOf,
  significantWords,
} from '../catalogue/significant-words.ts';
import type { ArticleSummary } from './article.ts';

/** A sheet with its words, and the natures it helps with. */
export type SearchableArticle = ArticleSummary & {
  readonly text: string;
  readonly categoryIds: readonly number[];
  /** What people type for those natures. */
  readonly synonyms: readonly string[];
};

/** What a sheet of any kind is found by. */
export type SearchableText = {
  readonly title: string;
  readonly text: string;
  readonly family?: { readonly name: string };
  readonly synonyms?: readonly string[];
};

const weights = { title: 3, synonyms: 1.5, family: 1, text: 1 };
const mostWords = 10;
/** Two words that differ more in length are not one misspelled; comparing them all would cost more than the search. */
const mostMistakes = 2;
/** A shorter word with another first letter is another word. */
const longWord = 6;
/** Words that every sentence has and no sheet is about. */
const isTooShort = (word: string): boolean => word.length < 3;

/** The words of a text that are worth looking for; all of them when none says what it is about. */
export function searchedWords(text: string): string[] {
  const told = significantWords(text).filter((word) => !isTooShort(word));
  const kept = told.length > 0 ? told : words(text).filter((word) => !isTooShort(word));
  return [...new Set(kept)].slice(0, mostWords);
}

/** A folded word, what its forms have in common, and whether it is one that tells nothing. */
export type WordForms = { readonly word: string; readonly root: string; readonly isEmpty: boolean };

/** Gives a folded word as it is compared with many. */
export const formsOf = (word: string): WordForms => ({
  word,
  root: rootOf(word),
  isEmpty: isEmptyWord(word),
});

/** What a misspelling is worth: less than anything that is spelled as it was typed. */
const misspelled = 0.6;

/** Says whether a likeness is of a word spelled as it was typed: whole, in another form, or begun. */
export const isSpelled = (likeness: number): boolean => likeness > misspelled;

/** Says whether a word may at all be another one misspelled. */
function isNear(typed: string, known: string): boolean {
  if (Math.abs(known.length - typed.length) > mostMistakes) return false;
  // Nobody mistakes the first letter of a short word, and « table » is no « câble ».
  return typed.length >= longWord || typed[0] === known[0];
}

/** How well a typed word is found in a known one: whole, another form of it, begun, or misspelled. */
export function likeness(typed: WordForms, known: WordForms): number {
  if (known.word === typed.word) return 1;
  if (known.root === typed.root) return 0.95;
  // « mais » is no « mail » misspelled: it is in every text.
  if (known.isEmpty && !typed.isEmpty) return 0;
  if (known.word.startsWith(typed.word)) return 0.8;
  return isNear(typed.word, known.word) && similarFolded(known.word, typed.word) ? misspelled : 0;
}

/** What finding a word in a sheet is worth: by what it says itself, and by what people type for its natures too. */
type Worth = { readonly said: number; readonly known: number };
/** A word of some sheets, and what finding it in each of them is worth. */
type Entry = WordForms & { readonly places: ReadonlyMap<number, Worth> };

function indexWords(sheets: readonly SearchableText[]): Entry[] {
  const placesByWord = new Map<string, Map<number, Worth>>();
  const add = (sheet: number, text: string, { said, known }: Worth) => {
    for (const word of words(text)) {
      const places = placesByWord.get(word) ?? new Map<number, Worth>();
      const best = places.get(sheet) ?? { said: 0, known: 0 };
      places.set(sheet, { said: Math.max(said, best.said), known: Math.max(known, best.known) });
      placesByWord.set(word, places);
    }
  };
  const say = (sheet: number, text: string, weight: number) =>
    add(sheet, text, { said: weight, known: weight });
  for (const [sheet, { title, family, text, synonyms = [] }] of sheets.entries()) {
    say(sheet, title, weights.title);
    say(sheet, family?.name ?? '', weights.family);
    say(sheet, text, weights.text);
    add(sheet, synonyms.join(' '), { said: 0, known: weights.synonyms });
  }
  return [...placesByWord].map(([word, places]) => ({ ...formsOf(word), places }));
}

const indexes = new WeakMap<readonly SearchableText[], Entry[]>();

/** The words of sheets that are kept are prepared once. */
function indexOf(sheets: readonly SearchableText[]): Entry[] {
  const known = indexes.get(sheets);
  if (known) return known;
  const index = indexWords(sheets);
  indexes.set(sheets, index);
  return index;
}

/** Says whether one of the sheets has a folded word, in the singular or in the plural. */
export function isSheetWord(sheets: readonly SearchableText[], word: string): boolean {
  const forms = numbersOf(word);
  return indexOf(sheets).some((entry) => forms.includes(entry.word));
}

/** The words of the sheets that a typed one stands for; those that resemble it only when none is spelled that way. */
function alikeIn(entries: readonly Entry[], typed: WordForms): { entry: Entry; like: number }[] {
  const alike = entries
    .map((entry) => ({ entry, like: likeness(typed, entry) }))
    .filter(({ like }) => like > 0);
  const spelled = alike.filter(({ like }) => isSpelled(like));
  return spelled.length > 0 ? spelled : alike;
}

type Score = { score: number; found: number };

/** What each of the sheets is worth for the words that were typed, in their order. */
function scoresOf(
  sheets: readonly SearchableText[],
  typed: readonly string[],
  by: keyof Worth,
): Score[] {
  const scores = sheets.map(() => ({ score: 0, found: 0 }));
  for (const word of typed) {
    const best = new Map<number, number>();
    const one = formsOf(word);
    for (const { entry, like } of alikeIn(indexOf(sheets), one)) {
      for (const [sheet, worth] of entry.places) {
        if (worth[by] > 0) best.set(sheet, Math.max(best.get(sheet) ?? 0, worth[by] * like));
      }
    }
    for (const [sheet, points] of best) {
      const score = scores[sheet];
      if (!score) continue;
      score.score += points / typed.length;
      score.found += 1;
    }
  }
  // A sheet that has only a few of the words is not an answer to them.
  return scores.map((one) => (one.found < typed.length / 2 ? { ...one, score: 0 } : one));
}

/** Below this, a sheet only happens to have some of the words. */
const worthSaying = 1;

/**
 * Finds the sheets a text speaks of, the likeliest first: by whole words, their other forms, begun or misspelled, those
 * that people type for their natures too. Where
 * some have all the words, those that miss one must be about the others.
 */
export function searchArticles<Sheet extends SearchableText>(
  articles: readonly Sheet[],
  text: string,
  limit: number,
): Sheet[] {
  const typed = searchedWords(text);
  if (typed.length === 0) return [];
  const scores = scoresOf(articles, typed, 'known');
  const scored = articles.map((article, index) => ({
    article,
    score: 0,
    found: 0,
    ...scores[index],
  }));
  const mostFound = Math.max(...scored.map(({ found }) => found));
  return scored
    .filter(({ score, found }) => score > 0 && (found === mostFound || score > worthSaying))
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ article }) => article);
}

const ownNatureBonus = 0.75;

/**
 * Finds the sheets that may answer a subject before its ticket is filed, those of its nature more readily. By what they
 * say: the words of a nature are in most of its subjects, and every sheet of the nature would seem to answer.
 */
export function answersTo<Sheet extends SearchableArticle>(
  articles: readonly Sheet[],
  { subject, categoryId }: { subject: string; categoryId: number },
  limit: number,
): Sheet[] {
  const typed = searchedWords(subject);
  if (typed.length === 0) return [];
  const scores = scoresOf(articles, typed, 'said');
  return articles
    .map((article, index) => {
      const score = scores[index]?.score ?? 0;
      const isOwn = article.categoryIds.includes(categoryId);
      return { article, score: score > 0 && isOwn ? score + ownNatureBonus : score };
    })
    .filter(({ score }) => score > worthSaying)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ article }) => article);
}
