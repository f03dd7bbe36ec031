import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unescapeHtml } from './forms.ts';

const list = join(import.meta.dirname, '../../../shared/data/naughty-strings/blns.json');

/** Why a test of the naughty strings is skipped; false where they are beside the repository. */
export const naughtyStringsAbsent: false | string = existsSync(list)
  ? false
  : 'the list of naughty strings is not beside the repository';

/** Reads strings that break programs. */
export async function readNaughtyStrings(): Promise<string[]> {
  return JSON.parse(await readFile(list, 'utf8')) as string[];
}

/** The words of some markup as a person reads them; links are ours, their words are theirs. */
export function asRead(html: string): string {
  return unescapeHtml(html.replace(/<a [^>]*>|<\/a>/g, ''));
}

/** The texts people wrote on a page, as a person reads them. */
export function textsIn(body: string): string[] {
  return [...body.matchAll(/<p class="plain-text" dir="auto">(.*?)<\/p>/gs)].map(([, text]) =>
    asRead(text ?? ''),
  );
}
