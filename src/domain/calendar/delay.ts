import type { Calendar } from './calendar.ts';
import { addWorkingTime, workingMinutesBetween } from './working-time.ts';

/** How pressing a ticket is. */
export type Priority = 'low' | 'normal' | 'high' | 'urgent';

/** The two promises of a nature, in minutes of working time: taken within, resolved within. */
export type Target = { takeMinutes: number; resolveMinutes: number };

/** A stretch when the clock is stopped; it lasts still when it has no end. */
export type Pause = { from: Temporal.Instant; to: Temporal.Instant | null };

/** The promised instants. Null: nothing is promised for now (clock stopped) or ever (calendar that never opens). */
export type DueInstants = { takeBy: Temporal.Instant | null; resolveBy: Temporal.Instant | null };

/** Promised where a nature says nothing, at normal priority: taken in a working day of 9 hours, resolved in five. */
export const DEFAULT_TARGET: Target = { takeMinutes: 540, resolveMinutes: 2700 };

const SHARE_OF_TARGET: Record<Priority, number> = { low: 2, normal: 1, high: 0.5, urgent: 0.25 };

/** Decides the promises of a ticket: its nature's, twice as long when low, half when high, a quarter when urgent. */
export function targetFor(nature: Target | null, priority: Priority): Target {
  const { takeMinutes, resolveMinutes } = nature ?? DEFAULT_TARGET;
  const share = SHARE_OF_TARGET[priority];
  return {
    takeMinutes: Math.ceil(takeMinutes * share),
    resolveMinutes: Math.ceil(resolveMinutes * share),
  };
}

/**
 * Says whether a state stops the clock: always when the requester is waited for, on hold as the reason says,
 * and once resolved, so that a ticket reopened a month later has the time it had left.
 */
export function stopsClock(state: string, holdReasonStopsClock = false): boolean {
  switch (state) {
    case 'needs_information':
    case 'resolved':
    case 'closed':
    case 'cancelled':
      return true;
    case 'on_hold':
      return holdReasonStopsClock;
    default:
      return false;
  }
}

/** From this instant on, the clock is stopped or runs. */
export type ClockChange = { at: Temporal.Instant; stopped: boolean };

/** Reads the pauses out of a ticket's history of states, in whatever order it is given. */
export function pausesOf(changes: readonly ClockChange[]): Pause[] {
  const pauses: Pause[] = [];
  let since: Temporal.Instant | null = null;
  for (const { at, stopped } of changes.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))) {
    if (stopped) since ??= at;
    else if (since !== null) {
      pauses.push({ from: since, to: at });
      since = null;
    }
  }
  return since === null ? pauses : [...pauses, { from: since, to: null }];
}

/** Everything a promise depends on. */
export type Promised = {
  calendar: Calendar;
  submittedAt: Temporal.Instant;
  pauses: readonly Pause[];
  target: Target;
};

/** Computes when a ticket must be taken and resolved: working time since it was submitted, pauses left out. */
export function dueInstants({ calendar, submittedAt, pauses, target }: Promised): DueInstants {
  const ordered = pauses.toSorted((a, b) => Temporal.Instant.compare(a.from, b.from));
  const due = (minutes: number) => dueAfter(calendar, submittedAt, ordered, minutes);
  return { takeBy: due(target.takeMinutes), resolveBy: due(target.resolveMinutes) };
}

function dueAfter(
  calendar: Calendar,
  submittedAt: Temporal.Instant,
  pauses: readonly Pause[],
  minutes: number,
): Temporal.Instant | null {
  let from = submittedAt;
  let left = minutes;
  for (const pause of pauses) {
    if (pause.to && Temporal.Instant.compare(pause.to, from) <= 0) continue;
    const worked = Math.max(0, workingMinutesBetween(calendar, from, pause.from));
    if (worked >= left) break;
    left -= worked;
    if (pause.to === null) return null;
    from = pause.to;
  }
  return addWorkingTime(calendar, from, left);
}
