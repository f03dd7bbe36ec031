import { fold } from '../../platform/text/compare.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { isCatalogueWord } from '../catalogue/search-categories.ts';
import { isEmptyWord } from '../catalogue/significant-words.ts';
import { isSheetWord, type SearchableText } from '../knowledge/search-articles.ts';

/**
 * Says whether a word is one of the catalogue, of a sheet or of any sentence: right as it is, and no secret to anybody.
 */
export function isPublicWord(
  { catalogue, sheets }: { catalogue: Catalogue; sheets: readonly SearchableText[] },
  text: string,
): boolean {
  const word = fold(text);
  return isEmptyWord(word) || isCatalogueWord(catalogue, word) || isSheetWord(sheets, word);
}
