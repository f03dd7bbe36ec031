/** Gives 0 when one more is allowed now, else the seconds to wait. */
export type Allowance = (key: string, now: Temporal.Instant) => number;

type Bucket = { left: number; at: number };

/** Beyond this many at once, those who have waited long enough are forgotten; memory stays bounded. */
const mostKnown = 20_000;

/**
 * So many a minute for each key: a full minute's worth may come at once, then they come back one by one. Kept in
 * memory: it protects this process, and is not a rule of the desk.
 */
export function makeAllowance(perMinute: number): Allowance {
  const buckets = new Map<string, Bucket>();
  const perMs = perMinute / 60_000;
  const leftNow = ({ left, at }: Bucket, ms: number): number =>
    Math.min(perMinute, left + Math.max(0, ms - at) * perMs);
  const sweep = (ms: number): void => {
    for (const [key, bucket] of buckets) {
      if (leftNow(bucket, ms) >= perMinute) buckets.delete(key);
    }
    // A flood from everywhere: the oldest go, whatever they had left.
    for (const key of buckets.keys()) {
      if (buckets.size < mostKnown / 2) break;
      buckets.delete(key);
    }
  };
  return (key, now) => {
    if (perMinute === 0) return 0;
    const ms = now.epochMilliseconds;
    if (buckets.size >= mostKnown) sweep(ms);
    const left = leftNow(buckets.get(key) ?? { left: perMinute, at: ms }, ms);
    if (left < 1) return Math.max(1, Math.ceil((1 - left) / perMs / 1000));
    buckets.set(key, { left: left - 1, at: ms });
    return 0;
  };
}
