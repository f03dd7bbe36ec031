/**
 * A process that takes files as the desk does, and is watched, or killed, by `uploads.test.ts`: one line when it has
 * begun, then one with the most memory it held.
 */
import { randomFillSync } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { stageFile } from '../../src/domain/files/stage-file.ts';
import type { Tables } from '../../src/domain/tables.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { createDb } from '../../src/platform/db/database.ts';
import { openPool } from '../../src/platform/db/pool.ts';
import { testFiles } from '../support/files.ts';

const [url = '', folder = '', people = '', count = '', bytes = '', atOnce = '', pauseMs = ''] =
  process.argv.slice(2);
const pool = openPool(url, { max: 10 });
const desk = testFiles(createDb<Tables>(pool), folder);
const pieceBytes = 64 * 1024;

/** A content unlike any other, as it would come from the network: piece by piece. */
async function* contentOf(size: number): AsyncGenerator<Uint8Array> {
  for (let left = size; left > 0; left -= pieceBytes) {
    const piece = Buffer.allocUnsafe(Math.min(left, pieceBytes));
    randomFillSync(piece, 0, Math.min(piece.length, 64));
    yield piece;
    await (pauseMs === '' ? new Promise(setImmediate) : pause(Number(pauseMs)));
  }
}

let next = 0;
const take = async (): Promise<void> => {
  for (let index = next++; index < Number(count); index = next++) {
    const place = `test:${String(Math.floor(index / 5))}`;
    const personId = Number(people.split(',')[index % people.split(',').length]);
    const sent = { personId, place, field: null, name: String(index) };
    await stageFile(desk, { ...sent, bytes: contentOf(Number(bytes)) }, systemClock());
  }
};

console.log('begun');
const before = process.memoryUsage().rss;
let most = before;
const watch = setInterval(() => {
  most = Math.max(most, process.memoryUsage().rss);
}, 20);
await Promise.all(Array.from({ length: Number(atOnce) }, take));
clearInterval(watch);
await pool.end();
console.log(JSON.stringify({ grownMiB: Math.round((most - before) / 1024 / 1024) }));
