import { fold } from '../../platform/text/compare.ts';
import type { ClosurePeriod } from './compile-calendar.ts';

/** What a file of closures would change of a calendar. */
export type ClosurePlan<Kept extends ClosurePeriod = ClosurePeriod> = {
  added: readonly ClosurePeriod[];
  /** Those of the calendar that have the same label and share days give way to the one of the file. */
  changed: readonly { before: readonly [Kept, ...Kept[]]; after: ClosurePeriod }[];
  /** In the calendar already, or twice in the file. */
  same: readonly ClosurePeriod[];
};

/** Compares the closures of a file with those of a calendar. Done, then compared again, nothing is left to do. */
export function planClosures<Kept extends ClosurePeriod>(
  kept: readonly Kept[],
  brought: readonly ClosurePeriod[],
): ClosurePlan<Kept> {
  const known = new Map(kept.map((closure) => [keyOf(closure), closure]));
  const left = new Set(kept);
  const fresh = new Map<string, ClosurePeriod>();
  const same: ClosurePeriod[] = [];
  for (const closure of brought) {
    const key = keyOf(closure);
    const twin = known.get(key);
    if (twin) left.delete(twin);
    if (twin || fresh.has(key)) same.push(closure);
    else fresh.set(key, closure);
  }
  const added: ClosurePeriod[] = [];
  const changed: { before: readonly [Kept, ...Kept[]]; after: ClosurePeriod }[] = [];
  for (const after of fresh.values()) {
    const [first, ...others] = [...left].filter((closure) => isSuperseded(closure, after));
    if (first === undefined) added.push(after);
    else changed.push({ before: [first, ...others], after });
    for (const closure of [first, ...others]) if (closure) left.delete(closure);
  }
  return { added, changed, same };
}

const keyOf = ({ label, from, to, kind, hours }: ClosurePeriod): string =>
  JSON.stringify([label.trim(), from, to, kind, hours.map((one) => [one.opens, one.closes])]);

const isSuperseded = (closure: ClosurePeriod, by: ClosurePeriod): boolean =>
  closure.kind === by.kind &&
  closure.from <= by.to &&
  by.from <= closure.to &&
  fold(closure.label.trim()) === fold(by.label.trim());
