import type { TicketSummary } from '../../domain/tickets/ticket-summary.ts';
import { paths } from '../../paths.ts';
import { displayName } from '../../platform/text/people.ts';
import { ActButton } from '../../ui/act-bar.tsx';
import { Muted } from '../../ui/arrangement.tsx';
import type { PageContext } from '../layout/page-context.ts';

type Props = {
  ctx: PageContext;
  ticket: TicketSummary;
  /** The list to come back to once it is taken; null for who may not take: an administrator in no team only reads. */
  takeFrom: string | null;
};

/** Who has it; on a line nobody has, who it was promised to and the button that takes it. */
export function Holder({ ctx, ticket, takeFrom }: Props) {
  if (ticket.holder) return <>{displayName(ticket.holder)}</>;
  if (!ticket.assignee && takeFrom === null) return <Muted>{ctx.t('console:ticket.nobody')}</Muted>;
  return (
    <>
      {ticket.assignee && (
        <Muted>{ctx.t('console:queue.assigned', { name: displayName(ticket.assignee) })}</Muted>
      )}
      {takeFrom !== null && <TakeButton ctx={ctx} ticket={ticket} takeFrom={takeFrom} />}
    </>
  );
}

/** One click on a line nobody holds; somebody faster is told on the page of the ticket. */
function TakeButton({ ctx, ticket, takeFrom }: Props & { takeFrom: string }) {
  const isFree =
    ticket.holder === null &&
    ['awaiting', 'on_hold', 'needs_information'].includes(ticket.state) &&
    ticket.requester.id !== ctx.person?.id;
  if (!isFree) return null;
  return (
    <ActButton
      action={paths.taking(ticket.number)}
      csrf={ctx.csrfToken}
      icon="hand"
      size="sm"
      hidden={{ _act: crypto.randomUUID(), _retour: takeFrom }}
      hiddenText={ctx.t('console:queue.takeHidden', { number: ticket.number })}
    >
      {ctx.t('console:queue.take')}
    </ActButton>
  );
}
