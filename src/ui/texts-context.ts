import { type ComponentChildren, createContext, h } from 'preact';
import { useContext } from 'preact/hooks';
import { createTexts, type T } from './texts.ts';

const TextsContext = createContext<T>(createTexts('fr'));

/**
 * Gives its texts to the page being written, so that a button or a table need not be handed the few words it says
 * by itself; a page's own words come from `ctx.t`.
 */
export function TextsProvider({ t, children }: { t: T; children: ComponentChildren }) {
  return h(TextsContext.Provider, { value: t, children });
}

/** Gives a component the texts of the page it stands on. */
export function useTexts(): T {
  return useContext(TextsContext);
}
