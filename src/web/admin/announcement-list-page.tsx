import type { EditableAnnouncement } from '../../domain/announcements/announcement.ts';
import { paths } from '../../paths.ts';
import { HeardOf } from '../../ui/a11y.tsx';
import { Section, Stack } from '../../ui/arrangement.tsx';
import { Button, ButtonLink, Link } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { EmptyState } from '../../ui/surface.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { LevelTag, newsDates } from '../announcement.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { audienceNames, type Choices, natureNames } from './announcement-view.ts';
import { EditingPage } from './editing-page.tsx';

export type AnnouncementListProps = {
  ctx: PageContext;
  choices: Choices;
  current: readonly EditableAnnouncement[];
  coming: readonly EditableAnnouncement[];
  past: readonly EditableAnnouncement[];
  /** The page shows those that are over before this one. */
  before: number | null;
  hasMore: boolean;
};

type Row = EditableAnnouncement;
type Shared = Pick<AnnouncementListProps, 'ctx' | 'choices'>;

function facts({ ctx, choices }: Shared): Column<Row>[] {
  const { t } = ctx;
  return [
    {
      key: 'title',
      header: t('announcement:list.message'),
      rowHeader: true,
      freeText: true,
      cell: ({ id, level, title }) => (
        <div class="stack" data-gap="xs">
          <LevelTag ctx={ctx} level={level} />
          <a class="ds-link" href={paths.announcement(id)} dir="auto">
            {title}
          </a>
        </div>
      ),
    },
    {
      key: 'audience',
      header: t('announcement:list.audience'),
      cell: (row) => audienceNames(row, choices, t).join(', '),
    },
    {
      key: 'about',
      header: t('announcement:list.about'),
      cell: (row) => natureNames(row, choices, t).join(', ') || '–',
    },
    { key: 'dates', header: t('announcement:list.dates'), cell: (row) => newsDates(ctx, row) },
  ];
}

/** One act on one row, as a small form of its own. */
function Act(props: {
  ctx: PageContext;
  action: string;
  hidden: Record<string, string | number>;
  icon: 'sortUp' | 'sortDown' | 'crossCircle';
  words: string;
  title: string;
}) {
  const { ctx, action, hidden, icon, words, title } = props;
  return (
    <Form action={action} csrf={ctx.csrfToken} hidden={hidden} layout="plain">
      <Button variant="quiet" size="sm" icon={icon} of={title}>
        {words}
      </Button>
    </Form>
  );
}

/** « Monter » and « Descendre », where there is somewhere to go in its level. */
function Order({ ctx, row, rows }: { ctx: PageContext; row: Row; rows: readonly Row[] }) {
  const { t } = ctx;
  const { id, title, level } = row;
  const peers = rows.filter((one) => one.level === level);
  const action = paths.announcementOrder(id);
  return (
    <>
      {peers[0]?.id !== id && (
        <Act
          {...{ ctx, action, title }}
          hidden={{ sens: 'monter' }}
          icon="sortUp"
          words={t('announcement:list.up')}
        />
      )}
      {peers.at(-1)?.id !== id && (
        <Act
          {...{ ctx, action, title }}
          hidden={{ sens: 'descendre' }}
          icon="sortDown"
          words={t('announcement:list.down')}
        />
      )}
    </>
  );
}

type LiveProps = Shared & { rows: readonly Row[]; phase: 'current' | 'coming' };

function Live({ ctx, choices, rows, phase }: LiveProps) {
  const { t } = ctx;
  if (rows.length === 0) return <p class="muted">{t(`announcement:list.none.${phase}`)}</p>;
  const acts: Column<Row> = {
    key: 'acts',
    header: t('announcement:list.acts'),
    headerHidden: true,
    cell: (row) => (
      <div class="cluster">
        {phase === 'current' && <Order ctx={ctx} row={row} rows={rows} />}
        <Act
          ctx={ctx}
          action={paths.announcementEnd(row.id)}
          hidden={{ version: row.version }}
          icon="crossCircle"
          words={t(`announcement:end.${phase}`)}
          title={row.title}
        />
      </div>
    ),
  };
  return (
    <Table<Row>
      caption={t(`announcement:list.${phase}`)}
      captionHidden
      rows={[...rows]}
      rowKey={({ id }) => id}
      columns={[...facts({ ctx, choices }), acts]}
    />
  );
}

function Past({ ctx, choices, past, before, hasMore }: AnnouncementListProps) {
  const { t } = ctx;
  const last = past.at(-1);
  if (past.length === 0) return <p class="muted">{t('announcement:list.none.past')}</p>;
  const again: Column<Row> = {
    key: 'again',
    header: t('announcement:list.acts'),
    headerHidden: true,
    cell: ({ id, title }) => (
      <Link href={paths.newAnnouncement({ modele: id })}>
        {t('announcement:again')}
        <HeardOf which={title} />
      </Link>
    ),
  };
  return (
    <>
      <Table<Row>
        caption={t('announcement:list.past')}
        captionHidden
        rows={[...past]}
        rowKey={({ id }) => id}
        columns={[...facts({ ctx, choices }), again]}
      />
      <p class="cluster">
        {before !== null && (
          <Link href={`${paths.announcements()}#passes`}>{t('announcement:list.newest')}</Link>
        )}
        {hasMore && last && (
          <Link href={`${paths.announcements({ avant: last.id })}#passes`}>
            {t('announcement:list.older')}
          </Link>
        )}
      </p>
    </>
  );
}

/** « Messages »: what the desk tells now, what it will tell, what it told. */
export function AnnouncementListPage(props: AnnouncementListProps) {
  const { ctx, choices, current, coming, past } = props;
  const { t } = ctx;
  const isEmpty = current.length + coming.length + past.length === 0;
  return (
    <EditingPage
      ctx={ctx}
      title={t('announcement:title')}
      lead={t(choices.needsCategory ? 'announcement:leadOfTeam' : 'announcement:lead')}
      width="wide"
      actions={
        <ButtonLink href={paths.newAnnouncement()} icon="plus">
          {t('announcement:new')}
        </ButtonLink>
      }
    >
      {isEmpty && props.before === null ? (
        <EmptyState title={t('announcement:list.empty')} icon="megaphone">
          <p>{t('announcement:list.emptyWhat')}</p>
        </EmptyState>
      ) : (
        <Stack gap="xl">
          <Section id="en-cours" title={t('announcement:list.current')}>
            <Live ctx={ctx} choices={choices} rows={current} phase="current" />
          </Section>
          <Section id="a-venir" title={t('announcement:list.coming')}>
            <Live ctx={ctx} choices={choices} rows={coming} phase="coming" />
          </Section>
          <Section id="passes" title={t('announcement:list.past')}>
            <Past {...props} />
          </Section>
        </Stack>
      )}
    </EditingPage>
  );
}
