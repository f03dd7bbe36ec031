import type { Viewer } from '../../domain/people/person.ts';
import {
  type OwnSort,
  type OwnTab,
  type OwnTicket,
  type OwnTickets,
  type OwnTicketsQuery,
  ownPageSizes,
} from '../../domain/tickets/own-tickets.ts';
import { isLive } from '../../domain/tickets/ticket.ts';
import { paths } from '../../paths.ts';
import { formatDate } from '../../platform/text/dates.ts';
import { displayName } from '../../platform/text/people.ts';
import { Section, Stack } from '../../ui/arrangement.tsx';
import { Button, Link } from '../../ui/button.tsx';
import { SelectField } from '../../ui/choice-field.tsx';
import { GetForm } from '../../ui/form.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { Pagination } from '../../ui/pagination.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { EmptyState } from '../../ui/surface.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { StateTag, Tag } from '../../ui/tag.tsx';
import { DatedDelay } from '../delay.tsx';
import { deskLang } from '../desk-lang.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { assignedTo, stateDetail } from '../ticket-words.ts';
import { homeFields, homeHref, ticketsAnchor } from './home-query.ts';

export type HomeTicketsProps = {
  ctx: PageContext;
  viewer: Viewer;
  query: OwnTicketsQuery;
  tickets: OwnTickets;
  counts: Readonly<Record<OwnTab, number>>;
};

const tabs: readonly OwnTab[] = ['en-attente', 'en-cours', 'a-completer', 'cloturees'];

/** What is most often wanted first: the last dates and numbers, names from A. */
const startsDescending: ReadonlySet<OwnSort> = new Set(['numero', 'date']);

function sortOf(query: OwnTicketsQuery, sort: OwnSort): NonNullable<Column<OwnTicket>['sort']> {
  const isCurrent = query.sort === sort;
  const descending = isCurrent ? !query.descending : startsDescending.has(sort);
  const current = query.descending ? 'descending' : 'ascending';
  return {
    href: homeHref(query, { sort, descending }),
    direction: isCurrent ? current : 'none',
  };
}

type Mark = { icon: IconName; text: string; isNew?: boolean };

/** Why this ticket is in the list, when it is not simply the reader's own, and what is new on it. */
function marksOf({ ctx: { t }, viewer, ticket }: RowProps): Mark[] {
  const { requester, isParticipant, isUnread, isOnBehalf } = ticket;
  const marks: Mark[] = [];
  if (isUnread) marks.push({ icon: 'mail', text: t('home:tickets.unread'), isNew: true });
  if (isParticipant) marks.push({ icon: 'people', text: t('home:tickets.participant') });
  else if (requester.id !== viewer.id) {
    const name = displayName(requester);
    marks.push({ icon: 'person', text: t('home:tickets.onBehalf', { name }) });
  } else if (isOnBehalf) marks.push({ icon: 'person', text: t('home:tickets.forYou') });
  return marks;
}

function Marks(props: RowProps) {
  const marks = marksOf(props);
  if (marks.length === 0) return null;
  return (
    <span class="cluster">
      {marks.map(({ icon, text, isNew }) => (
        <Tag key={text} icon={icon} {...(isNew ? { tone: 'accent' } : { outline: true })}>
          {text}
        </Tag>
      ))}
    </span>
  );
}

type RowProps = { ctx: PageContext; viewer: Viewer; ticket: OwnTicket };

function columnsOf({ ctx, viewer, query }: HomeTicketsProps): Column<OwnTicket>[] {
  const { t, lang, now } = ctx;
  const names: [OwnSort, Parameters<typeof t>[0], Column<OwnTicket>['cell']][] = [
    [
      'numero',
      'home:tickets.number',
      (ticket) => <a href={paths.ticket(ticket.number)}>{ticket.number}</a>,
    ],
    [
      'nature',
      'home:tickets.category',
      (ticket) => (
        <div class="cell-lines">
          <span lang={deskLang(ctx)}>{ticket.categoryName}</span>
          <span class="cell-detail" dir="auto">
            {ticket.subject}
          </span>
          <Marks ctx={ctx} viewer={viewer} ticket={ticket} />
        </div>
      ),
    ],
    ['date', 'home:tickets.date', (ticket) => formatDate(ticket.submittedAt, { lang })],
    [
      'equipe',
      'home:tickets.team',
      (ticket) => assignedTo(ticket.teamCode, ticket.assignee, displayName),
    ],
    [
      'pris-par',
      'home:tickets.holder',
      (ticket) => (ticket.holder === null ? null : displayName(ticket.holder)),
    ],
    [
      'delai',
      'home:tickets.delay',
      (ticket) => (isLive(ticket.state) ? <DatedDelay ctx={ctx} delay={ticket.delay} /> : null),
    ],
    [
      'etat',
      'home:tickets.state',
      (ticket) => <StateTag state={ticket.state} detail={stateDetail(ticket, now, ctx)} />,
    ],
  ];
  const sorted = names.map(([key, header, cell]) => ({
    key,
    header: t(header),
    cell,
    sort: sortOf(query, key),
    rowHeader: key === 'numero',
    nowrap: key === 'numero' || key === 'date',
  }));
  return [
    ...sorted,
    {
      key: 'action',
      header: t('home:tickets.action'),
      nowrap: true,
      cell: ({ number }) => (
        <Link href={paths.completion(number)} icon="plus">
          {t('home:tickets.complete')}
          <span class="ds-sr-only"> {t('home:tickets.completeWhich', { number })}</span>
        </Link>
      ),
    },
  ];
}

