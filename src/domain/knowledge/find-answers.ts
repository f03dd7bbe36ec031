import type { Db } from '../tables.ts';
import { listArticleTexts } from './article-queries.ts';
import { answersTo, type SearchableArticle } from './search-articles.ts';

const most = 3;

/** Finds the sheets that may answer a subject before its ticket is filed; null while there is no subject. */
export async function findAnswers(
  db: Db,
  asked: { subject: string; categoryId: number },
): Promise<SearchableArticle[] | null> {
  if (asked.subject.trim() === '') return null;
  return answersTo(await listArticleTexts(db), asked, most);
}
