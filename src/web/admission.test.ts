import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { newClient, signedIn, testApp } from '../../test/support/app.ts';
import { formSource } from '../../test/support/forms.ts';
import { paths } from '../paths.ts';
import { recordStatements } from '../platform/db/statements.ts';

const gates: (() => void)[] = [];
const entered: string[] = [];
/** How often a page asked where its styles and scripts are. */
let written = 0;
/** One request at once; one more waits. */
const site = await testApp({
  assets: {
    folder: join(import.meta.dirname, '../../assets'),
    lookup: (name) => {
      written += 1;
      return paths.asset(name);
    },
  },
  config: { capacity: { places: 1, fewest: 1, stayMs: 60_000, waiting: 1, patienceMs: 60_000 } },
  extend: (app) => {
    app.get('/lent', { config: { access: 'public' } }, async () => {
      entered.push('in');
      await new Promise<void>((open) => gates.push(open));
      return 'done';
    });
  },
});
after(site.close);
const marie = await signedIn(site, 'marie.dupont');

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await turn();
}

const measured = async (name: string): Promise<number> => {
  const { body } = await site.app.inject(paths.metrics());
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(body)?.[1]);
};

/** One request that lasts, one that waits: the desk is full until `empty` is called. */
async function fill() {
  const inside = site.app.inject('/lent');
  await until(() => entered.length > 0);
  const waiting = site.app.inject('/lent');
  await until(async () => (await measured('requests_waiting')) === 1);
  return async () => {
    while (gates.length > 0 || entered.length < 2) {
      gates.shift()?.();
      await turn();
    }
    gates.shift()?.();
    entered.length = 0;
    for (const { statusCode } of await Promise.all([inside, waiting])) {
      assert.equal(statusCode, 200);
    }
  };
}

test('when too many ask at once, the next one is told to come back, and all is well once the others are served', async () => {
  const empty = await fill();
  const before = await measured('requests_turned_away_total');
  const refused = await marie.get(paths.home());
  assert.equal(refused.statusCode, 503);
  assert.equal(refused.headers['retry-after'], '5');
  assert.match(refused.body, /Trop de monde à la fois/);
  assert.doesNotMatch(refused.body, /_csrf|marie|Marie/);
  const again = await marie.get(paths.notices());
  assert.equal(again.statusCode, 503);
  assert.equal(await measured('requests_turned_away_total'), before + 2);
  const script = await marie.get(paths.noticesCount(), { 'sec-fetch-dest': 'empty' });
  assert.deepEqual([script.statusCode, script.body], [503, '']);
  await empty();
  assert.equal((await marie.get(paths.home())).statusCode, 200);
});

test('one more, once the desk is full, is answered before anything is done: nothing read, nothing written', async () => {
  const empty = await fill();
  await marie.get(paths.home());
  written = 0;
  const ask = (headers: Record<string, string>) => marie.get(paths.home(), headers);
  const { result: answers, statements } = await recordStatements(() =>
    Promise.all([ask({}), ask({ 'accept-encoding': 'gzip' }), ask({ 'accept-encoding': 'br' })]),
  );
  assert.deepEqual(statements, []);
  assert.equal(written, 0);
  const [plain, gzip, brotli] = answers;
  assert.equal(gunzipSync(gzip?.rawPayload ?? '').toString(), plain?.body);
  assert.equal(brotliDecompressSync(brotli?.rawPayload ?? '').toString(), plain?.body);
  for (const { statusCode, headers, rawPayload } of answers) {
    assert.equal(statusCode, 503);
    assert.equal(headers['content-length'], String(rawPayload.length));
    assert.equal(headers['cache-control'], 'no-store');
    assert.match(String(headers['content-security-policy']), /^default-src 'none'/);
    assert.equal(headers.vary, 'accept-encoding');
  }
  await empty();
});

test('a form sent then comes back whole, to be sent again from the page', async () => {
  const empty = await fill();
  const description = 'Deux phrases. « Rien » ne se perd.';
  const sent = { nature: 'messagerie', objet: 'Une panne', description };
  const refused = await marie.post(paths.newTicket(), sent);
  assert.equal(refused.statusCode, 503);
  assert.equal(refused.headers['retry-after'], '5');
  const form = formSource(refused.body, paths.newTicket());
  for (const value of ['messagerie', 'Une panne', description]) {
    assert.ok(form.includes(`value="${value}"`), value);
  }
  // Nobody has sent this from a page of ours: nothing of it is offered again.
  const foreign = await marie.post(paths.newTicket(), { ...sent, _csrf: 'faux' });
  assert.equal(foreign.statusCode, 503);
  assert.ok(!foreign.body.includes('Deux phrases'));
  await empty();
});

test('the page that turns people away says nothing of whom it was first written for', async () => {
  const speak = (language: 'fr' | 'en') =>
    site.db.updateTable('person').set({ language }).where('login', '=', 'marie.dupont').execute();
  // In a language in which nobody was turned away yet.
  await speak('en');
  const empty = await fill();
  const first = await marie.post(paths.newTicket(), { nature: 'messagerie', _csrf: 'faux' });
  const stranger = newClient(site);
  stranger.cookies.set('language', 'en');
  const { statusCode, body } = await stranger.get(paths.home());
  assert.deepEqual([first.statusCode, statusCode], [503, 503]);
  assert.match(body, /lang="en"/);
  assert.doesNotMatch(body, /fin-de-session|session-end/);
  await empty();
  await speak('fr');
});

test('who asks how the desk is doing is answered all the same, and so are styles and scripts', async () => {
  const empty = await fill();
  for (const path of [paths.alive(), paths.ready(), paths.metrics(), paths.asset('icon.svg')]) {
    assert.equal((await site.app.inject(path)).statusCode, 200, path);
  }
  await empty();
});
