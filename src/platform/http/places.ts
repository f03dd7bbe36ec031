/** How many are worked on at once, how many more may wait, and for how long. */
export type Capacity = {
  places: number;
  /** However slow things are, so many are worked on. */
  fewest: number;
  /** Those who stay longer show that too many are in: there are fewer places until it is quick again. */
  stayMs: number;
  waiting: number;
  patienceMs: number;
};

/** A room with so many places, and people waiting at its door. */
export type Places = {
  /**
   * Takes a place, perhaps after a wait, and gives the way to leave it; null when too many wait already, or when the
   * wait was too long. One who is no longer there when their turn comes is passed over, and gets null.
   */
  take: (isThere?: () => boolean) => Promise<(() => void) | null>;
  taken: () => number;
  waiting: () => number;
  /** How many were refused since the start. */
  refused: () => number;
};

type Waiting = { isThere: () => boolean; enter: (leave: (() => void) | null) => void };

/**
 * Opens a room where those who wait too long are refused: whoever enters has waited little, and stays little, since
 * there are as many places as are left quickly. `now` counts milliseconds, from any instant.
 */
export function openPlaces(
  { places, fewest, stayMs, waiting: longest, patienceMs }: Capacity,
  now: () => number = () => performance.now(),
): Places {
  let taken = 0;
  let open = places;
  let refused = 0;
  const queue: Waiting[] = [];
  const refuse = () => {
    refused += 1;
    return null;
  };

  /** One slow stay closes a tenth of the places; as many quick ones as there are places open one again. */
  function adapt(stay: number): void {
    open = stay > stayMs ? Math.max(fewest, open * 0.9) : Math.min(places, open + 1 / open);
  }

  function occupy(): () => void {
    taken += 1;
    const since = now();
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      taken -= 1;
      adapt(now() - since);
      callNext();
    };
  }

  /**
   * In their turn; but in a crowd, when most will have waited in vain, whoever has just come: they are still there, and
   * are answered at once, where everybody would be answered late.
   */
  function next(): Waiting | undefined {
    return queue.length > places ? queue.pop() : queue.shift();
  }

  function callNext(): void {
    while (taken < Math.floor(open)) {
      const one = next();
      if (one === undefined) return;
      one.enter(one.isThere() ? occupy() : null);
    }
  }

  function wait(isThere: () => boolean): Promise<(() => void) | null> {
    return new Promise((resolve) => {
      const one: Waiting = {
        isThere,
        enter: (leave) => {
          clearTimeout(timer);
          resolve(leave);
        },
      };
      const timer = setTimeout(() => {
        queue.splice(queue.indexOf(one), 1);
        resolve(refuse());
      }, patienceMs);
      queue.push(one);
    });
  }

  return {
    take: async (isThere = () => true) => {
      if (taken < Math.floor(open)) return occupy();
      return queue.length < longest ? wait(isThere) : refuse();
    },
    taken: () => taken,
    waiting: () => queue.length,
    refused: () => refused,
  };
}
