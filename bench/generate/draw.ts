import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Ids, Written } from './tickets.ts';

/** Always as many, whatever the machine: each draws from a seed of its own, and the same seed must give the same rows. */
const drawers = 2;
/** Tickets drawn together: the acts of that many stand in the order of time. */
const chunkSize = 200;

/** What one thread draws of a desk. */
export type Share = { url: string; seed: number; place: number; tickets: number; now: number };

/** The rows of some tickets, as COPY reads them, and the last identities they took. */
export type Drawn = { bytes: Record<Written, Uint8Array>; ids: Ids };

type Drawer = {
  draw: (chunk: { first: number; count: number }) => Promise<Drawn>;
  words: () => Promise<string[]>;
  end: () => Promise<unknown>;
};

function openDrawer(share: Share): Drawer {
  const worker = new Worker(join(import.meta.dirname, 'drawer.ts'), {
    workerData: share,
    resourceLimits: { maxYoungGenerationSizeMb: 192 },
  });
  const ask = <R>(question: unknown): Promise<R> => {
    worker.postMessage(question);
    const answer = once(worker, 'message').then(([told]) => told as R);
    // Asked ahead: whoever waits for it meanwhile hears of it later.
    answer.catch(() => undefined);
    return answer;
  };
  return { draw: ask, words: () => ask('words'), end: () => worker.terminate() };
}

/**
 * Draws all the tickets of a desk, chunk after chunk in the order they were filed, on two threads: the next ones are
 * drawn while `take` does what it has to with some. Gives every word written, and the last identities.
 */
export async function drawTickets(
  { url, seed, tickets, now }: Omit<Share, 'place'>,
  take: (drawn: Drawn, upTo: number) => Promise<void>,
): Promise<{ words: string[]; ids: Ids }> {
  const chunks = Array.from({ length: Math.ceil(tickets / chunkSize) }, (_, index) => {
    const first = index * chunkSize;
    return { first, count: Math.min(chunkSize, tickets - first) };
  });
  const team = Array.from({ length: Math.min(drawers, chunks.length) }, (_, place) =>
    openDrawer({ url, seed, place, tickets, now }),
  );
  const asked = chunks.slice(0, team.length).map((chunk, place) => team[place]?.draw(chunk));
  let ids: Ids = { event: 0, message: 0, note: 0, notice: 0 };
  try {
    for (const [index, { first, count }] of chunks.entries()) {
      const place = index % team.length;
      const drawn = await asked[place];
      const next = chunks[index + team.length];
      asked[place] = next && team[place]?.draw(next);
      if (drawn === undefined) throw new Error('nobody to draw');
      await take(drawn, first + count);
      ({ ids } = drawn);
    }
    const words = new Set<string>();
    for (const { words: said } of team) for (const word of await said()) words.add(word);
    return { words: [...words].sort(), ids };
  } finally {
    await Promise.all(team.map(({ end }) => end()));
  }
}
