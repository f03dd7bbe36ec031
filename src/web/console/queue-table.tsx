import type { QueuedTicket, QueueSort } from '../../domain/tickets/queue.ts';
import { paths } from '../../paths.ts';
import { formatDate, formatRelative } from '../../platform/text/dates.ts';
import { displayName } from '../../platform/text/people.ts';
import { VisuallyHidden } from '../../ui/a11y.tsx';
import { ActButton } from '../../ui/act-bar.tsx';
import { Muted } from '../../ui/arrangement.tsx';
import { type Column, type SortDirection, Table } from '../../ui/table.tsx';
import { PriorityTag } from '../../ui/tag.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { type QueueAddress, queueHref } from './queue-address.ts';
import { Delay, TicketState } from './ticket-labels.tsx';

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

function Subject({ ticket }: { ticket: QueuedTicket }) {
  return (
    <>
      <a class="ds-link" href={paths.consoleTicket(ticket.number)} dir="auto">
        {ticket.subject}
      </a>
      <br />
      <Muted>{ticket.categoryName}</Muted>
    </>
  );
}

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

/** Who has it; on a line nobody has, who it was promised to and the button that takes it. */
function Holder(props: { ticket: QueuedTicket } & QueueTableProps) {
  const { ctx, ticket, canTake } = props;
  if (ticket.holder) return <>{displayName(ticket.holder)}</>;
  return (
    <>
      {ticket.assignee && (
        <Muted>{ctx.t('console:queue.assigned', { name: displayName(ticket.assignee) })}</Muted>
      )}
      {canTake && <TakeButton {...props} />}
    </>
  );
}

/** One click on a line nobody holds; somebody faster is told on the page of the ticket. */
function TakeButton({ ctx, address, ticket }: { ticket: QueuedTicket } & QueueTableProps) {
  const isFree =
    ticket.holder === null &&
    ['awaiting', 'on_hold', 'needs_information'].includes(ticket.state) &&
    ticket.requester.id !== ctx.person?.id;
  if (!isFree) return null;
  const here = queueHref(address, { apres: address.apres, avant: address.avant });
  return (
    <ActButton
      action={paths.taking(ticket.number)}
      csrf={ctx.csrfToken}
      icon="hand"
      size="sm"
      hidden={{ _act: crypto.randomUUID(), _retour: here }}
      hiddenText={ctx.t('console:queue.takeHidden', { number: ticket.number })}
    >
      {ctx.t('console:queue.take')}
    </ActButton>
  );
}

function columnsOf(props: QueueTableProps): Column<QueuedTicket>[] {
  const { ctx, address, showsTeam } = props;
  const { t, lang, now } = ctx;
  const sort = (name: QueueSort, startsDescending = false) => {
    const isCurrent = address.tri === name;
    const descending = isCurrent ? !address.descending : startsDescending;
    const direction: SortDirection = !isCurrent
      ? 'none'
      : address.descending
        ? 'descending'
        : 'ascending';
    return { href: queueHref(address, { tri: name, descending }), direction };
  };
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
      cell: (ticket) => <Subject ticket={ticket} />,
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
      cell: (ticket) => <Holder {...props} ticket={ticket} />,
    },
    {
      key: 'delay',
      header: t('console:column.delay'),
      sort: sort('delai'),
      cell: (ticket) => <Delay ctx={ctx} delay={ticket.delay} />,
    },
    {
      key: 'date',
      header: t('console:column.date'),
      sort: sort('date', true),
      nowrap: true,
      cell: (ticket) => formatDate(ticket.submittedAt, { lang }),
    },
    {
      key: 'activity',
      header: t('console:column.activity'),
      sort: sort('activite', true),
      nowrap: true,
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
