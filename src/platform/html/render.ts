import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';

/** Writes a whole page as the text of an HTML document. */
export function renderDocument(page: VNode): string {
  return `<!doctype html>${render(page)}`;
}

/** Writes a piece of a page, for answers that are not whole documents. */
export function renderFragment(piece: VNode): string {
  return render(piece);
}
