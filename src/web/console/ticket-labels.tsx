import type { TicketSummary } from '../../domain/tickets/ticket-summary.ts';
import { formatTime } from '../../platform/text/dates.ts';
import { formatDelay } from '../../platform/text/delays.ts';
import { DelayTag, StateTag } from '../../ui/tag.tsx';
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

/** A délai in words, with the colour that goes with it. */
export function Delay({ ctx, delay }: { ctx: PageContext; delay: TicketSummary['delay'] }) {
  return <DelayTag tone={delay.tone}>{formatDelay(delay, ctx.lang)}</DelayTag>;
}

/** « 14 h 05 », as one says it. */
export function spokenTime({ lang }: PageContext, at: Temporal.Instant): string {
  const time = formatTime(at, { lang });
  return lang === 'fr' ? time.replace(':', '\u00A0h\u00A0') : time;
}
