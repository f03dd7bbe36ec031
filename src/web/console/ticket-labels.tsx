import type { TicketSummary } from '../../domain/tickets/ticket-summary.ts';
import { paths } from '../../paths.ts';
import { Muted } from '../../ui/arrangement.tsx';
import { StateTag } from '../../ui/tag.tsx';
import { deskLang } from '../desk-lang.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { stateDetail } from '../ticket-words.ts';

/** A state as its label says it: why it waits, when it closes, until when it may be reopened. */
export function TicketState({
  ctx,
  ticket,
  holdUntil = null,
}: {
  ctx: PageContext;
  ticket: TicketSummary;
  holdUntil?: Temporal.PlainDate | null;
}) {
  return (
    <StateTag state={ticket.state} detail={stateDetail({ ...ticket, holdUntil }, ctx.now, ctx)} />
  );
}

/** What a line of a list is about: its subject, which opens it, and its nature. */
export function Subject({ ctx, ticket }: { ctx: PageContext; ticket: TicketSummary }) {
  return (
    <>
      <a class="ds-link" href={paths.consoleTicket(ticket.number)} dir="auto">
        {ticket.subject}
      </a>
      <br />
      <Muted lang={deskLang(ctx)}>{ticket.categoryName}</Muted>
    </>
  );
}
