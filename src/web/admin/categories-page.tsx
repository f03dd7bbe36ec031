import { defaultCalendar } from '../../domain/calendar/calendar.ts';
import { usualDayMinutes } from '../../domain/calendar/working-time.ts';
import type { KeptCategory } from '../../domain/catalogue/category-editing.ts';
import type { Team } from '../../domain/teams/team.ts';
import { paths } from '../../paths.ts';
import { formatDelay } from '../../platform/text/delays.ts';
import { Link } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/surface.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';

import type { PageContext } from '../layout/page-context.ts';
import { EditingPage } from './editing-page.tsx';

export type CategoriesPageProps = {
  ctx: PageContext;
  categories: readonly KeptCategory[];
  teams: readonly Team[];
};

/** « Natures »: those a person looks after, with their team and their promises. */
export function CategoriesPage(props: CategoriesPageProps) {
  const { ctx, categories } = props;
  const { t, person } = ctx;
  return (
    <EditingPage
      ctx={ctx}
      title={t('admin:categories.title')}
      lead={t(person?.isAdministrator ? 'admin:categories.intro' : 'admin:categories.introOfLead')}
      width="wide"
    >
      <p class="muted">{t('admin:categories.promises')}</p>
      <Table<KeptCategory>
        caption={t('admin:categories.title')}
        captionHidden
        rows={[...categories]}
        rowKey={({ id }) => id}
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

/** A promise in working time: « 2 jours ouvrés », « 4 h ». */
function promiseWords(minutes: number, { now, lang }: PageContext): string {
  const day = usualDayMinutes(defaultCalendar, now);
  const rest = minutes % day;
  const parts = {
    days: Math.floor(minutes / day),
    hours: Math.floor(rest / 60),
    minutes: rest % 60,
  };
  return formatDelay({ kind: 'left', ...parts }, lang);
}

function columnsFor({ ctx, teams }: CategoriesPageProps): Column<KeptCategory>[] {
  const { t } = ctx;
  const codes = new Map(teams.map(({ id, code }) => [id, code]));
  return [
    {
      key: 'name',
      header: t('admin:categories.name'),
      rowHeader: true,
      cell: ({ name, slug, active }) => (
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
      cell: ({ familyName }) => familyName,
    },
    {
      key: 'team',
      header: t('admin:categories.team'),
      nowrap: true,
      cell: ({ teamId }) =>
        (teamId === null ? undefined : codes.get(teamId)) ?? t('admin:categories.byTriage'),
    },
    {
      key: 'take',
      header: t('admin:categories.take'),
      cell: ({ takeMinutes }) => promiseWords(takeMinutes, ctx),
    },
    {
      key: 'resolve',
      header: t('admin:categories.resolve'),
      cell: ({ resolveMinutes }) => promiseWords(resolveMinutes, ctx),
    },
  ];
}
