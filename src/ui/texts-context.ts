import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { createTexts, type T } from './texts.ts';

/**
 * The texts of the page being written. `Page` provides them, so that a button or a table need not be handed the
 * few words it says by itself; a page's own words come from `ctx.t`.
 */
export const TextsContext = createContext<T>(createTexts('fr'));

/** Gives a component the texts of the page it stands on. */
export function useTexts(): T {
  return useContext(TextsContext);
}
