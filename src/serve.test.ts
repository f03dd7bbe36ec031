import assert from 'node:assert/strict';
import { existsSync, linkSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { testApp } from '../test/support/app.ts';
import { readConfig } from './config.ts';
import { checkPort, listen } from './serve.ts';
import { StartError } from './start-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'socket-'));
after(() => rmSync(folder, { recursive: true }));
const place = (name: string) => readConfig({ SOCKET: join(folder, name) });

test('a socket of the machine is listened on, for the group alone, and the proxy says who asks', async () => {
  const config = place('web.sock');
  await checkPort(config);
  const desk = await testApp({
    config: { socket: config.socket },
    extend: (app) => {
      app.get('/essai/adresse', { config: { access: 'public' } }, async ({ ip }) => ip);
    },
  });
  await listen(desk.app, config);
  const socketPath = config.socket ?? assert.fail();
  assert.equal(statSync(socketPath).mode & 0o777, 0o660);
  const ask = (headers: Record<string, string>): Promise<string> =>
    new Promise((resolve, reject) => {
      const asked = request({ socketPath, path: '/essai/adresse', headers }, (answer) => {
        let text = '';
        answer.on('data', (part: Buffer) => (text += part.toString()));
        answer.on('end', () => resolve(text));
      });
      asked.on('error', reject).end();
    });
  assert.equal(await ask({ 'x-forwarded-for': '203.0.113.9, 192.0.2.7' }), '192.0.2.7');
  await assert.rejects(checkPort(config), StartError);
  await desk.close();
  assert.equal(existsSync(socketPath), false);
});

test('a socket left by a process that was killed does not stop the next one', async () => {
  const config = place('left.sock');
  const { socket } = config;
  assert.ok(socket);
  const killed = createServer();
  await new Promise<void>((resolve) => void killed.listen(socket, resolve));
  // As after kill -9: nobody answers, the file stays.
  const kept = join(folder, 'kept.sock');
  linkSync(socket, kept);
  await new Promise((resolve) => void killed.close(resolve));
  renameSync(kept, socket);
  assert.ok(statSync(socket).isSocket());
  await checkPort(config);
  assert.equal(existsSync(socket), false);
});

test('a folder that does not exist is told in one line', async () => {
  await assert.rejects(
    checkPort(readConfig({ SOCKET: join(folder, 'absent/web.sock') })),
    (error) => {
      assert.ok(error instanceof StartError);
      assert.match(error.message, /^SOCKET : /);
      return true;
    },
  );
});
