/** Lets a few through at a time; gives null when too many wait already, to the address that fills the line first. */
export type Turnstile = <R>(address: string, pass: () => Promise<R>) => Promise<R | null>;

/** Called once: to enter, or to be turned away. */
type Waiting = (enters: boolean) => void;

/** Who waits: addresses enter in turn, each its own first come. */
function makeLine() {
  const byAddress = new Map<string, Waiting[]>();
  return {
    count: (): number => [...byAddress.values()].reduce((sum, own) => sum + own.length, 0),
    add: (address: string, one: Waiting): void => {
      byAddress.set(address, [...(byAddress.get(address) ?? []), one]);
    },
    next: (): Waiting | undefined => {
      const [first] = byAddress;
      if (first === undefined) return undefined;
      const [address, [one, ...others]] = first;
      byAddress.delete(address);
      // Behind the other addresses.
      if (others.length > 0) byAddress.set(address, others);
      return one;
    },
    /** Turns away the last come of the address that holds most places; false when this one would hold as many. */
    makePlaceFor: (address: string): boolean => {
      const own = byAddress.get(address)?.length ?? 0;
      const longest = [...byAddress.values()].reduce(
        (most, one) => (one.length > most.length ? one : most),
        [],
      );
      if (own + 1 >= longest.length) return false;
      longest.pop()?.(false);
      return true;
    },
  };
}

/**
 * Hashing a password takes 19 MiB and a core on purpose: a crowd that signs in at nine waits in line, and a flood is
 * turned away before it costs anything. In a full line a place is made at the expense of the address that holds the
 * most, so that a flood from one shuts nobody else out.
 */
export function makeTurnstile({ atOnce, waiting }: { atOnce: number; waiting: number }): Turnstile {
  let inside = 0;
  const line = makeLine();
  const enter = async (address: string): Promise<boolean> => {
    if (inside < atOnce) {
      inside += 1;
      return true;
    }
    if (line.count() >= waiting && !line.makePlaceFor(address)) return false;
    // Whoever leaves hands over their place: the count does not change.
    return new Promise((resolve) => line.add(address, resolve));
  };
  return async (address, pass) => {
    if (!(await enter(address))) return null;
    try {
      return await pass();
    } finally {
      const next = line.next();
      if (next) next(true);
      else inside -= 1;
    }
  };
}
