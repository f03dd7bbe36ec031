import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import { freePort } from '../../src/platform/db/embedded/cluster.ts';
import { blankDatabase, testDatabase } from '../support/database.ts';
import { cloneProduct, type DeskProcess, removeClone, startDesk } from './desk-process.ts';

const folder = await cloneProduct();
const blank = await blankDatabase();
const port = String(await freePort());
const complete = {
  NODE_ENV: 'production',
  PORT: port,
  HOST: '127.0.0.1',
  BASE_URL: `http://localhost:${port}`,
  DATABASE_URL: blank.url,
  SESSION_SECRET: '3c9f0d52b7a84e16a1d9c0e77f5b2486',
};
let desk: DeskProcess | undefined;

async function start(environment: Record<string, string>): Promise<DeskProcess> {
  desk = await startDesk(folder, environment);
  return desk;
}

afterEach(async () => {
  desk?.signal('SIGTERM');
  await desk?.ended;
});
after(async () => {
  await blank.close();
  await removeClone(folder);
});

/** The lines of a start that stopped by itself, the compilation apart. */
async function refusal(environment: Record<string, string>): Promise<string[]> {
  const refused = await start(environment);
  assert.equal(await refused.ended, 1, refused.said());
  return refused
    .said()
    .trim()
    .split('\n')
    .filter((line) => line !== 'Compilation…');
}

test('production compiles itself, prepares an empty database, and knows nobody', async () => {
  const { url, ready, said } = await start(complete);
  await ready();
  const page = await (await fetch(`${url}/connexion`)).text();
  assert.ok(!page.includes('marie.dupont'));
  assert.ok(!said().includes('marie.dupont'));
  // One line for who started it; passwords alone need no link.
  assert.match(
    said(),
    /^Personne n’administre encore ce centre de services : npm run admin:create$/m,
  );
  const people = await blank.pool.query('select from person');
  assert.equal(people.rowCount, 0);
});

test('production behind a portal alone prints the link of its first administrator', async () => {
  const portal = { DOORS: 'cas', CAS_URL: 'http://localhost:1/cas' };
  const { ready, said } = await start({ ...complete, ...portal });
  await ready();
  const [, path = ''] =
    /^ {4}http:\/\/localhost:\d+(\/premier-administrateur\?cle=[\w-]{43})$/m.exec(said()) ?? [];
  const answer = await fetch(`${complete.BASE_URL}${path}`, { redirect: 'manual' });
  assert.equal(answer.status, 303);
  assert.match(String(answer.headers.get('location')), /premier-administrateur|^\/connexion/);
});

for (const name of ['DATABASE_URL', 'BASE_URL', 'SESSION_SECRET'] as const) {
  test(`production without ${name} stops with one line`, async () => {
    const lines = await refusal({ ...complete, [name]: '' });
    assert.equal(lines.length, 1, lines.join('\n'));
    assert.match(lines[0] ?? '', new RegExp(`^${name} manque : `));
  });
}

test('a database that does not answer stops production with one line, without its address', async () => {
  const lines = await refusal({
    ...complete,
    DATABASE_URL: 'postgres://desk:hidden@127.0.0.1:1/desk',
  });
  assert.equal(lines.length, 1, lines.join('\n'));
  assert.match(lines[0] ?? '', /ne répond pas.*DATABASE_URL/);
  assert.ok(!lines[0]?.includes('hidden'));
});

test('a wrong password, a database that does not exist: one line each', async () => {
  const wrong = new URL(blank.url);
  wrong.password = 'guess';
  const [password = '', ...more] = await refusal({ ...complete, DATABASE_URL: wrong.href });
  assert.match(password, /refuse l’identifiant ou le mot de passe/);
  assert.deepEqual(more, []);
  const absent = new URL(blank.url);
  absent.pathname = '/nowhere';
  const [database = '', ...rest] = await refusal({ ...complete, DATABASE_URL: absent.href });
  assert.match(database, /n’existe pas sur ce serveur/);
  assert.deepEqual(rest, []);
});

test('a database that holds demonstration accounts stops production with one line', async () => {
  const planted = await testDatabase();
  after(planted.close);
  const lines = await refusal({ ...complete, DATABASE_URL: planted.url });
  assert.equal(lines.length, 1, lines.join('\n'));
  assert.match(lines[0] ?? '', /démonstration/);
});

test('with an owner apart, the application gets a role that cannot rewrite history', async () => {
  const owned = await blankDatabase();
  const role = `prod_${String(process.pid)}`;
  await owned.pool.query(`create role ${role} login password 'word'`);
  after(async () => {
    await owned.pool.query(`drop owned by ${role}`);
    await owned.pool.query(`drop role ${role}`);
    await owned.close();
  });
  const url = new URL(owned.url);
  url.username = role;
  url.password = 'word';
  const limited = { ...complete, DATABASE_URL: url.href };
  assert.match((await refusal(limited)).join('\n'), /^.*DATABASE_OWNER_URL\.$/);
  const { ready } = await start({ ...limited, DATABASE_OWNER_URL: owned.url });
  await ready();
  const { rows } = await owned.pool.query<{ may: boolean }>(
    `select has_table_privilege('${role}', 'ticket_event', 'insert')
       and not has_table_privilege('${role}', 'ticket_event', 'update, delete, truncate') as may`,
  );
  assert.deepEqual(rows, [{ may: true }]);
});
