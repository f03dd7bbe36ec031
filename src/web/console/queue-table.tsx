import type { QueuedTicket } from '../../domain/tickets/queue.ts';
import type { QueueSort } from '../../domain/tickets/queue-sorts.ts';
import { isLive } from '../../domain/tickets/ticket.ts';
import { paths } from '../../paths.ts';
import { formatDate, formatRelative } from '../../platform/text/dates.ts';
import { displayName } from '../../platform/text/people.ts';
import { VisuallyHidden } from '../../ui/a11y.tsx';
import { Muted } from '../../ui/arrangement.tsx';
import { type Column, type SortDirection, Table } from '../../ui/table.tsx';
import { PriorityTag } from '../../ui/tag.tsx';
import { DatedDelay } from '../delay.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { Holder } from './holder.tsx';
import { type QueueAddress, queueHref, sortsOf } from './queue-address.ts';
import { Subject, TicketState } from './ticket-labels.tsx';

export type QueueTableProps = {
  ctx: PageContext;
  address: QueueAddress;
  rows: readonly QueuedTicket[];
  /** The teams differ from one line to the next. */
  showsTeam: boolean;
  /** Who may take a free line: an administrator who is in no team only reads. */
  canTake: boolean;
  caption: string;
};

function Requester({ ticket }: { ticket: QueuedTicket }) {
  return (
    <>
      {displayName(ticket.requester)}
      {ticket.siteName && (
        <>
          <br />
          <Muted>{ticket.siteName}</Muted>
        </>
      )}
    </>
  );
}

function columnsOf(props: QueueTableProps): Column<QueuedTicket>[] {
  const { ctx, address, showsTeam } = props;
  const { t, lang, now } = ctx;
  const sort = (name: QueueSort, startsDescending = false) => {
    if (!sortsOf(address.vue).includes(name)) return undefined;
    const isCurrent = address.tri === name;
    const descending = isCurrent ? !address.descending : startsDescending;
    const direction: SortDirection = !isCurrent
      ? 'none'
      : address.descending
        ? 'descending'
        : 'ascending';
    return { href: queueHref(address, { tri: name, descending }), direction };
  };
  const here = queueHref(address, { apres: address.apres, avant: address.avant });
  const columns: (Column<QueuedTicket> | null)[] = [
    {
      key: 'number',
      header: t('console:column.number'),
      sort: sort('numero'),
      rowHeader: true,
      nowrap: true,
      cell: (ticket) => (
        <a class="ds-link" href={paths.consoleTicket(ticket.number)}>
          {props.canTake && ticket.isUnread && (
            <VisuallyHidden>{t('console:queue.unread')} </VisuallyHidden>
          )}
          {ticket.number}
        </a>
      ),
    },
    {
      key: 'subject',
      header: t('console:column.subject'),
      sort: sort('nature'),
      headerWraps: showsTeam,
      cell: (ticket) => <Subject ctx={ctx} ticket={ticket} />,
    },
    {
      key: 'requester',
      header: t('console:column.requester'),
      sort: sort('demandeur'),
      cell: (ticket) => <Requester ticket={ticket} />,
    },
    {
      key: 'priority',
      header: t('console:column.priority'),
      sort: sort('priorite'),
      cell: (ticket) => <PriorityTag priority={ticket.priority} />,
    },
    {
      key: 'state',
      header: t('console:column.state'),
      sort: sort('etat'),
      cell: (ticket) => <TicketState ctx={ctx} ticket={ticket} />,
    },
    showsTeam
      ? {
          key: 'team',
          header: t('console:column.team'),
          cell: (ticket) => ticket.teamCode,
        }
      : null,
    {
      key: 'holder',
      header: t('console:column.holder'),
      sort: sort('pris-par'),
      cell: (ticket) => <Holder ctx={ctx} ticket={ticket} takeFrom={props.canTake ? here : null} />,
    },
    {
      key: 'delay',
      header: t('console:column.delay'),
      sort: sort('delai'),
      cell: (ticket) =>
        isLive(ticket.state) ? (
          <DatedDelay ctx={ctx} delay={ticket.delay} promise={ticket.promise} />
        ) : null,
    },
    {
      key: 'date',
      header: t('console:column.date'),
      sort: sort('date', true),
      nowrap: true,
      headerWraps: showsTeam,
      cell: (ticket) => formatDate(ticket.submittedAt, { lang }),
    },
    {
      key: 'activity',
      header: t('console:column.activity'),
      sort: sort('activite', true),
      nowrap: !showsTeam,
      cell: (ticket) => formatRelative(ticket.changedAt, now, { lang }),
    },
  ];
  return columns.filter((column) => column !== null);
}

/** The lines of a view: what each is about, for whom, how pressing, who has it, by when. */
export function QueueTable(props: QueueTableProps) {
  return (
    <Table
      caption={props.caption}
      captionHidden
      columns={columnsOf(props)}
      rows={[...props.rows]}
      rowKey={(ticket) => ticket.number}
      // Who is in no team follows nothing: all would be unread, for ever.
      rowState={(ticket) => (props.canTake && ticket.isUnread ? 'unread' : undefined)}
    />
  );
}
