import { similarWords, words } from '../../platform/text/compare.ts';
import type { ArticleSummary } from './article.ts';

/** A sheet with its words. */
export type SearchableArticle = ArticleSummary & { readonly body: string };

const weights = { title: 3, family: 1, body: 1 };
const mostWords = 10;
/** Two words that differ more in length are not one misspelled; comparing them all would cost more than the search. */
const mostMistakes = 2;
/** Words that every sentence has and no sheet is about. */
const isTooShort = (word: string): boolean => word.length < 3;

/** How well a typed word is found among others: whole, begun, or misspelled. */
function likeness(typed: string, known: readonly string[]): number {
  let best = 0;
  for (const word of known) {
    if (word === typed) return 1;
    if (word.startsWith(typed)) best = Math.max(best, 0.8);
    else if (best < 0.6 && isMisspelled(word, typed)) best = 0.6;
  }
  return best;
}

const isMisspelled = (word: string, typed: string): boolean =>
  Math.abs(word.length - typed.length) <= mostMistakes && similarWords(word, typed);

function scoreOf(article: SearchableArticle, typed: readonly string[]): number {
  const title = words(article.title);
  const family = words(article.family.name);
  const body = [...new Set(words(article.body))];
  const scores = typed.map((word) =>
    Math.max(
      weights.title * likeness(word, title),
      weights.family * likeness(word, family),
      weights.body * likeness(word, body),
    ),
  );
  const found = scores.filter((score) => score > 0).length;
  // A sheet that has only a few of the words is not an answer to them.
  if (found === 0 || found < typed.length / 2) return 0;
  return scores.reduce((sum, score) => sum + score, 0) / typed.length;
}

/** Finds the sheets a text speaks of, the likeliest first: by whole words, begun or misspelled ones. */
export function searchArticles<Sheet extends SearchableArticle>(
  articles: readonly Sheet[],
  text: string,
  limit: number,
): Sheet[] {
  const typed = [...new Set(words(text).filter((word) => !isTooShort(word)))].slice(0, mostWords);
  if (typed.length === 0) return [];
  return articles
    .map((article) => ({ article, score: scoreOf(article, typed) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ article }) => article);
}
