/** Tells the present instant. Commands and pages are given one, so that a test decides what time it is. */
export type Clock = () => Temporal.Instant;

/** A clock that stands still until a test moves it. */
export type FixedClock = Clock & {
  set: (instant: Temporal.Instant) => void;
  advance: (duration: Temporal.DurationLike) => void;
};

/**
 * Reads the machine's clock, to the millisecond: PostgreSQL keeps microseconds, and an instant must
 * come back from a row equal to the one that was written.
 */
export const systemClock: Clock = () =>
  Temporal.Now.instant().round({ smallestUnit: 'millisecond', roundingMode: 'floor' });

/** Makes a clock that always tells this instant, until it is set or advanced (hours, minutes, seconds). */
export function fixedClock(instant: Temporal.Instant): FixedClock {
  let now = instant;
  return Object.assign(() => now, {
    set: (next: Temporal.Instant) => {
      now = next;
    },
    advance: (duration: Temporal.DurationLike) => {
      now = now.add(duration);
    },
  });
}
