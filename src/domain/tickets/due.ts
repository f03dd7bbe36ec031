import { type Calendar, defaultCalendar } from '../calendar/calendar.ts';
import {
  type DueInstants,
  dueInstants,
  pausesOf,
  stopsClock,
  targetFor,
} from '../calendar/delay.ts';
import { addWorkingDays, openIntervals } from '../calendar/working-time.ts';
import type { Priority } from './ticket.ts';
import type { TicketEvent } from './ticket-event.ts';

/** What the promises of a ticket are computed from, besides its events. */
export interface Promised {
  readonly submittedAt: Temporal.Instant;
  readonly priority: Priority;
  /** The promises of its nature at normal priority, in minutes of working time. */
  readonly takeMinutes: number;
  readonly resolveMinutes: number;
}

/** Computes by when a ticket must be taken and resolved, from its events and nothing else. */
export function dueOf(promise: Promised, events: readonly TicketEvent[]): DueInstants {
  const changes = events.map(({ at, to, data }, index) => ({
    at,
    stopped: stopsClock(to, data.stopsClock ?? lastStopsClock(events, index)),
  }));
  return dueInstants({
    calendar: defaultCalendar,
    submittedAt: promise.submittedAt,
    pauses: pausesOf(changes),
    target: targetFor(promise, promise.priority),
  });
}

/** An act that leaves a ticket on hold does not repeat whether its reason stops the clock. */
function lastStopsClock(events: readonly TicketEvent[], index: number): boolean {
  const hold = events.slice(0, index).findLast((event) => event.data.stopsClock !== undefined);
  return hold?.data.stopsClock ?? false;
}

/** The first instant, from this one on, when the desk is open: it writes to nobody at night. */
export function whenNextOpen(
  instant: Temporal.Instant | null,
  calendar: Calendar = defaultCalendar,
): Temporal.Instant | null {
  if (instant === null) return null;
  const limit = instant.add({ hours: 24 * 60 });
  return openIntervals(calendar, instant, limit)[0]?.start ?? null;
}

/** When the desk acts by itself after so many working days of silence. */
export function afterWorkingDays(now: Temporal.Instant, days: number): Temporal.Instant | null {
  return whenNextOpen(addWorkingDays(defaultCalendar, now, days));
}

/** When a ticket put on hold until a date comes back: at the first open minute of that day or after it. */
export function resumeInstant(date: Temporal.PlainDate): Temporal.Instant | null {
  return whenNextOpen(date.toZonedDateTime(defaultCalendar.timeZone).toInstant());
}