function Empty({ ctx: { t }, query }: HomeTicketsProps) {
  const why = () => {
    if (query.text !== '') return t('home:tickets.noneSearch', { text: query.text });
    return t(query.tab === null ? 'home:tickets.noneLive' : 'home:tickets.noneTab');
  };
  // What is looked for by its number is often over: without a tab only live tickets are shown.
  const isElsewhere = query.text !== '' && query.tab !== 'cloturees';
  return (
    <EmptyState
      title={t('home:tickets.none')}
      action={
        isElsewhere && (
          <Link href={homeHref(query, { tab: 'cloturees' })} icon="search">
            {t('home:tickets.searchClosed')}
          </Link>
        )
      }
    >
      <p dir="auto">{why()}</p>
    </EmptyState>
  );
}

function Tools({ ctx: { t }, query }: HomeTicketsProps) {
  const action = `${paths.home()}#${ticketsAnchor}`;
  const fields = { ...homeFields(query), page: undefined };
  return (
    <div class="toolbar">
      <GetForm
        action={action}
        label={t('home:tickets.showLabel')}
        hidden={{ ...fields, taille: undefined }}
      >
        <SelectField
          name="taille"
          label={t('home:tickets.show')}
          value={String(query.size)}
          emptyLabel={null}
          width="short"
          choices={ownPageSizes.map((size) => ({
            value: String(size),
            label: `${String(size)} ${t('home:tickets.items')}`,
          }))}
        />
        <Button variant="secondary">{t('common:form.apply')}</Button>
      </GetForm>
      <SearchField
        action={action}
        label={t('home:tickets.filter')}
        id="recherche-tableau"
        value={query.text}
        hidden={{ ...fields, q: undefined }}
        live
      />
    </div>
  );
}

function Foot({ ctx: { t }, query, tickets }: HomeTicketsProps) {
  const { rows, total, page, pages } = tickets;
  const from = (page - 1) * query.size + 1;
  const range = { from, to: from + rows.length - 1, count: total };
  return (
    <div class="toolbar">
      <p class="muted">{rows.length > 0 && t('home:tickets.range', range)}</p>
      <Pagination
        current={page}
        last={pages}
        href={(wanted) => homeHref(query, { page: wanted })}
      />
    </div>
  );
}

/** « Mes demandes »: the tickets a person follows, by state, sorted, searched, page by page. */
export function HomeTickets(props: HomeTicketsProps) {
  const { ctx, query, tickets, counts } = props;
  const { t } = ctx;
  const reset = { tab: null, text: '' };
  return (
    <Section id={ticketsAnchor} title={t('home:tickets.title')}>
      <Tabs
        label={t('home:tickets.tabs')}
        tabs={tabs.map((tab) => ({
          label: t(`home:tickets.${tab}`),
          count: counts[tab],
          href: homeHref(query, { tab }),
          current: query.tab === tab,
        }))}
      />
      <Stack gap="sm">
        {query.tab === null && query.text === '' ? (
          <p class="muted">{t('home:tickets.live')}</p>
        ) : (
          <p>
            <Link href={homeHref(query, reset)} icon="undo">
              {t('home:tickets.reset')}
            </Link>
          </p>
        )}
        <Tools {...props} />
        <Table
          caption={t('home:tickets.caption')}
          captionHidden
          columns={columnsOf(props)}
          rows={[...tickets.rows]}
          rowKey={({ number }) => number}
          rowState={({ isUnread }) => (isUnread ? 'unread' : undefined)}
          empty={<Empty {...props} />}
        />
        <Foot {...props} />
      </Stack>
    </Section>
  );
}
