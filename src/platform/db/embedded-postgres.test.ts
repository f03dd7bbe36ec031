import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive, readPostmaster } from './embedded/postmaster.ts';
import {
  type EmbeddedPostgres,
  EmbeddedPostgresError,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from './embedded-postgres.ts';
import { openPool } from './pool.ts';

// As narrow as a folder can be: what `mktemp -d` gives, and what /root is.
const folder = await mkdtemp(join(tmpdir(), 'embedded-'));
await chmod(folder, 0o700);
const cluster = join(folder, 'postgres');
let server: EmbeddedPostgres | undefined;

async function start(options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  server = await startEmbeddedPostgres({ cluster, durable: false, ...options });
  return server;
}

afterEach(() => server?.stop());
after(() => rm(folder, { recursive: true, force: true }));

async function ask<Row extends object>(url: string, query: string): Promise<Row[]> {
  const pool = openPool(url);
  try {
    return (await pool.query<Row>(query)).rows;
  } finally {
    await pool.end();
  }
}

test('the first start makes a server that only this machine reaches, with a password of its own', async () => {
  const { url, pid, adopted } = await start();
  assert.equal(adopted, false);
  const [row] = await ask<{
    encoding: string;
    sorted: string[];
    french: string[];
    version: string;
  }>(
    url(),
    `select current_setting('server_encoding') as encoding, current_setting('server_version') as version,
      array(select w from unnest(array['b', 'a', 'É']) w order by w) as sorted,
      array(select w from unnest(array['z', 'é', 'a']) w order by w collate "fr-x-icu") as french`,
  );
  assert.equal(row?.encoding, 'UTF8');
  assert.match(row.version, /^18\./);
  assert.deepEqual(row.sorted, ['a', 'b', 'É']);
  assert.deepEqual(row.french, ['a', 'é', 'z']);
  assert.ok(isAlive(pid));
  for (const file of ['postgres', 'postgres.log']) {
    assert.equal((await stat(join(folder, file))).mode & 0o077, 0, file);
  }
  const wrong = new URL(url());
  wrong.password = 'guess';
  await assert.rejects(ask(wrong.href, 'select'), { code: '28P01' });
  await assert.rejects(ask(wrong.href.replace(':guess', ''), 'select'));
});

test('stopping leaves no process and no file but the data, and the data is there at the next start', async () => {
  const first = await start();
  await ask(first.url(), 'create table kept (id int); insert into kept values (7)');
  await first.stop();
  assert.equal(isAlive(first.pid), false);
  assert.deepEqual((await readdir(folder)).sort(), ['postgres', 'postgres.log']);
  const second = await start();
  assert.deepEqual(await ask(second.url(), 'table kept'), [{ id: 7 }]);
});

test('a server left by an application that was killed is adopted', async () => {
  const first = await start();
  first.leave();
  const second = await start();
  assert.equal(second.adopted, true);
  assert.equal(second.pid, first.pid);
  await second.stop();
  assert.equal(isAlive(first.pid), false);
});

test('a postmaster.pid that names a process of somebody else is ignored', async () => {
  const first = await start();
  const file = join(cluster, 'postmaster.pid');
  const text = await readFile(file, 'utf8');
  await first.stop();
  const stranger = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
  await once(stranger, 'spawn');
  await writeFile(file, text.replace(/^\d+/, String(stranger.pid)));
  const second = await start();
  assert.equal(second.adopted, false);
  assert.notEqual(second.pid, stranger.pid);
  stranger.kill();
});

test('a server that dies is started again at the same address, with what it had acknowledged', async () => {
  const told: string[] = [];
  const { url, pid } = await start({
    durable: true,
    onRestart: (reason) => told.push(reason),
  });
  await ask(url(), 'create table answered (id int); insert into answered values (1)');
  process.kill(pid, 'SIGKILL');
  const deadline = performance.now() + 20_000;
  for (let rows: unknown[] = []; rows.length === 0; await pause(50)) {
    assert.ok(performance.now() < deadline, told.join('\n'));
    rows = await ask<object>(url(), 'table answered').catch(() => []);
  }
  assert.equal(told.length, 1, told.join('\n'));
  assert.notEqual((await readPostmaster(cluster))?.pid, pid);
});

test('one application at a time works on exclusive data, and the second leaves the server alone', async () => {
  const first = await start({ exclusive: true });
  const second = startEmbeddedPostgres({ cluster, durable: false, exclusive: true });
  await assert.rejects(second, (error) => {
    assert.ok(error instanceof EmbeddedPostgresError);
    assert.match(error.message, /travaille déjà sur ces données/);
    return true;
  });
  assert.deepEqual(await ask(first.url(), 'select 1 as one'), [{ one: 1 }]);
});

test('a start that waits for a former application to stop takes its place', async () => {
  const first = await start({ exclusive: true });
  const next = startEmbeddedPostgres({ cluster, durable: false, exclusive: true });
  await pause(1_000);
  await first.stop();
  server = await next;
  assert.equal(server.adopted, false);
  assert.deepEqual(await ask(server.url(), 'select 1 as one'), [{ one: 1 }]);
});

test('data is still claimed after its server died and was started again', async () => {
  const { url, pid } = await start({ exclusive: true });
  process.kill(pid, 'SIGKILL');
  const deadline = performance.now() + 20_000;
  for (let rows: unknown[] = []; rows.length === 0; await pause(50)) {
    assert.ok(performance.now() < deadline);
    rows = await ask<object>(
      url(),
      `select from pg_locks where locktype = 'advisory' and granted`,
    ).catch(() => []);
  }
});

test('two first starts at once share one server', async () => {
  const other = join(folder, 'twice');
  const both = await Promise.all(
    [1, 2].map(() => startEmbeddedPostgres({ cluster: other, durable: false })),
  );
  const [one, two] = both;
  assert.equal(one?.pid, two?.pid);
  for (const each of both) each.leave();
  await one?.stop();
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.includes('.new-')),
    [],
  );
});

test('a log that would quote people stays silent about their data', async () => {
  const { url } = await start();
  await ask(
    url(),
    'create table secret (login text primary key); insert into secret values ($$marie$$)',
  );
  await assert.rejects(ask(url(), "insert into secret values ('marie')"), { code: '23505' });
  const log = await readFile(`${cluster}.log`, 'utf8');
  assert.match(log, /duplicate key/);
  assert.ok(!log.includes('marie'));
});
