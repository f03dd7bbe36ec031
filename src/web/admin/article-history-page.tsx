import type { ArticleVersion, KeptArticle } from '../../domain/knowledge/article.ts';
import { changedLines } from '../../domain/knowledge/changed-lines.ts';
import { paths } from '../../paths.ts';
import type { Change } from '../audit-words.ts';
import type { PageContext } from '../layout/page-context.ts';
import { actorName, type HistoryItem, HistoryPage } from './editing-history.tsx';

export type ArticleHistoryPageProps = {
  ctx: PageContext;
  article: KeptArticle;
  /** Newest first; the last one is there only to be compared with when `hasOlder`. */
  versions: readonly ArticleVersion[];
  hasOlder: boolean;
};

const icons = { add: 'plus', change: 'edit', withdraw: 'eyeOff', restore: 'undo' } as const;

/** Who did what to a sheet, and when. */
export function articleDone(
  ctx: PageContext,
  version: ArticleVersion,
): Pick<HistoryItem, 'text' | 'at'> {
  const name = actorName(ctx, version.actor);
  return { text: ctx.t(`faq:history.${version.act}`, { name }), at: version.at };
}

/** What was done to a sheet, each change with what was written before and after. */
export function ArticleHistoryPage(props: ArticleHistoryPageProps) {
  const { ctx, article, versions, hasOlder } = props;
  const { t } = ctx;
  const shown = hasOlder ? versions.slice(0, -1) : versions;
  const olderHref = paths.articleHistory(article.id, { avant: shown.at(-1)?.version });
  return (
    <HistoryPage
      ctx={ctx}
      eyebrow={article.title}
      above={[
        { label: t('faq:desk.title'), href: paths.articleDesk() },
        { label: article.title, href: paths.articleEditing(article.id) },
      ]}
      items={shown.map((version, index) => ({
        ...articleDone(ctx, version),
        key: version.version,
        icon: icons[version.act],
        changes: changesBetween(ctx, versions[index + 1], version),
      }))}
      olderHref={hasOlder ? olderHref : undefined}
    />
  );
}

function changesBetween(
  { t }: PageContext,
  before: ArticleVersion | undefined,
  after: ArticleVersion,
): Change[] {
  if (before === undefined || after.act !== 'change') return [];
  const body = changedLines(before.body, after.body);
  const rows = [
    { field: 'title', before: before.title, after: after.title },
    { field: 'family', before: before.familyName, after: after.familyName },
    {
      field: 'natures',
      before: before.categoryNames.join(', '),
      after: after.categoryNames.join(', '),
    },
    { field: 'body', ...body },
  ] as const;
  return rows
    .filter((row) => row.before !== row.after)
    .map((row) => ({ ...row, field: t(`faq:history.field.${row.field}`) }));
}
