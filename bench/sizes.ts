/** The sizes of a desk that are measured, by what one types. */
export const sizes = {
  '1k': 1_000,
  '10k': 10_000,
  '100k': 100_000,
  '1M': 1_000_000,
  '5M': 5_000_000,
  '10M': 10_000_000,
} as const;
export type Size = keyof typeof sizes;

/** Up to this many tickets a run works on a copy, thrown away afterwards: what it writes is not there the next time. */
export const copiedUpTo = 100_000;
