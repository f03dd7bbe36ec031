import { paths } from '../../paths.ts';
import { Link } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/surface.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { EditingPage } from './editing-page.tsx';
import { durationWords } from './target-fields.ts';
import type { NatureSheet, TargetDesk } from './target-view.ts';

export type CategoriesPageProps = {
  ctx: PageContext;
  desk: TargetDesk;
};

/** « Natures »: those a person looks after, with their team and their promises. */
export function CategoriesPage(props: CategoriesPageProps) {
  const { ctx, desk } = props;
  const { t, person } = ctx;
  return (
    <EditingPage
      ctx={ctx}
      title={t('admin:categories.title')}
      lead={t(person?.isAdministrator ? 'admin:categories.intro' : 'admin:categories.introOfLead')}
      width="wide"
    >
      <p class="muted">{t('admin:categories.promises')}</p>
      <Table<NatureSheet>
        caption={t('admin:categories.title')}
        captionHidden
        rows={[...desk.natures]}
        rowKey={({ category }) => category.id}
        columns={columnsFor(props)}
        empty={
          <EmptyState icon="tray" title={t('admin:categories.empty')}>
            <p>{t('admin:categories.emptyWhat')}</p>
          </EmptyState>
        }
      />
    </EditingPage>
  );
}

function columnsFor({ ctx, desk }: CategoriesPageProps): Column<NatureSheet>[] {
  const { t } = ctx;
  const codes = new Map(desk.teams.map(({ id, code }) => [id, code]));
  return [
    {
      key: 'name',
      header: t('admin:categories.name'),
      rowHeader: true,
      cell: ({ category: { name, slug, active } }) => (
        <>
          <Link href={paths.categoryEditing(slug)}>{name}</Link>{' '}
          {!active && (
            <Tag icon="lock" outline>
              {t('admin:category.closed')}
            </Tag>
          )}
        </>
      ),
    },
    {
      key: 'family',
      header: t('admin:categories.family'),
      cell: ({ category }) => category.familyName,
    },
    {
      key: 'team',
      header: t('admin:categories.team'),
      nowrap: true,
      cell: ({ category: { teamId } }) =>
        (teamId === null ? undefined : codes.get(teamId)) ?? t('admin:categories.byTriage'),
    },
    {
      key: 'take',
      header: t('admin:categories.take'),
      cell: (sheet) => durationWords(sheet, sheet.category.takeMinutes, ctx),
    },
    {
      key: 'resolve',
      header: t('admin:categories.resolve'),
      cell: (sheet) => durationWords(sheet, sheet.category.resolveMinutes, ctx),
    },
  ];
}
