import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { listenBeside, sharesPorts } from './listeners.ts';

/** How many connections each turn of the event loop lets in while a hundred wait, with so many listeners. */
async function letIn(listeners: number) {
  const server = createServer((_request, answer) => answer.end('here'));
  server.listen({ port: 0, host: '127.0.0.1', reusePort: sharesPorts });
  await once(server, 'listening');
  const close = await listenBeside(server, listeners - 1);
  let entered = 0;
  server.on('connection', () => (entered += 1));
  const { port } = server.address() as AddressInfo;
  const asked = Array.from({ length: 100 }, () => connect(port, '127.0.0.1'));
  const turns: number[] = [];
  for (let before = 0; entered < asked.length; before = entered) {
    await turn();
    turns.push(entered - before);
  }
  const text = await answerOn(asked[99] ?? assert.fail());
  for (const socket of asked) socket.destroy();
  await Promise.all([close(), new Promise((resolve) => server.close(resolve))]);
  return { port, most: Math.max(...turns), text };
}

async function answerOn(socket: Socket): Promise<string> {
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  return bytes.toString();
}

test('with several listeners a turn of the event loop lets several people in, and each is answered', async (t) => {
  if (!sharesPorts) return t.skip('one listener a port on this system');
  // The day one listener lets in several, there is no need for more.
  const alone = await letIn(1);
  assert.equal(alone.most, 1);
  const { most, text } = await letIn(16);
  assert.ok(most >= 6, `${String(most)} at once`);
  assert.match(text, /^HTTP\/1\.1 200 OK/);
  assert.match(text, /here$/);
});

test('once closed, nobody is let in by any of them', async () => {
  const { port } = await letIn(8);
  const late = connect(port, '127.0.0.1');
  const [error] = (await once(late, 'error')) as [NodeJS.ErrnoException];
  assert.equal(error.code, 'ECONNREFUSED');
});
