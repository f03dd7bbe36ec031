import type { KeptArticle } from '../../domain/knowledge/article.ts';
import { paths } from '../../paths.ts';
import { formatDate } from '../../platform/text/dates.ts';
import { ButtonLink, Link } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/surface.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { EditingPage } from './editing-page.tsx';

export type ArticlesPageProps = { ctx: PageContext; articles: readonly KeptArticle[] };

/** « Fiches de la F.A.Q. »: those a person looks after, with what readers think of each. */
export function ArticlesPage({ ctx, articles }: ArticlesPageProps) {
  const { t, person } = ctx;
  const add = (
    <ButtonLink href={paths.newArticle()} icon="plus">
      {t('faq:desk.add')}
    </ButtonLink>
  );
  const isAdministrator = person?.isAdministrator ?? false;
  return (
    <EditingPage
      ctx={ctx}
      title={t('faq:desk.title')}
      lead={t(isAdministrator ? 'faq:desk.lead' : 'faq:desk.leadOfTeam')}
      width="wide"
      actions={add}
    >
      <Table<KeptArticle>
        caption={t('faq:desk.title')}
        captionHidden
        rows={[...articles]}
        rowKey={({ id }) => id}
        columns={columnsFor(ctx)}
        empty={
          <EmptyState icon="book" title={t('faq:desk.empty')} action={add}>
            <p>{t('faq:desk.emptyWhat')}</p>
          </EmptyState>
        }
      />
    </EditingPage>
  );
}

function columnsFor({ t }: PageContext): Column<KeptArticle>[] {
  return [
    {
      key: 'name',
      header: t('faq:desk.name'),
      rowHeader: true,
      freeText: true,
      cell: ({ id, title }) => <Link href={paths.articleEditing(id)}>{title}</Link>,
    },
    { key: 'family', header: t('faq:desk.family'), cell: ({ family }) => family.name },
    {
      key: 'natures',
      header: t('faq:desk.natures'),
      cell: ({ categories }) =>
        categories.length === 0 ? (
          <span class="muted">{t('faq:desk.noNature')}</span>
        ) : (
          categories.map(({ name }) => name).join(', ')
        ),
    },
    {
      key: 'changed',
      header: t('faq:desk.changed'),
      nowrap: true,
      cell: ({ changedAt }) => formatDate(changedAt),
    },
    {
      key: 'helped',
      header: t('faq:desk.helped'),
      nowrap: true,
      cell: ({ helpedCount, unhelpedCount }) =>
        helpedCount + unhelpedCount === 0 ? (
          <span class="muted">{t('faq:desk.nobody')}</span>
        ) : (
          t('faq:desk.helpedOf', { yes: helpedCount, no: unhelpedCount })
        ),
    },
    {
      key: 'state',
      header: t('faq:desk.state'),
      nowrap: true,
      cell: ({ withdrawnAt }) =>
        withdrawnAt === null ? (
          <Tag tone="success" icon="checkCircle">
            {t('faq:desk.published')}
          </Tag>
        ) : (
          <Tag icon="eyeOff" outline>
            {t('faq:desk.withdrawn')}
          </Tag>
        ),
    },
  ];
}
