/** How many are worked on at once, how many more may wait, and for how long. */
export type Capacity = { places: number; waiting: number; patienceMs: number };

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

/** Opens a room where those who wait too long are refused: whoever enters has waited little. */
export function openPlaces({ places, waiting: longest, patienceMs }: Capacity): Places {
  let taken = 0;
  let refused = 0;
  const queue = new Set<Waiting>();
  const refuse = () => {
    refused += 1;
    return null;
  };

  function occupy(): () => void {
    taken += 1;
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      taken -= 1;
      callNext();
    };
  }

  function callNext(): void {
    for (const one of queue) {
      if (taken >= places) return;
      queue.delete(one);
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
        queue.delete(one);
        resolve(refuse());
      }, patienceMs);
      queue.add(one);
    });
  }

  return {
    take: async (isThere = () => true) => {
      if (taken < places) return occupy();
      return queue.size < longest ? wait(isThere) : refuse();
    },
    taken: () => taken,
    waiting: () => queue.size,
    refused: () => refused,
  };
}
