import { reopenableUntil } from '../../domain/tickets/ticket.ts';
import type { Name, TicketSummary } from '../../domain/tickets/ticket-summary.ts';
import { formatDate, formatDateTime, formatTime } from '../../platform/text/dates.ts';
import { formatDelay } from '../../platform/text/delays.ts';
import { fullName } from '../../platform/text/people.ts';
import { DelayTag, StateTag } from '../../ui/tag.tsx';
import type { ShownDate } from '../../ui/thread.tsx';
import type { PageContext } from '../layout/page-context.ts';

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
  return <StateTag state={ticket.state} detail={stateDetail(ctx, ticket, holdUntil)} />;
}

function stateDetail(
  { t, lang, now }: PageContext,
  ticket: TicketSummary,
  holdUntil: Temporal.PlainDate | null,
): string | undefined {
  const date = (when: Temporal.Instant | Temporal.PlainDate) => formatDate(when, { lang });
  if (ticket.state === 'on_hold' && ticket.holdReason !== null) {
    if (holdUntil === null) return ticket.holdReason;
    const reason = ticket.holdReason;
    return t('ticket:stateDetail.heldUntil', { reason, date: date(holdUntil) });
  }
  if (ticket.state === 'resolved' && ticket.closeAt !== null) {
    return t('ticket:stateDetail.closesOn', { date: date(ticket.closeAt) });
  }
  if (ticket.state === 'closed' && ticket.closedAt !== null) {
    const until = reopenableUntil(ticket.closedAt);
    if (Temporal.Instant.compare(now, until) >= 0) return undefined;
    return t('ticket:stateDetail.reopenableUntil', { date: date(until) });
  }
  return undefined;
}

/** A délai in words, with the colour that goes with it. */
export function Delay({ ctx, delay }: { ctx: PageContext; delay: TicketSummary['delay'] }) {
  return <DelayTag tone={delay.tone}>{formatDelay(delay, ctx.lang)}</DelayTag>;
}

/** An instant as a thread shows it. */
export function shownDate({ lang }: PageContext, at: Temporal.Instant): ShownDate {
  return { text: formatDateTime(at, { lang }), iso: at.toString() };
}

/** « 14 h 05 », as one says it. */
export function spokenTime({ lang }: PageContext, at: Temporal.Instant): string {
  const time = formatTime(at, { lang });
  return lang === 'fr' ? time.replace(':', '\u00A0h\u00A0') : time;
}

/** Somebody as a sentence names them, « Karim LEROY », or the desk itself. */
export function actorName({ t }: PageContext, who: Name | null): string {
  return who === null ? t('ticket:actor.system') : sentenceName(who);
}

/** A name inside a sentence: first name first, the family name in capitals. */
export function sentenceName({ firstName, lastName }: Name): string {
  return fullName({ firstName, lastName: lastName.toLocaleUpperCase('fr') });
}
