import { cleanText } from '../../platform/text/clean.ts';

const longest = 200;
const longestExtension = 20;
/** Controls, line ends, and what changes the direction of the text around it: a name must read as it is. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to remove.
const unreadable =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

/** Shortens a name without losing its extension, which says to people what it is. */
function shortened(name: string): string {
  if (name.length <= longest) return name;
  const [extension = ''] = /\.[^.\s]+$/.exec(name) ?? [];
  const kept = extension.length <= longestExtension ? extension : '';
  // Cut between whole characters: half of a pair would be a character nobody typed.
  return (
    name
      .slice(0, longest - kept.length)
      .toWellFormed()
      .replace(/\uFFFD$/, '') + kept
  );
}

/**
 * What a file is called on pages and when it is downloaded, from what its sender called it: the last part of a path,
 * without what cannot be read or would mislead. Only a label: nothing is ever stored or opened under it.
 */
export function cleanFileName(given: string): string {
  const last = cleanText(given).replace(unreadable, '').split(/[/\\]/).at(-1) ?? '';
  const name = shortened(
    last
      .normalize('NFC')
      .replace(/\s+/g, ' ')
      .replace(/^[.\s]+/, '')
      .trimEnd(),
  );
  return name === '' ? 'fichier' : name;
}
