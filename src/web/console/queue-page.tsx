import type { QueuePage as QueueLines } from '../../domain/tickets/queue.ts';
import { mostCounted, type QueueCounts } from '../../domain/tickets/queue-counts.ts';
import type { QueueView } from '../../domain/tickets/queue-views.ts';
import { paths } from '../../paths.ts';
import { PageHeading, Stack } from '../../ui/arrangement.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { KeysetPagination } from '../../ui/pagination.tsx';
import { EmptyState, NarrowFold } from '../../ui/surface.tsx';
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

/** « 12 », or « 99+ »: how many more than that is not known. */
function countOf(ctx: PageContext, count: number) {
  if (count <= mostCounted) return { count };
  const countWords = ctx.t('console:queue.moreThan', { count: mostCounted });
  return { count: `${String(mostCounted)}+`, countWords };
}

function Views({ ctx, address, choices, counts }: QueuePageProps) {
  return (
    <Tabs
      label={ctx.t('console:views.label')}
      tabs={choices.views.map((view) => ({
        label: ctx.t(`console:views.${view}`),
        href: viewHref(address, view),
        current: view === address.vue,
        // Finished tickets only grow: nobody waits for their number.
        ...(view === 'terminees' ? {} : countOf(ctx, counts[view])),
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
  const { ctx, address, lines } = props;
  const { t } = ctx;
  if (lines.isCut) {
    return (
      <EmptyState
        title={t('console:empty.cut.title')}
        icon="search"
        action={<Farther {...props} />}
      >
        {t('console:empty.cut.text')}
      </EmptyState>
    );
  }
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

/** Where a list that was not looked through to its end goes on, the way it is being read. */
function Farther({ ctx, address, lines }: QueuePageProps) {
  const { next, previous } = lines;
  const href =
    next === null
      ? queueHref(address, { avant: previous ?? '' })
      : queueHref(address, { apres: next });
  return (
    <ButtonLink href={href} variant="secondary">
      {ctx.t('console:queue.farther')}
    </ButtonLink>
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
      {lines.isCut && <p class="muted">{ctx.t('console:queue.cut')}</p>}
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
        <NarrowFold
          id="filtres"
          label={t('console:filter.fold')}
          open={activeFilters(address) > 0}
        />
        <QueueFilters {...props} />
        <Lines {...props} />
      </Stack>
    </Page>
  );
}
