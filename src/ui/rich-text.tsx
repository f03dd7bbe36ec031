import type { ComponentChildren } from 'preact';
import type { T, TextKey, TextValues } from './texts.ts';

// A private-use character cannot come from a catalogue: it marks where markup stands in the text.
const mark = '\uE000';

/** Gives a text in which some values are markup (a link, a number in bold) instead of plain words. */
export function richText(
  t: T,
  key: TextKey,
  pieces: Record<string, ComponentChildren>,
  values: TextValues = {},
): ComponentChildren {
  const names = Object.keys(pieces);
  const marked = Object.fromEntries(names.map((name) => [name, `${mark}${name}${mark}`]));
  return t(key, { ...values, ...marked })
    .split(mark)
    .map((part, index) => (index % 2 === 1 && part in pieces ? pieces[part] : part));
}
