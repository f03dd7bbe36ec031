/** Draws that follow from a seed and nothing else. */
export type Random = {
  /** From 0, to 1 excluded. */
  next: () => number;
  /** A whole number below `end`. */
  below: (end: number) => number;
  chance: (probability: number) => boolean;
  pick: <T>(list: readonly T[]) => T;
  /** Positive, half of the draws below `median`, with a long tail. */
  longTailed: (median: number, spread: number) => number;
  uuid: () => string;
};

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** A generator of draws (sfc32) for one seed. */
export function randomOf(seed: number): Random {
  let [a, b, c, counter] = [seed | 0, 0x9e3779b9 | 0, 0x85ebca6b | 0, 1];
  const whole = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  };
  for (let warming = 0; warming < 15; warming++) whole();
  const next = () => whole() / 2 ** 32;
  const below = (end: number) => Math.floor(next() * end);
  const pick = <T>(list: readonly T[]): T => {
    const found = list[below(list.length)];
    if (found === undefined) throw new Error('nothing to draw from');
    return found;
  };
  const gaussian = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const bytes = (value: number) =>
    `${hex[value >>> 24] ?? ''}${hex[(value >>> 16) & 255] ?? ''}${hex[(value >>> 8) & 255] ?? ''}${hex[value & 255] ?? ''}`;
  const uuid = () => {
    const [one, two, three, four] = [
      bytes(whole()),
      bytes(whole()),
      bytes(whole()),
      bytes(whole()),
    ];
    return `${one}-${two.slice(0, 4)}-4${two.slice(5)}-a${three.slice(1, 4)}-${three.slice(4)}${four}`;
  };
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick,
    longTailed: (median, spread) => median * Math.exp(spread * gaussian()),
    uuid,
  };
}

/** Draws places of a list in which each is chosen in proportion to its weight. */
export function weighted(weights: readonly number[]): (random: Random) => number {
  const sums = new Float64Array(weights.length);
  let total = 0;
  for (const [index, weight] of weights.entries()) {
    total += weight;
    sums[index] = total;
  }
  return (random) => {
    const wanted = random.next() * total;
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sums[middle] ?? 0) <= wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** Weights of which few weigh much and many weigh little. */
export const longTail = (count: number, exponent: number, offset = 1): number[] =>
  Array.from({ length: count }, (_, rank) => (rank + offset) ** -exponent);
