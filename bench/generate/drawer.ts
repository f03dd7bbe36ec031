/** Draws its share of the tickets of a desk, on a thread of its own: see draw.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Tables } from '../../src/domain/tables.ts';
import { createDb } from '../../src/platform/db/database.ts';
import { openPool } from '../../src/platform/db/pool.ts';
import { readDesk } from './desk.ts';
import type { Drawn, Share } from './draw.ts';
import { randomOf } from './random.ts';
import { ticketWriter, type Written, written } from './tickets.ts';
import { lexicon } from './words.ts';

const { url, seed, place, tickets, now } = workerData as Share;
const pool = openPool(url, { max: 1, statementTimeoutMs: 0, allowExitOnIdle: true });
const db = createDb<Tables>(pool);
const desk = await readDesk(db);
const words = lexicon(db);
const writer = ticketWriter({
  desk,
  random: randomOf(seed + 1_000_003 * (place + 1)),
  tickets,
  now,
});
const encoder = new TextEncoder();

async function draw(first: number, count: number): Promise<Drawn> {
  const { lines, said, ids } = writer.chunk(first, count);
  const cuts = said.map(words.cut);
  await words.learn();
  let documents = '';
  for (const one of cuts) documents += `${String(one.number)}\t${words.document(one)}\n`;
  const bytes = Object.fromEntries(
    written.map((table) => [
      table,
      encoder.encode(table === 'ticket_words' ? documents : lines[table]),
    ]),
  ) as Record<Written, Uint8Array>;
  return { bytes, ids };
}

parentPort?.on('message', (asked: { first: number; count: number } | 'words') => {
  if (asked === 'words') {
    parentPort?.postMessage(words.words());
    return;
  }
  void draw(asked.first, asked.count).then((drawn) => {
    const buffers = Object.values(drawn.bytes).map(({ buffer }) => buffer as ArrayBuffer);
    parentPort?.postMessage(drawn, buffers);
  });
});
