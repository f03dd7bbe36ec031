import type { Priority, Target } from '../catalogue/target.ts';
import { calendarOf, type DelayBook, targetOf } from './delay-book.ts';
import { addWorkingTime, workingMinutesBetween } from './working-time.ts';

/** Why the clock of a ticket is stopped. */
export type StopReason =
  | { readonly code: 'waiting_requester' }
  | { readonly code: 'on_hold'; readonly holdReasonId: number }
  /** Resolved, closed or cancelled: reopened a month later, a ticket has the time it had left. */
  | { readonly code: 'over' };

/** What the clock needs of one thing that happened to a ticket; what did not change is not there. */
export type ClockEvent = {
  readonly at: Temporal.Instant;
  /** From then on the clock is stopped, or runs. */
  readonly stop: StopReason | null;
  readonly teamId?: number;
  readonly categoryId?: number;
  readonly priority?: Priority;
  /** From then on somebody has it, or nobody. */
  readonly held?: boolean;
};

/** Time during which one team had the ticket and its clock ran, or was stopped for one reason; still on when it has no end. */
export type Stretch = {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant | null;
  readonly teamId: number;
  readonly stop: StopReason | null;
};

/** What the events of a ticket say, in the order they were written, whatever its hours and promises. */
export type TicketClock = {
  readonly stretches: readonly Stretch[];
  readonly categoryId: number;
  readonly priority: Priority;
  /** When somebody first took it. */
  readonly takenAt: Temporal.Instant | null;
  /** When the team it is with received it, and whether somebody there has taken it since. */
  readonly arrivedAt: Temporal.Instant;
  readonly isTakenThere: boolean;
  /** When it last ended, if it has not begun again. */
  readonly endedAt: Temporal.Instant | null;
};

const later = (a: Temporal.Instant, b: Temporal.Instant) =>
  Temporal.Instant.compare(a, b) < 0 ? b : a;

const isSameStop = (a: StopReason | null, b: StopReason | null): boolean =>
  a?.code === b?.code &&
  (a?.code !== 'on_hold' || b?.code !== 'on_hold' || a.holdReasonId === b.holdReasonId);

/** Reads the clock of a ticket out of its events, oldest first; the first one says team, nature and priority. */
export function readClock(events: readonly ClockEvent[]): TicketClock {
  const [first] = events;
  if (first?.teamId === undefined || first.categoryId === undefined || !first.priority) {
    throw new Error('a ticket begins with its team, nature and priority');
  }
  const stretches: Stretch[] = [];
  let { categoryId, priority } = first;
  let takenAt: Temporal.Instant | null = null;
  let endedAt: Temporal.Instant | null = null;
  let [arrivedAt, isTakenThere] = [first.at, false];
  let current: Stretch = { from: first.at, to: null, teamId: first.teamId, stop: first.stop };
  for (const event of events) {
    // Two machines that do not tell exactly the same time: what comes after is never before.
    const at = later(current.from, event.at);
    categoryId = event.categoryId ?? categoryId;
    priority = event.priority ?? priority;
    const teamId = event.teamId ?? current.teamId;
    if (teamId !== current.teamId) [arrivedAt, isTakenThere] = [at, false];
    if (event.held) {
      takenAt ??= at;
      isTakenThere = true;
    }
    if (event.stop?.code !== 'over') endedAt = null;
    else endedAt ??= at;
    if (teamId === current.teamId && isSameStop(event.stop, current.stop)) continue;
    if (!current.from.equals(at)) stretches.push({ ...current, to: at });
    current = { from: at, to: null, teamId, stop: event.stop };
  }
  stretches.push(current);
  return { stretches, categoryId, priority, takenAt, arrivedAt, isTakenThere, endedAt };
}

/** Says whether the clock stands still as things are. */
export function isStopped({ stretches }: Pick<TicketClock, 'stretches'>): boolean {
  return stretches.at(-1)?.stop !== null;
}

/** Counts the working minutes of a ticket until an instant: each stretch by the hours of the team that had it then. */
export function spentMinutes(
  { stretches }: Pick<TicketClock, 'stretches'>,
  book: DelayBook,
  until: Temporal.Instant,
): number {
  let minutes = 0;
  for (const { from, to, teamId, stop } of stretches) {
    const end = to === null || Temporal.Instant.compare(to, until) > 0 ? until : to;
    if (stop !== null || Temporal.Instant.compare(from, end) >= 0) continue;
    minutes += workingMinutesBetween(calendarOf(book, teamId), from, end);
  }
  return minutes;
}

/**
 * Finds when so many minutes will have been counted. Null: not as things stand (the clock is stopped), or never (hours
 * in which nobody works).
 */
