import type { Calendar } from './calendar.ts';
import type { StopReason, TicketClock } from './clock.ts';
import { calendarOf, type DelayBook } from './delay-book.ts';
import { type DayReason, isSameReason } from './local-days.ts';
import { openDays } from './open-days.ts';

/** Why minutes were counted, or none were: the team's hours, a day without any, or a stopped clock. */
export type LineReason =
  /** Days with hours of work; with no minute counted, the time was outside them. */
  DayReason | StopReason;

/** One line of « Pourquoi ce délai ? »: a stretch of time, the working minutes counted in it, and why. */
export type DelayLine = {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
  readonly teamId: number;
  readonly minutes: number;
  readonly reason: LineReason;
};

const minuteOf = (instant: Temporal.Instant) => Math.floor(instant.epochMilliseconds / 60_000);
const instantOf = (minute: number) => Temporal.Instant.fromEpochMilliseconds(minute * 60_000);

/**
 * Explains the délai of a ticket until an instant, from when it was filed: lines that follow each other without a gap,
 * whose minutes add up to what the clock has counted.
 */
export function explainDelay(
  { stretches }: Pick<TicketClock, 'stretches'>,
  book: DelayBook,
  until: Temporal.Instant,
): DelayLine[] {
  const end = minuteOf(until);
  return stretches.flatMap(({ from, to, teamId, stop }): DelayLine[] => {
    const [start, stops] = [minuteOf(from), Math.min(end, to === null ? end : minuteOf(to))];
    if (start >= stops) return [];
    if (stop === null) return runningLines(calendarOf(book, teamId), { start, stops, teamId });
    return [{ from: instantOf(start), to: instantOf(stops), teamId, minutes: 0, reason: stop }];
  });
}

type Running = { start: number; stops: number; teamId: number };

/** Days that follow each other for one reason make one line; a new one begins at midnight where the reason changes. */
function runningLines(calendar: Calendar, { start, stops, teamId }: Running): DelayLine[] {
  const days = openDays(calendar);
  const lines: DelayLine[] = [];
  for (let day = days.dayOf(start); day <= days.dayOf(stops - 1); day++) {
    const from = Math.max(start, days.startOf(day));
    const to = Math.min(stops, days.startOf(day + 1));
    // A day that never was: some islands have jumped over the date line.
    if (from >= to) continue;
    const minutes = days
      .spans(day)
      .reduce(
        (sum, [opens, closes]) => sum + Math.max(0, Math.min(to, closes) - Math.max(from, opens)),
        0,
      );
    const reason = days.reasonOf(day);
    const last = lines.at(-1);
    const isSame = last !== undefined && isSameReason(last.reason as DayReason, reason);
    if (isSame) {
      lines[lines.length - 1] = { ...last, to: instantOf(to), minutes: last.minutes + minutes };
    } else {
      lines.push({ from: instantOf(from), to: instantOf(to), teamId, minutes, reason });
    }
  }
  return lines;
}
