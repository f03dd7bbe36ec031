import { type Calendar } from '../calendar/calendar.ts';
import {
  type ClockEvent,
  type DueInstants,
  dueInstants,
  readClock,
  type StopReason,
  type TicketClock,
} from '../calendar/clock.ts';
import { calendarOf, type DelayBook } from '../calendar/delay-book.ts';
import { addWorkingDays, nextOpening } from '../calendar/working-time.ts';
import type { Priority, TicketState } from './ticket.ts';
import type { EventData, TicketEvent } from './ticket-event.ts';

type Told = Pick<TicketEvent, 'at' | 'to'> & { readonly data: EventData };

/** Reads the clock of a ticket out of its events, oldest first. */
export function clockOf(events: readonly Told[]): TicketClock {
  let hold: StopReason | null = null;
  return readClock(
    events.map(({ at, to, data }): ClockEvent => {
      // An act that leaves a ticket on hold does not repeat why, nor whether the reason stopped the clock on that day.
      if (data.stopsClock !== undefined) {
        const holdReasonId = data.holdReasonId ?? 0;
        hold = data.stopsClock ? { code: 'on_hold', holdReasonId } : null;
      }
      return {
        at,
        stop: stopIn(to, hold),
        ...(data.teamId === undefined ? {} : { teamId: data.teamId }),
        ...(data.categoryId === undefined ? {} : { categoryId: data.categoryId }),
        ...(data.priority === undefined ? {} : { priority: data.priority }),
        ...(data.holderId === undefined ? {} : { held: data.holderId !== null }),
      };
    }),
  );
}

function stopIn(state: TicketState, hold: StopReason | null): StopReason | null {
  switch (state) {
    case 'needs_information':
      return { code: 'waiting_requester' };
    case 'on_hold':
      return hold;
    case 'resolved':
    case 'closed':
    case 'cancelled':
      return { code: 'over' };
    default:
      return null;
  }
}

/** What a ticket is promised the moment it is filed. */
export type Filing = {
  readonly at: Temporal.Instant;
  readonly teamId: number;
  readonly categoryId: number;
  readonly priority: Priority;
};

/** Computes what would be promised to a ticket filed so. */
export function dueWhenFiled({ at, ...data }: Filing, book: DelayBook): DueInstants {
  return dueInstants(clockOf([{ at, to: 'awaiting', data }]), book);
}

/** When the desk acts by itself after so many working days of a team: it writes to nobody at night. */
export function afterWorkingDays(
  calendar: Calendar,
  now: Temporal.Instant,
  days: number,
): Temporal.Instant | null {
  const later = addWorkingDays(calendar, now, days);
  return later === null ? null : nextOpening(calendar, later);
}

/** When a ticket put on hold until a date comes back: at the first open minute of that day or after it. */
export function resumeInstant(
  calendar: Calendar,
  date: Temporal.PlainDate,
): Temporal.Instant | null {
  return nextOpening(calendar, date.toZonedDateTime(calendar.timeZone).toInstant());
}

/** The hours by which the desk writes about a ticket: those of the team it is with. */
export const hoursOf = (ticket: { teamId: number; book: DelayBook }): Calendar =>
  calendarOf(ticket.book, ticket.teamId);
