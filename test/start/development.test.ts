import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, afterEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from '../../src/platform/db/embedded/postmaster.ts';
import {
  cloneProduct,
  type DeskProcess,
  databasePid,
  removeClone,
  signInAt,
  startDesk,
} from './desk-process.ts';

const folder = await cloneProduct();
const running: DeskProcess[] = [];

async function start(environment: Record<string, string> = {}): Promise<DeskProcess> {
  const desk = await startDesk(folder, environment);
  running.push(desk);
  return desk;
}

afterEach(async () => {
  for (const desk of running.splice(0)) {
    desk.signal('SIGTERM');
    await desk.ended;
  }
});
after(() => removeClone(folder));

const linesOf = (desk: DeskProcess): string[] => desk.said().trim().split('\n');

async function homeOf({ url }: DeskProcess, cookie: string): Promise<string> {
  const home = await fetch(url, { headers: { cookie }, redirect: 'manual' });
  assert.equal(home.status, 200);
  return home.text();
}

test('the first start prepares everything in a folder closed to others, and says where and who', async () => {
  const desk = await start();
  await desk.ready();
  assert.match(
    desk.said(),
    new RegExp(`Centre de services : http://localhost:${String(desk.port)}`),
  );
  for (const login of ['marie.dupont', 'nadia.benali', 'odile.garnier']) {
    assert.ok(desk.said().includes(login));
  }
  assert.match(desk.said(), /mot de passe : demonstration/);
  assert.match(await homeOf(desk, await signInAt(desk, 'marie.dupont')), /Marie/);
});

test('the next start keeps the data and is quick', async () => {
  const first = await start();
  await first.ready();
  const cookie = await signInAt(first, 'marie.dupont');
  first.signal('SIGTERM');
  assert.equal(await first.ended, 0);
  const begin = performance.now();
  const second = await start();
  await second.ready();
  // One to three seconds on a machine that does nothing else.
  assert.ok(performance.now() - begin < 9_000);
  await homeOf(second, cookie);
});

test('Ctrl-C answers the request in progress, refuses new ones, and leaves no process', async () => {
  const desk = await start();
  await desk.ready();
  const database = await databasePid(folder);
  assert.ok(database);
  const socket = connect(desk.port, '127.0.0.1');
  const body = 'a=1234567890';
  socket.write(
    `POST /connexion HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: ${String(body.length)}\r\n\r\n${body.slice(0, 4)}`,
  );
  await pause(200);
  desk.signal('SIGINT');
  // Twice, as a terminal and npm do together: still one Ctrl-C.
  desk.signal('SIGINT');
  await pause(300);
  await assert.rejects(fetch(desk.url));
  const answered = once(socket, 'data');
  socket.write(body.slice(4));
  const [answer] = (await answered) as [Buffer];
  assert.match(answer.toString(), /^HTTP\/1\.1 403/);
  const begin = performance.now();
  assert.equal(await desk.ended, 0, desk.said());
  assert.ok(performance.now() - begin < 8_000, 'an idle connection is not waited for');
  assert.match(desk.said(), /Arrêt en cours…\nArrêté\.\n$/);
  assert.equal(isAlive(database), false);
});

test('a second Ctrl-C does not wait, and the next start mends what is left', async () => {
  const desk = await start();
  await desk.ready();
  const socket = connect(desk.port, '127.0.0.1');
  socket.on('error', () => undefined);
  // A request that will never be complete.
  socket.write('POST /connexion HTTP/1.1\r\nhost: localhost\r\ncontent-length: 10\r\n\r\n');
  await pause(200);
  desk.signal('SIGINT');
  await pause(1_500);
  const begin = performance.now();
  desk.signal('SIGINT');
  assert.equal(await desk.ended, 1);
  assert.ok(performance.now() - begin < 4_000);
  socket.destroy();
  const next = await start();
  await next.ready();
});

test('a busy port is one clear line, and the desk that has it goes on', async () => {
  const first = await start();
  await first.ready();
  const second = await start({ PORT: String(first.port) });
  assert.equal(await second.ended, 1);
  assert.equal(linesOf(second).length, 1, second.said());
  assert.match(second.said(), new RegExp(`^Le port ${String(first.port)} est déjà occupé : `));
  assert.ok((await fetch(`${first.url}/pret`)).ok);
});

test('a second desk on the same data is one clear line, and the first goes on', async () => {
  const first = await start();
  await first.ready();
  const second = await start();
  assert.equal(await second.ended, 1);
  assert.equal(linesOf(second).length, 1, second.said());
  assert.match(second.said(), /travaille déjà sur ces données/);
  assert.ok((await fetch(`${first.url}/pret`)).ok);
});

test('after kill -9 the next start adopts the database, and nothing acknowledged is lost', async () => {
  const first = await start();
  await first.ready();
  const cookie = await signInAt(first, 'marie.dupont');
  const database = await databasePid(folder);
  await first.kill();
  assert.equal(await databasePid(folder), database, 'the database is left alone');
  const second = await start();
  await second.ready();
  assert.equal(await databasePid(folder), database);
  await homeOf(second, cookie);
});

test('after kill -9 of the database too, the next start mends it', async () => {
  const first = await start();
  await first.ready();
  const cookie = await signInAt(first, 'marie.dupont');
  const database = await databasePid(folder);
  assert.ok(database);
  process.kill(database, 'SIGKILL');
  await first.kill();
  assert.match(await readFile(join(folder, 'data/postgres/postmaster.pid'), 'utf8'), /^\d+/);
  const second = await start();
  await second.ready();
  await homeOf(second, cookie);
});

test('a database that dies under the desk gives 503, then comes back by itself', async () => {
  const desk = await start({ LOG_LEVEL: 'silent' });
  await desk.ready();
  const cookie = await signInAt(desk, 'marie.dupont');
  process.kill((await databasePid(folder)) ?? -1, 'SIGKILL');
  const ask = () => fetch(desk.url, { headers: { cookie }, redirect: 'manual' });
  let during = await ask();
  // Its connections outlive the server for an instant, and may still answer one more page.
  for (let more = 0; during.status === 200 && more < 20; more += 1) during = await ask();
  assert.equal(during.status, 503);
  assert.ok(during.headers.get('retry-after'));
  await desk.ready();
  await homeOf(desk, cookie);
});

test('a wrong variable is one clear line', async () => {
  const desk = await start({ PORT: '0' });
  assert.equal(await desk.ended, 1);
  assert.deepEqual(linesOf(desk), ['PORT doit être un nombre entre 1 et 65535, par exemple 3000.']);
});
