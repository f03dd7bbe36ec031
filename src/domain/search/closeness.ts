import { similarWords, words } from '../../platform/text/compare.ts';
import { rootOf, significantWords } from '../catalogue/significant-words.ts';

function isSaid(typed: string, title: readonly string[]): boolean {
  return title.some((word) => rootOf(word) === rootOf(typed) || similarWords(word, typed));
}

/** How much of what was typed a title says, from 0 to 1: the same measure for tickets, natures and sheets. */
export function closeness(title: string, text: string): number {
  const told = significantWords(text);
  const typed = told.length > 0 ? told : words(text);
  if (typed.length === 0) return 0;
  const said = words(title);
  return typed.filter((word) => isSaid(word, said)).length / typed.length;
}

/**
 * Puts first the kinds whose best titles say the most of what was typed; kinds that found nothing are left out, and
 * those that are as close stay in the order given.
 */
export function orderByCloseness<Kind extends string>(
  found: readonly { readonly kind: Kind; readonly titles: readonly string[] }[],
  text: string,
): Kind[] {
  return found
    .filter(({ titles }) => titles.length > 0)
    .map(({ kind, titles }) => ({
      kind,
      best: Math.max(...titles.map((title) => closeness(title, text))),
    }))
    .sort((a, b) => b.best - a.best)
    .map(({ kind }) => kind);
}
