import { similarWords, words } from '../../platform/text/compare.ts';
import { rootOf, significantWords } from '../catalogue/significant-words.ts';
import type { ArticleSummary } from './article.ts';

/** A sheet with its words, and the natures it helps with. */
export type SearchableArticle = ArticleSummary & {
  readonly text: string;
  readonly categoryIds: readonly number[];
};

/** What a sheet of any kind is found by. */
export type SearchableText = {
  readonly title: string;
  readonly text: string;
  readonly family?: { readonly name: string };
};

const weights = { title: 3, family: 1, text: 1 };
const mostWords = 10;
/** Two words that differ more in length are not one misspelled; comparing them all would cost more than the search. */
const mostMistakes = 2;
/** Words that every sentence has and no sheet is about. */
const isTooShort = (word: string): boolean => word.length < 3;

/** The words of a text that are worth looking for; all of them when none says what it is about. */
export function searchedWords(text: string): string[] {
  const told = significantWords(text).filter((word) => !isTooShort(word));
  const kept = told.length > 0 ? told : words(text).filter((word) => !isTooShort(word));
  return [...new Set(kept)].slice(0, mostWords);
}

/** How well a typed word is found in a known one: whole, another form of it, begun, or misspelled. */
export function likenessOf(typed: string, word: string): number {
  if (word === typed) return 1;
  if (rootOf(word) === rootOf(typed)) return 0.95;
  if (word.startsWith(typed)) return 0.8;
  const isNear = Math.abs(word.length - typed.length) <= mostMistakes;
  return isNear && similarWords(word, typed) ? 0.6 : 0;
}

function likeness(typed: string, known: readonly string[]): number {
  let best = 0;
  for (const word of known) {
    best = Math.max(best, likenessOf(typed, word));
    if (best === 1) return 1;
  }
  return best;
}

type Score = { score: number; found: number };

function scoreOf(article: SearchableText, typed: readonly string[]): Score {
  const title = words(article.title);
  const family = words(article.family?.name ?? '');
  const text = [...new Set(words(article.text))];
  const scores = typed.map((word) =>
    Math.max(
      weights.title * likeness(word, title),
      weights.family * likeness(word, family),
      weights.text * likeness(word, text),
    ),
  );
  const found = scores.filter((score) => score > 0).length;
  // A sheet that has only a few of the words is not an answer to them.
  if (found === 0 || found < typed.length / 2) return { score: 0, found };
  return { score: scores.reduce((sum, score) => sum + score, 0) / typed.length, found };
}

/** Below this, a sheet only happens to have some of the words. */
const worthSaying = 1;

/**
 * Finds the sheets a text speaks of, the likeliest first: by whole words, their other forms, begun or misspelled. Where
 * some have all the words, those that miss one must be about the others.
 */
export function searchArticles<Sheet extends SearchableText>(
  articles: readonly Sheet[],
  text: string,
  limit: number,
): Sheet[] {
  const typed = searchedWords(text);
  if (typed.length === 0) return [];
  const scored = articles.map((article) => ({ article, ...scoreOf(article, typed) }));
  const mostFound = Math.max(...scored.map(({ found }) => found));
  return scored
    .filter(({ score, found }) => score > 0 && (found === mostFound || score > worthSaying))
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ article }) => article);
}

const ownNatureBonus = 0.75;

/** Finds the sheets that may answer a subject before its ticket is filed, those of its nature more readily. */
export function answersTo<Sheet extends SearchableArticle>(
  articles: readonly Sheet[],
  { subject, categoryId }: { subject: string; categoryId: number },
  limit: number,
): Sheet[] {
  const typed = searchedWords(subject);
  if (typed.length === 0) return [];
  return articles
    .map((article) => {
      const { score } = scoreOf(article, typed);
      const isOwn = article.categoryIds.includes(categoryId);
      return { article, score: score > 0 && isOwn ? score + ownNatureBonus : score };
    })
    .filter(({ score }) => score > worthSaying)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ article }) => article);
}
