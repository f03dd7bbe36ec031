import assert from 'node:assert/strict';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { bytesOf, throwawayFolder } from '../../../test/support/files.ts';
import { Unavailable } from '../errors.ts';
import { clamdAddress, clamdScanner, readAnswer } from './clamd.ts';
import { NoVerdict } from './scanner.ts';

const folder = throwawayFolder();
let made = 0;

/** Something that listens where clamd would, and does with each connection what the test says. */
async function listener(context: TestContext, serve: (socket: Socket) => void): Promise<string> {
  made += 1;
  const path = join(folder, `${String(made)}.ctl`);
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    serve(socket);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  context.after(() => server.close());
  return path;
}

/** Reads the whole command as clamd would: what was sent, once the piece of length zero has come. */
function onStream(socket: Socket, then: (content: Buffer) => void): void {
  let received = Buffer.alloc(0);
  socket.on('data', (piece) => {
    received = Buffer.concat([received, Buffer.from(piece)]);
    const parts: Buffer[] = [];
    let at = received.indexOf(0) + 1;
    while (at + 4 <= received.length) {
      const length = received.readUInt32BE(at);
      if (length === 0) {
        then(Buffer.concat([received.subarray(0, received.indexOf(0)), ...parts]));
        return;
      }
      parts.push(received.subarray(at + 4, at + 4 + length));
      at += 4 + length;
    }
  });
}

test('a content is sent in pieces, and the verdict read', async (context) => {
  const seen: Buffer[] = [];
  const path = await listener(context, (socket) =>
    onStream(socket, (content) => {
      seen.push(content);
      socket.end('stream: OK\0');
    }),
  );
  const heavy = Buffer.alloc(1_000_000, 'abc');
  assert.deepEqual(await clamdScanner({ path }).scan(bytesOf(heavy)), { clean: true });
  assert.equal(seen[0]?.subarray(0, 9).toString(), 'zINSTREAM');
  assert.ok(seen[0].subarray(9).equals(heavy));
});

const answers: [answer: string, verdict: unknown][] = [
  ['stream: OK\0', { clean: true }],
  ['stream: Eicar-Test-Signature FOUND\0', { clean: false, found: 'Eicar-Test-Signature' }],
  ['stream: OK FOUND\0', { clean: false, found: 'OK' }],
];
for (const [answer, verdict] of answers) {
  test(`${JSON.stringify(answer)} is a verdict`, () => {
    assert.deepEqual(readAnswer(answer), verdict);
  });
}
for (const answer of [
  'INSTREAM size limit exceeded. ERROR\0',
  'UNKNOWN COMMAND\0',
  'stream: OK stream: OK\0',
  'xstream: OK\0',
  '\0stream: OK',
]) {
  test(`${JSON.stringify(answer)} is no verdict, and never « clean »`, () => {
    assert.throws(() => readAnswer(answer), NoVerdict);
  });
}

test('a scanner that is not there, or is silent, is down', async (context) => {
  const isDown = (path: string, timeoutMs = 5_000) =>
    assert.rejects(clamdScanner({ path }, { timeoutMs }).scan(bytesOf('x')), Unavailable);
  await isDown(join(folder, 'nobody.ctl'));
  const sockets: Socket[] = [];
  context.after(() => sockets.forEach((socket) => socket.destroy()));
  await isDown(await listener(context, (socket) => void sockets.push(socket)), 100);
});

test('hung up on, answered too much or too early, there is no verdict', async (context) => {
  const serves: ((socket: Socket) => void)[] = [
    (socket) => onStream(socket, () => socket.end('stream: O')),
    (socket) => socket.once('data', () => socket.destroy()),
    (socket) => socket.end('x'.repeat(10_000)),
    (socket) => socket.once('data', () => socket.write('stream: OK\0')),
  ];
  async function* slow() {
    yield Buffer.from('a');
    await pause(50);
    yield Buffer.from('b');
  }
  for (const serve of serves) {
    const path = await listener(context, serve);
    await assert.rejects(clamdScanner({ path }).scan(slow()), NoVerdict);
  }
});

test('an answer before the end is read, and the rest not sent', async (context) => {
  const path = await listener(context, (socket) => {
    socket.once('data', () => socket.end('INSTREAM size limit exceeded. ERROR\0'));
    socket.pause();
    setTimeout(() => socket.resume(), 50);
  });
  let given = 0;
  async function* endless() {
    for (; given < 10_000; given += 1) {
      yield Buffer.alloc(65_536);
      await pause(1);
    }
  }
  await assert.rejects(clamdScanner({ path }).scan(endless()), NoVerdict);
  assert.ok(given < 10_000);
});

test('a content that cannot be read is not a fault of the scanner', async (context) => {
  const path = await listener(context, (socket) => void socket.resume());
  async function* broken() {
    yield Buffer.from('a');
    await Promise.resolve();
    throw new Error('the disk is gone');
  }
  await assert.rejects(clamdScanner({ path }).scan(broken()), /the disk is gone/);
});

test('where clamd listens is a socket, or a host and port', () => {
  assert.deepEqual(clamdAddress('/run/clamav/clamd.ctl'), { path: '/run/clamav/clamd.ctl' });
  assert.deepEqual(clamdAddress('clamav:3310'), { host: 'clamav', port: 3310 });
  assert.deepEqual(clamdAddress('[::1]:3310'), { host: '::1', port: 3310 });
  for (const text of ['clamav', 'clamav:', 'clamav:0', 'clamav:70000', 'tcp://x:1', 'a b:1']) {
    assert.equal(clamdAddress(text), null, text);
  }
});
