import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { after, test } from 'node:test';
import { testDatabase } from '../support/database.ts';
import { filesOnDisk, throwawayFolder } from '../support/files.ts';
import type { Listening } from './upload-desk.ts';

const mebibyte = 1024 * 1024;
const pieceBytes = 64 * 1024;
const agent = new Agent({ keepAlive: true });
after(() => agent.destroy());

type Desk = { child: ChildProcess; folder: string; listening: Listening };

/** A desk of its own, on its own database and folder. */
async function startDesk() {
  const database = await testDatabase();
  after(() => database.close());
  const folder = throwawayFolder();
  const child = fork(join(import.meta.dirname, 'upload-desk.ts'), [database.url, folder], {
    execArgv: ['--import', 'tsx'],
  });
  after(() => child.kill('SIGKILL'));
  const [listening] = (await once(child, 'message')) as [Listening];
  return { child, folder, listening };
}

/** A form with one file that is like no other, as it would come from a browser: piece by piece. */
function* formOf(size: number): Generator<Buffer> {
  const disposition = 'Content-Disposition: form-data; name="fichiers"; filename="a.bin"';
  yield Buffer.from(`--limit\r\n${disposition}\r\n\r\n`);
  for (let left = size; left > 0; left -= pieceBytes) {
    const piece = Buffer.alloc(Math.min(left, pieceBytes));
    yield randomFillSync(piece, 0, Math.min(piece.length, 64));
  }
  yield Buffer.from('\r\n--limit--\r\n');
}

type Upload = { index: number; bytes: number };

/** Sends one file to the door that scripts use. */
async function send({ listening }: Desk, { index, bytes }: Upload): Promise<void> {
  const { port, senders } = listening;
  const { cookie = '', proof = '' } = senders[index % senders.length] ?? {};
  const place = `new-ticket:essai-${String(Math.floor(index / 20))}`;
  const sending = request({
    ...{ agent, port, host: '127.0.0.1', method: 'POST' },
    path: `/fichiers?place=${encodeURIComponent(place)}`,
    headers: {
      cookie,
      'x-csrf-token': proof,
      'content-type': 'multipart/form-data; boundary=limit',
    },
  });
  const answered = once(sending, 'response') as Promise<[IncomingMessage]>;
  await Promise.all([pipeline(Readable.from(formOf(bytes)), sending), answered]);
  const [answer] = await answered;
  const said = (await answer.toArray()).join('');
  assert.equal(answer.statusCode, 201, said);
}

/** Sends many files, so many at once; gives how much the desk grew, in MiB. */
async function grownBy({ count, bytes, atOnce }: { count: number; bytes: number; atOnce: number }) {
  const desk = await startDesk();
  let next = 0;
  const sender = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) {
      await send(desk, { index, bytes });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sender));
  desk.child.send('how much?');
  const [grown] = (await once(desk.child, 'message')) as [number];
  assert.equal((await filesOnDisk(desk.folder)).length, count);
  return grown;
}

test('a hundred files at once through the door never stand in memory', async (context) => {
  const grown = await grownBy({ count: 100, bytes: 3 * mebibyte, atOnce: 100 });
  context.diagnostic(`the desk grew by ${String(grown)} MiB for 300 MiB`);
  assert.ok(grown < 200, `${String(grown)} MiB`);
});
