/** What was measured of something done again and again. */
export type Figure = {
  done: number;
  seconds: number;
  /** Milliseconds. */
  p50: number;
  p95: number;
  p99: number;
  perSecond: number;
};

/** What somebody gets who was not answered: it counts neither as a time nor as a thing done. */
export const turnedAway = Symbol('turned away');

/** Does one thing; `turn` counts from 0 over all who do it. */
export type Operation = (turn: number) => Promise<unknown>;

/** Gives the value below which so much of a sorted list lies. */
export function percentile(sorted: Float64Array | readonly number[], share: number): number {
  if (sorted.length === 0) return 0;
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** Sums up durations in milliseconds. */
export function figureOf(durations: readonly number[], seconds: number): Figure {
  const sorted = Float64Array.from(durations).sort();
  return {
    done: durations.length,
    seconds,
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    perSecond: durations.length / seconds,
  };
}

/** Does something for some seconds, by so many people who each wait for their answer before asking again. */
export async function measure(
  operation: Operation,
  { seconds, clients = 1, isWarm = false }: { seconds: number; clients?: number; isWarm?: boolean },
): Promise<Figure> {
  let turn = isWarm ? warmTurns : await warmUp(operation, seconds);
  const durations: number[] = [];
  const began = performance.now();
  const end = began + seconds * 1000;
  const work = async (): Promise<void> => {
    while (performance.now() < end) {
      const start = performance.now();
      const answer = await operation(turn++);
      if (answer !== turnedAway) durations.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: clients }, work));
  return figureOf(durations, (performance.now() - began) / 1000);
}

/** Does something so many times, one after the other. */
export async function repeat(operation: Operation, times: number, first = 0): Promise<void> {
  for (let turn = first; turn < first + times; turn++) await operation(turn);
}

const warmTurns = 400;

/** Code is compiled, and statements planned, as they are used: what is measured has been done for a while. */
export async function warmUp(operation: Operation, seconds: number): Promise<number> {
  const end = performance.now() + Math.min(3_000, seconds * 400);
  let turn = 0;
  for (; turn < 20 || (turn < warmTurns && performance.now() < end); turn++) await operation(turn);
  return turn;
}
