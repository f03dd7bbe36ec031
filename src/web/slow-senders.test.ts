import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import fastify, { type FastifyInstance } from 'fastify';
import { cutSlowSenders } from './slow-senders.ts';

let app: FastifyInstance;
before(async () => {
  app = fastify();
  cutSlowSenders(app, { everyMs: 100, looks: 3, leastBytes: 10 });
  app.addContentTypeParser(
    ['multipart/form-data', 'text/words'],
    async (_request: unknown, body: AsyncIterable<Buffer>) => {
      let size = 0;
      for await (const chunk of body) size += chunk.length;
      return size;
    },
  );
  app.post('/', async ({ body }) => `${String(body)} bytes`);
  await app.listen({ port: 0, host: '127.0.0.1' });
});
after(() => app.close());

/** Sends so many bytes at a time, every 50 ms, and gives what is answered. */
async function send(type: string, { size, step }: { size: number; step: number }): Promise<string> {
  const { port } = app.server.address() as { port: number };
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  let isOpen = true;
  socket.on('data', (chunk) => {
    answer += String(chunk);
  });
  socket
    .on('error', () => undefined)
    .on('close', () => {
      isOpen = false;
    });
  socket.write(
    `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: ${String(size)}\r\n\r\n`,
  );
  for (let sent = 0; sent < size && isOpen; sent += step) {
    if (step > 0) socket.write('x'.repeat(Math.min(step, size - sent)));
    await pause(50);
  }
  for (let waited = 0; answer === '' && isOpen && waited < 40; waited += 1) await pause(50);
  socket.destroy();
  return answer;
}

const files = 'multipart/form-data; boundary=x';

test('files that keep coming are waited for longer than words', async () => {
  assert.match(await send(files, { size: 200, step: 10 }), /200 bytes/);
});

test('files that stop coming are not waited for', async () => {
  assert.match(await send(files, { size: 200, step: 1 }), /^HTTP\/1.1 408/);
});

test('words have so long to arrive, however steadily', async () => {
  assert.match(await send('text/words', { size: 200, step: 10 }), /^HTTP\/1.1 408/);
  assert.match(await send('text/words', { size: 20, step: 10 }), /20 bytes/);
});
