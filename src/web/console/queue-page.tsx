import type {
  QueueCounts,
  QueuePage as QueueLines,
  QueueView,
} from '../../domain/tickets/queue.ts';
import { paths } from '../../paths.ts';
import { PageHeading, Stack } from '../../ui/arrangement.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { KeysetPagination } from '../../ui/pagination.tsx';
import { EmptyState } from '../../ui/surface.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';
import {
  activeFilters,
  type QueueAddress,
  type QueueChoices,
  queueHref,
  unfilteredHref,
  viewHref,
} from './queue-address.ts';
import { QueueFilters } from './queue-filters.tsx';
import { QueueTable } from './queue-table.tsx';

export type QueuePageProps = {
  ctx: PageContext;
  address: QueueAddress;
  choices: QueueChoices;
  counts: QueueCounts;
  lines: QueueLines;
  isAgent: boolean;
};

function Views({ ctx, address, choices, counts }: QueuePageProps) {
  return (
    <Tabs
      label={ctx.t('console:views.label')}
      tabs={choices.views.map((view) => ({
        label: ctx.t(`console:views.${view}`),
        href: viewHref(address, view),
        current: view === address.vue,
        // Finished tickets only grow: nobody waits for their number.
        ...(view === 'terminees' ? {} : { count: counts[view] }),
      }))}
    />
  );
}

function whatInstead({ ctx, address, counts }: QueuePageProps) {
  const link = (href: string, label: string) => (
    <ButtonLink href={href} variant="secondary">
      {label}
    </ButtonLink>
  );
  const elsewhere: Partial<Record<QueueView, [QueueView, string]>> = {
    miennes: ['libres', ctx.t('console:empty.seeFree')],
    libres: ['equipe', ctx.t('console:empty.seeTeam')],
  };
  const [view, label] = elsewhere[address.vue] ?? [];
  const hasSome = view === 'libres' || view === 'equipe' ? counts[view] > 0 : false;
  return view && label && hasSome ? link(viewHref(address, view), label) : undefined;
}

function Nothing(props: QueuePageProps) {
  const { ctx, address } = props;
  const { t } = ctx;
  if (address.apres !== '' || address.avant !== '') {
    const first = <ButtonLink href={queueHref(address)}>{t('console:queue.firstPage')}</ButtonLink>;
    return (
      <EmptyState title={t('console:empty.end.title')} action={first}>
        {t('console:empty.end.text')}
      </EmptyState>
    );
  }
  if (activeFilters(address) > 0) {
    const all = (
      <ButtonLink href={unfilteredHref(address)} variant="secondary">
        {t('console:filter.reset')}
      </ButtonLink>
    );
    return (
      <EmptyState title={t('console:empty.filtered.title')} icon="search" action={all}>
        {t('console:empty.filtered.text')}
      </EmptyState>
    );
  }
  return (
    <EmptyState title={t(`console:empty.${address.vue}.title`)} action={whatInstead(props)}>
      {t(`console:empty.${address.vue}.text`)}
    </EmptyState>
  );
}

function Lines(props: QueuePageProps) {
  const { ctx, address, choices, lines, isAgent } = props;
  if (lines.rows.length === 0) return <Nothing {...props} />;
  return (
    <>
      <QueueTable
        ctx={ctx}
        address={address}
        rows={lines.rows}
        showsTeam={choices.teams.length > 1}
        canTake={isAgent}
        caption={ctx.t(`console:views.${address.vue}`)}
      />
      <KeysetPagination
        label={ctx.t('console:queue.pages')}
        previousHref={lines.previous ? queueHref(address, { avant: lines.previous }) : undefined}
        nextHref={lines.next ? queueHref(address, { apres: lines.next }) : undefined}
      />
    </>
  );
}

/** The console: the tickets of an agent's teams, one view at a time. */
export function QueuePage(props: QueuePageProps) {
  const { ctx, address } = props;
  const { t } = ctx;
  return (
    <Page
      ctx={ctx}
      title={`${t(`console:views.${address.vue}`)} – ${t('console:title')}`}
      current="console"
      width="wide"
      density="compact"
    >
      <PageHeading
        title={t('console:title')}
        lead={t(`console:what.${address.vue}`)}
        actions={
          <ButtonLink href={paths.dueBoard()} icon="calendar" variant="secondary">
            {t('console:board.title')}
          </ButtonLink>
        }
      />
      <Views {...props} />
      <Stack>
        <QueueFilters {...props} />
        <Lines {...props} />
      </Stack>
    </Page>
  );
}
