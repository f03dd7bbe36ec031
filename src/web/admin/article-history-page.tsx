import type { ArticleVersion, KeptArticle } from '../../domain/knowledge/article.ts';
import { changedLines } from '../../domain/knowledge/changed-lines.ts';
import { paths } from '../../paths.ts';
import { formatDateTime } from '../../platform/text/dates.ts';
import { displayName } from '../../platform/text/people.ts';
import { PageHeading, PlainText, Stack } from '../../ui/arrangement.tsx';
import { Link } from '../../ui/button.tsx';
import { type Description, DescriptionList, Timeline } from '../../ui/surface.tsx';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';

export type ArticleHistoryPageProps = {
  ctx: PageContext;
  article: KeptArticle;
  /** Newest first; the last one is there only to be compared with when `hasOlder`. */
  versions: readonly ArticleVersion[];
  hasOlder: boolean;
};

const icons = { add: 'plus', change: 'edit', withdraw: 'eyeOff', restore: 'undo' } as const;

/** What was done to a sheet, each change with what was written before and after. */
export function ArticleHistoryPage(props: ArticleHistoryPageProps) {
  const { ctx, article, versions, hasOlder } = props;
  const { t, lang } = ctx;
  const shown = hasOlder ? versions.slice(0, -1) : versions;
  return (
    <Page
      ctx={ctx}
      title={`${t('faq:history.title')} : ${article.title}`}
      current="administration"
      breadcrumb={[
        { label: t('faq:desk.title'), href: paths.articleDesk() },
        { label: article.title, href: paths.articleEditing(article.id) },
      ]}
    >
      <PageHeading
        title={t('faq:history.title')}
        eyebrow={article.title}
        lead={<p>{t('faq:history.lead')}</p>}
      />
      <Stack gap="lg">
        <Timeline
          label={t('faq:history.list')}
          items={shown.map((version, index) => ({
            key: version.version,
            icon: icons[version.act],
            text: t(`faq:history.${version.act}`, { name: actorName(ctx, version) }),
            date: (
              <time dateTime={version.at.toString()}>{formatDateTime(version.at, { lang })}</time>
            ),
            detail: <Changes ctx={ctx} before={versions[index + 1]} after={version} />,
          }))}
        />
        {hasOlder && (
          <p>
            <Link href={paths.articleHistory(article.id, { avant: shown.at(-1)?.version })}>
              {t('faq:history.older')}
            </Link>
          </p>
        )}
      </Stack>
    </Page>
  );
}

const actorName = ({ t }: PageContext, { actor }: ArticleVersion): string =>
  actor === null ? t('faq:history.desk') : displayName(actor);

type ChangesProps = { ctx: PageContext; before: ArticleVersion | undefined; after: ArticleVersion };

function Changes({ ctx, before, after }: ChangesProps) {
  const { t } = ctx;
  if (before === undefined || after.act !== 'change') return null;
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
  const said = (text: string) =>
    text === '' ? <span class="muted">{t('faq:history.nothing')}</span> : <PlainText text={text} />;
  const items: Description[] = rows
    .filter((row) => row.before !== row.after)
    .flatMap((row) => {
      const field = t(`faq:history.field.${row.field}`);
      return [
        { term: t('faq:history.before', { field }), value: said(row.before) },
        { term: t('faq:history.after', { field }), value: said(row.after) },
      ];
    });
  return <DescriptionList items={items} layout="stack" />;
}
