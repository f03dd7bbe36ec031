import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';

/** What a page that is being written was given, by what holds it. */
let given = new Map<object, unknown>();

/**
 * Something a page gives to all that is written in it, after the component that gives it: nothing else is written
 * meanwhile. Preact's own contexts do the same for pages that live, and cost a fifth of the processor of a long list.
 */
export type Given<V> = { give: (value: V) => void; get: () => V };

/** Makes a place for what pages give; `fallback` is what is read on a page that gives nothing. */
export function givenByPages<V>(fallback: V): Given<V> {
  const key = {};
  return {
    give: (value) => given.set(key, value),
    get: () => (given.has(key) ? (given.get(key) as V) : fallback),
  };
}

/** Writes a piece that knows nothing of the page within which it may be asked for. */
function write(piece: VNode): string {
  const around = given;
  given = new Map();
  try {
    return render(piece);
  } finally {
    given = around;
  }
}

/** Writes a whole page as the text of an HTML document. */
export function renderDocument(page: VNode): string {
  return `<!doctype html>${write(page)}`;
}

/** Writes a piece of a page, for answers that are not whole documents. */
export function renderFragment(piece: VNode): string {
  return write(piece);
}
