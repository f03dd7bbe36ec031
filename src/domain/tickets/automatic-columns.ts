import { afterWorkingDays, hoursOf, resumeInstant } from './due.ts';
import { type Remindable, waitingSince } from './reminder.ts';
import { closingWorkingDays, expiryWorkingDays } from './ticket.ts';
import type { TicketEvent } from './ticket-event.ts';

/** When the desk acts by itself on a ticket. Null: nothing of the kind is to come, or never, as its team's hours stand. */
type AutomaticColumns = {
  readonly resume_at: Temporal.Instant | null;
  readonly expire_at: Temporal.Instant | null;
  readonly close_at: Temporal.Instant | null;
};

/** Computes when the desk acts by itself from the events of a ticket and the hours of its team. */
export function automaticColumns(ticket: Remindable): AutomaticColumns {
  const { state, events } = ticket;
  const calendar = hoursOf(ticket);
  const after = (since: Temporal.Instant | undefined, days: number) =>
    since ? afterWorkingDays(calendar, since, days) : null;
  const until = state === 'on_hold' ? holdDate(events) : null;
  return {
    resume_at: until ? resumeInstant(calendar, until) : null,
    expire_at:
      state === 'needs_information' ? after(waitingSince(events), expiryWorkingDays) : null,
    close_at: state === 'resolved' ? after(resolvedSince(events), closingWorkingDays) : null,
  };
}

function holdDate(events: readonly TicketEvent[]): Temporal.PlainDate | null {
  const until = events.findLast(({ data }) => data.holdUntil !== undefined)?.data.holdUntil;
  return until ? Temporal.PlainDate.from(until) : null;
}

function resolvedSince(events: readonly TicketEvent[]): Temporal.Instant | undefined {
  return events.findLast(({ from, to }) => to === 'resolved' && from !== 'resolved')?.at;
}
