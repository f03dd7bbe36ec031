import { type ComponentChildren, Fragment, h } from 'preact';
import { givenByPages } from '../platform/html/render.ts';
import { createTexts, type T } from './texts.ts';

const texts = givenByPages<T>(createTexts('fr'));

/**
 * Gives its texts to the page being written, so that a button or a table need not be handed the few words it says
 * by itself; a page's own words come from `ctx.t`.
 */
export function TextsProvider({ t, children }: { t: T; children: ComponentChildren }) {
  texts.give(t);
  return h(Fragment, null, children);
}

/** Gives a component the texts of the page it stands on. */
export function useTexts(): T {
  return texts.get();
}
