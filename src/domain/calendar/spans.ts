import type { Hours } from './calendar.ts';

/**
 * A stretch of whole minutes, end excluded. Inside the calendar everything is an integer: minutes of a
 * local day, minutes since 1970 (UTC), or days since 1970 for local dates. Seconds are cut off.
 */
export type Span = readonly [start: number, end: number];

/** Minutes of a day whose clock does not change. */
export const DAY_MINUTES = 1440;
const EPOCH_DAY = new Temporal.PlainDate(1970, 1, 1);

/** Days since 1970 of a date. */
export const dayNumber = (date: Temporal.PlainDate): number =>
  EPOCH_DAY.until(date, { largestUnit: 'days' }).days;
/** The date so many days after 1970. */
export const dateOf = (day: number): Temporal.PlainDate => EPOCH_DAY.add({ days: day });
// 1 January 1970 was a Thursday.
/** Monday is 1, Sunday is 7. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

function minuteOfDay(time: string): number {
  const [, hours, minutes] = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(time) ?? [];
  const minute = Number(hours) * 60 + Number(minutes);
  if (!(minute <= DAY_MINUTES)) throw new RangeError(`Not a time of day: ${time}`);
  return minute;
}

/** Reads hours of the clock on the wall; those that are none are an error of the caller. */
export function hours({ opens, closes }: Hours): Span {
  const span: Span = [minuteOfDay(opens), minuteOfDay(closes)];
  if (span[0] >= span[1]) throw new RangeError(`Closes before it opens: ${opens}–${closes}`);
  return span;
}

/** Puts stretches in order and joins those that overlap or touch. */
export function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: [number, number][] = [];
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

/** What is left of some stretches outside others. */
export function withoutSpans(spans: readonly Span[], removed: readonly Span[]): Span[] {
  let left = [...spans];
  for (const [from, to] of removed) {
    left = left.flatMap(([start, end]): Span[] =>
      [[start, Math.min(end, from)] as const, [Math.max(start, to), end] as const].filter(
        ([opens, closes]) => opens < closes,
      ),
    );
  }
  return left;
}

/** Groups spans by a number (weekday or day). */
export function grouped(
  entries: readonly (readonly [key: number, span: Span])[],
): Map<number, Span[]> {
  const map = new Map<number, Span[]>();
  for (const [key, span] of entries) map.set(key, [...(map.get(key) ?? []), span]);
  for (const [key, spans] of map) map.set(key, mergeSpans(spans));
  return map;
}
