/** Lets a few through at a time; gives null at once when too many wait already. */
export type Turnstile = <R>(pass: () => Promise<R>) => Promise<R | null>;

/**
 * Hashing a password takes 19 MiB and a core on purpose: a crowd that signs in at nine waits in line, and a flood is
 * turned away before it costs anything.
 */
export function makeTurnstile({ atOnce, waiting }: { atOnce: number; waiting: number }): Turnstile {
  let inside = 0;
  const line: (() => void)[] = [];
  return async (pass) => {
    if (inside >= atOnce) {
      if (line.length >= waiting) return null;
      // Whoever leaves hands over their place: the count does not change.
      await new Promise<void>((enter) => line.push(enter));
    } else inside += 1;
    try {
      return await pass();
    } finally {
      const next = line.shift();
      if (next) next();
      else inside -= 1;
    }
  };
}
