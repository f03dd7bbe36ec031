import type { Calendar } from '../calendar/calendar.ts';
import { type DueInstants, dueInstants, isStopped, type TicketClock } from '../calendar/clock.ts';
import type { DelayBook } from '../calendar/delay-book.ts';
import { calendarOf } from '../calendar/delay-book.ts';
import { SOON_MINUTES } from '../calendar/describe-delay.ts';
import { nextOpening, subtractWorkingTime } from '../calendar/working-time.ts';
import { afterWorkingDays } from './due.ts';
import { isLive, type TicketState } from './ticket.ts';
import type { TicketEvent } from './ticket-event.ts';

/** Of what the desk reminds people: a promise that is near or overrun, a question without an answer. */
export const reminderKinds = [
  'take_soon',
  'take_passed',
  'resolve_soon',
  'resolve_passed',
  'answer_first',
  'answer_second',
] as const;
export type ReminderKind = (typeof reminderKinds)[number];

/** Working days without an answer after which the requester is reminded, before the ticket is resolved « sans réponse ». */
export const answerReminderDays = { first: 3, second: 7 } as const;

/** A reminder to come: of what, about which instant, and when, always while the team works. */
export type Reminder = {
  readonly kind: ReminderKind;
  /** The promised instant, or the one since which the requester has been waited for: another one is another reminder. */
  readonly about: Temporal.Instant;
  readonly at: Temporal.Instant;
};

/** What the reminders of a ticket follow from. */
export type Remindable = {
  readonly state: TicketState;
  readonly teamId: number;
  readonly events: readonly TicketEvent[];
  readonly book: DelayBook;
};

/** Finds the reminders of a ticket that are still to be sent, in order of time; those that a later one has made useless are not. */
export function remindersOf(
  { state, teamId, events, book }: Remindable,
  { clock, due = dueInstants(clock, book) }: { clock: TicketClock; due?: DueInstants },
  now: Temporal.Instant,
): Reminder[] {
  if (!isLive(state)) return [];
  const calendar = calendarOf(book, teamId);
  const pairs =
    state === 'needs_information'
      ? [answerReminders(calendar, waitingSince(events))]
      : dueReminders(calendar, { clock, due });
  const isSent = ({ kind, about }: Reminder) =>
    events.some(({ data }) => data.reminder === kind && data.about === about.toString());
  return pairs
    .flatMap(([first, second]) =>
      second && Temporal.Instant.compare(second.at, now) <= 0 ? [second] : [first, second],
    )
    .filter((one) => one !== null && !isSent(one))
    .filter((one) => one !== null)
    .sort((a, b) => Temporal.Instant.compare(a.at, b.at));
}

/** A first reminder, and the one that makes it useless. */
type Pair = readonly [Reminder | null, Reminder | null];

const reminder = (
  kind: ReminderKind,
  about: Temporal.Instant,
  at: Temporal.Instant | null,
): Reminder | null => (at === null ? null : { kind, about, at });

/** Since when the requester has been waited for: the question, or the last time they asked for more time. */
export function waitingSince(events: readonly TicketEvent[]): Temporal.Instant | undefined {
  return events.findLast(({ act }) => act === 'ask' || act === 'extend')?.at;
}

function answerReminders(calendar: Calendar, since: Temporal.Instant | undefined): Pair {
  if (since === undefined) return [null, null];
  const after = (days: number) => afterWorkingDays(calendar, since, days);
  return [
    reminder('answer_first', since, after(answerReminderDays.first)),
    reminder('answer_second', since, after(answerReminderDays.second)),
  ];
}

function dueReminders(
  calendar: Calendar,
  { clock, due }: { clock: TicketClock; due: DueInstants },
): Pair[] {
  // While the clock is stopped nobody is pressed.
  if (isStopped(clock)) return [];
  const { target, teamTakeBy, resolveBy } = due;
  const open = (at: Temporal.Instant | null) => at && nextOpening(calendar, at);
  const pair = (
    name: 'take' | 'resolve',
    dueAt: Temporal.Instant | null,
    promised: number,
  ): Pair => {
    if (dueAt === null) return [null, null];
    // A promise of half an hour is not near two hours before.
    const before = Math.min(SOON_MINUTES, Math.floor(promised / 4));
    return [
      reminder(`${name}_soon`, dueAt, open(subtractWorkingTime(calendar, dueAt, before))),
      // Overrun from the next minute on.
      reminder(`${name}_passed`, dueAt, open(dueAt.add({ minutes: 1 }))),
    ];
  };
  return [
    ...(clock.isTakenThere ? [] : [pair('take', teamTakeBy, target.takeMinutes)]),
    pair('resolve', resolveBy, target.resolveMinutes),
  ];
}
