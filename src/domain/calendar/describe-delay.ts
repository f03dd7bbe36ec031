import type { DelayParts } from '../../platform/text/delays.ts';
import type { Calendar } from './calendar.ts';
import { addWorkingTime, usualDayMinutes, workingMinutesBetween } from './working-time.ts';

/** How a délai looks; the words always say it too. */
export type DelayTone = 'ok' | 'soon' | 'late' | 'paused' | 'none';

/** A délai ready to be written by formatDelay, and the exact instant it stands for; null when nothing is due for now. */
export type Delay = DelayParts & { tone: DelayTone; dueAt: Temporal.Instant | null };

/** From this many working minutes before the due instant, a ticket is nearly late. */
export const SOON_MINUTES = 120;

/** What the délai of a ticket is told from. */
export type DelayFacts = {
  calendar: Calendar;
  dueAt: Temporal.Instant | null;
  paused: boolean;
  now: Temporal.Instant;
};

const noTime = { days: 0, hours: 0, minutes: 0 };

/** Tells the working time left before a promised instant, or by how much it is overrun. */
export function describeDelay({ calendar, dueAt, paused, now }: DelayFacts): Delay {
  if (paused) return { kind: 'paused', tone: 'paused', dueAt: null, ...noTime };
  if (dueAt === null) return { kind: 'none', tone: 'none', dueAt, ...noTime };
  const left = workingMinutesBetween(calendar, now, dueAt);
  const parts = inParts(Math.abs(left), usualDayMinutes(calendar, now));
  if (Temporal.Instant.compare(now, dueAt) > 0) {
    return { kind: 'late', tone: 'late', dueAt, ...parts };
  }
  return { kind: 'left', tone: left <= SOON_MINUTES ? 'soon' : 'ok', dueAt, ...parts };
}

/**
 * The first instant that is not near: what is due before it, and not overrun, is « soon ». Null: however far, it is,
 * because the calendar no longer opens.
 */
export function soonUntil(calendar: Calendar, now: Temporal.Instant): Temporal.Instant | null {
  return addWorkingTime(calendar, now, SOON_MINUTES + 1);
}

/** A working time in the usual days of a team, hours and minutes. */
export type Duration = Pick<DelayParts, 'days' | 'hours' | 'minutes'>;

/** Tells a promised working time in the usual days of a team. */
export function describeDuration(
  calendar: Calendar,
  minutes: number,
  now: Temporal.Instant,
): Duration {
  return inParts(minutes, usualDayMinutes(calendar, now));
}

/** Tells how long something took, rounded up to its largest unit: nobody is told less than what happened. */
export function describeAtMost(
  calendar: Calendar,
  minutes: number,
  now: Temporal.Instant,
): Duration {
  const { days, hours, minutes: rest } = describeDuration(calendar, minutes, now);
  if (days > 0) return { days: days + (hours + rest > 0 ? 1 : 0), hours: 0, minutes: 0 };
  if (hours > 0) return describeDuration(calendar, (hours + (rest > 0 ? 1 : 0)) * 60, now);
  return { days, hours, minutes: rest };
}

function inParts(total: number, dayMinutes: number) {
  const days = dayMinutes > 0 ? Math.floor(total / dayMinutes) : 0;
  const rest = total - days * dayMinutes;
  return { days, hours: Math.floor(rest / 60), minutes: rest % 60 };
}
