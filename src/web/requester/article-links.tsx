import type { ArticleSummary } from '../../domain/knowledge/article.ts';
import { extractOf, highlight, openingOf } from '../../domain/knowledge/extract.ts';
import { paths } from '../../paths.ts';
import { Marked } from './marked.tsx';

type Listed = ArticleSummary & {
  /** The whole text or its beginning, without the marks of its layout. */
  text: string;
};

export type ArticleListProps = {
  articles: readonly Listed[];
  /** What was looked for: its words are marked, in the part of the text that has them. */
  searched?: string;
  hasFamily?: boolean;
  /** Of the sheets, when it is not the page's. */
  lang: string | undefined;
};

/** Sheets by their titles, each with a few of its words. */
export function ArticleList({ articles, searched, hasFamily = false, lang }: ArticleListProps) {
  return (
    <ul class="article-list" role="list" lang={lang}>
      {articles.map(({ id, slug, title, family, text }) => (
        <li key={id}>
          <a class="ds-link" href={paths.article(slug)}>
            {searched === undefined ? title : <Marked pieces={highlight(title, searched)} />}
          </a>
          <p class="article-extract">
            {searched === undefined ? (
              openingOf(text)
            ) : (
              <Marked pieces={extractOf(text, searched)} />
            )}
          </p>
          {hasFamily && <p class="muted">{family.name}</p>}
        </li>
      ))}
    </ul>
  );
}