export function dueAfter(
  stretches: readonly Stretch[],
  book: DelayBook,
  minutes: number,
): Temporal.Instant | null {
  let left = minutes;
  for (const { from, to, teamId, stop } of stretches) {
    if (stop !== null) continue;
    const calendar = calendarOf(book, teamId);
    if (to === null) return addWorkingTime(calendar, from, left);
    const worked = workingMinutesBetween(calendar, from, to);
    if (worked >= left) return addWorkingTime(calendar, from, left);
    left -= worked;
  }
  return null;
}

/** By when a ticket must be taken, resolved, and taken by the team it is with. Null: nothing is promised for now, or ever. */
export type DueInstants = {
  readonly target: Target;
  readonly takeBy: Temporal.Instant | null;
  readonly resolveBy: Temporal.Instant | null;
  /** Begins again with each team, so that each has its time; the requester's two promises never do. */
  readonly teamTakeBy: Temporal.Instant | null;
};

/** Computes the promises of a ticket from its events, the hours of its teams and what its nature promises, and nothing else. */
export function dueInstants(
  clock: TicketClock,
  book: DelayBook,
  target: Target = targetOf(book, clock.categoryId, clock.priority),
): DueInstants {
  const { stretches } = clock;
  return {
    target,
    takeBy: dueAfter(stretches, book, target.takeMinutes),
    resolveBy: dueAfter(stretches, book, target.resolveMinutes),
    teamTakeBy: dueAfter(sinceArrival(clock), book, target.takeMinutes),
  };
}

/** The stretches of a ticket since the team it is with received it. */
export function sinceArrival({ stretches, arrivedAt }: TicketClock): Stretch[] {
  return stretches
    .filter(({ to }) => to === null || Temporal.Instant.compare(to, arrivedAt) > 0)
    .map((stretch) => ({ ...stretch, from: later(stretch.from, arrivedAt) }));
}

/** How a promise stands: counting, stopped, kept, or overrun. */
export type PromiseState = {
  readonly state: 'running' | 'paused' | 'kept' | 'missed';
  readonly promisedMinutes: number;
  /** Counted so far, or until it was kept or given up. */
  readonly spentMinutes: number;
  readonly dueAt: Temporal.Instant | null;
};

const minuteOf = (instant: Temporal.Instant) => Math.floor(instant.epochMilliseconds / 60_000);

/** What the standing of promises is told from. */
type Terms = { readonly book: DelayBook; readonly target?: Target; readonly now: Temporal.Instant };

/** Tells how both promises of a ticket stand at an instant. */
export function promiseStates(
  clock: TicketClock,
  { book, target, now }: Terms,
): { take: PromiseState; resolve: PromiseState } {
  const due = dueInstants(clock, book, target);
  const { takeMinutes, resolveMinutes } = due.target;
  const take = { promisedMinutes: takeMinutes, dueAt: due.takeBy };
  const resolve = { promisedMinutes: resolveMinutes, dueAt: due.resolveBy };
  const until = (endedAt: Temporal.Instant | null) => ({ book, endedAt, now });
  return {
    take: stateOf(clock, take, until(clock.takenAt ?? clock.endedAt)),
    resolve: stateOf(clock, resolve, until(clock.endedAt)),
  };
}

/** Tells how a team that received a ticket from another stands with its own time to take it. Null: it has none, or took it. */
export function teamTakeState(
  clock: TicketClock,
  { book, target, now }: Terms,
): PromiseState | null {
  const { stretches, arrivedAt, isTakenThere, endedAt } = clock;
  if (isTakenThere || endedAt !== null || stretches[0]?.from.equals(arrivedAt)) return null;
  const due = dueInstants(clock, book, target);
  const promise = { promisedMinutes: due.target.takeMinutes, dueAt: due.teamTakeBy };
  return stateOf({ stretches: sinceArrival(clock) }, promise, { book, endedAt, now });
}

function stateOf(
  clock: Pick<TicketClock, 'stretches'>,
  promise: Pick<PromiseState, 'promisedMinutes' | 'dueAt'>,
  {
    book,
    endedAt,
    now,
  }: { book: DelayBook; endedAt: Temporal.Instant | null; now: Temporal.Instant },
): PromiseState {
  const { dueAt } = promise;
  const until = endedAt ?? now;
  const isMissed = dueAt !== null && minuteOf(until) > minuteOf(dueAt);
  const going = isStopped(clock) ? 'paused' : 'running';
  const state = isMissed ? 'missed' : endedAt === null ? going : 'kept';
  return { ...promise, state, spentMinutes: spentMinutes(clock, book, until) };
}
