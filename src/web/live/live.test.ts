import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { type Client, signedIn, type TestApp, testApp } from '../../../test/support/app.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { runWaitingJobs } from '../../../test/support/jobs.ts';
import { fileTicket, viewerNamed } from '../../../test/support/tickets.ts';
import { closeAccount } from '../../domain/tickets/close-account.ts';
import { noteOnTicket } from '../../domain/tickets/note-on-ticket.ts';
import { replyToTicket } from '../../domain/tickets/reply-to-ticket.ts';
import { paths } from '../../paths.ts';
import { listenerName } from '../../platform/db/listen.ts';
import { streamsOfPerson } from './streams.ts';

let database: TestDatabase;
let site: TestApp;
let port: number;
before(async () => {
  database = await testDatabase();
  site = await testApp({ database });
  await runWaitingJobs(database, site.clock());
  await site.app.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = site.app.server.address() as AddressInfo);
});
after(() => site.close());

/** A browser that listens, and what it was told. */
type Ear = {
  status: number;
  headers: IncomingMessage['headers'];
  words: string[];
  /** Waits until it was told so, and fails after a while. */
  hears: (word: string) => Promise<void>;
  isOver: Promise<unknown>;
  close: () => void;
};

async function listenAs(login: string, client?: Client): Promise<Ear> {
  const { id } = await viewerNamed(site.db, login);
  const { cookies } = client ?? (await signedIn(site, login));
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const path = paths.noticesStream({ pour: id });
  const sent: ClientRequest = get({ port, path, headers: { cookie, 'sec-fetch-dest': 'empty' } });
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const words: string[] = [];
  answer.setEncoding('utf8');
  answer.on('data', (text: string) => {
    for (const [, word = ''] of text.matchAll(/^data: (.*)$/gm)) words.push(word);
  });
  const isOver = new Promise((resolve) => answer.once('close', resolve));
  const hears = async (word: string): Promise<void> => {
    for (let i = 0; i < 100 && !words.includes(word); i++) await pause(50);
    assert.ok(words.includes(word), `${login} was told ${words.join(', ')}, not ${word}`);
  };
  const { statusCode: status = 0, headers } = answer;
  return { status, headers, words, hears, isOver, close: () => void sent.destroy() };
}

const reply = async (number: number) => {
  const actor = await viewerNamed(site.db, 'nadia.benali');
  await replyToTicket(site.db, { number, actor, body: 'Je regarde.' }, site.clock());
  await runWaitingJobs(database, site.clock());
};

test('a reply is told at once to its requester and its team, and to nobody else', async () => {
  const number = await fileTicket(site.db, {}, site.clock());
  const marie = await listenAs('marie.dupont');
  const karim = await listenAs('karim.leroy');
  const odile = await listenAs('odile.garnier');
  const others = [await listenAs('paul.martin'), await listenAs('hugo.petit')];
  assert.equal(marie.status, 200);
  assert.match(String(marie.headers['content-type']), /^text\/event-stream/);
  assert.equal(marie.headers['x-accel-buffering'], 'no');
  await reply(number);
  await marie.hears('notices');
  await marie.hears(`ticket ${String(number)}`);
  await karim.hears(`ticket ${String(number)}`);
  await odile.hears(`ticket ${String(number)}`);
  for (const other of others) assert.deepEqual(other.words, ['here']);
  for (const ear of [marie, karim, odile, ...others]) ear.close();
});

test('a note is told to the teams, never to the side of its requester', async () => {
  const number = await fileTicket(site.db, {}, site.clock());
  await runWaitingJobs(database, site.clock());
  const marie = await listenAs('marie.dupont');
  const karim = await listenAs('karim.leroy');
  const actor = await viewerNamed(site.db, 'nadia.benali');
  await noteOnTicket(site.db, { number, actor, body: 'Encore elle.' }, site.clock());
  await runWaitingJobs(database, site.clock());
  await karim.hears(`ticket ${String(number)}`);
  await pause(100);
  assert.ok(!marie.words.includes(`ticket ${String(number)}`), marie.words.join());
  const asked = await (await signedIn(site, 'marie.dupont')).get(
    paths.ticketNews(number, { depuis: await lastPublicEvent(number) }),
  );
  assert.equal(asked.json<{ changed: boolean }>().changed, false);
  marie.close();
  karim.close();
});

async function lastPublicEvent(number: number): Promise<number> {
  const row = await site.db
    .selectFrom('ticket')
    .select('last_public_event_id as id')
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  return row.id;
}

test('the page of a requester hears that their ticket changed, in words', async () => {
  const number = await fileTicket(site.db, {}, site.clock());
  const marie = await signedIn(site, 'marie.dupont');
  const { body } = await marie.get(paths.ticket(number));
  const url = /data-stale-url-value="([^"]*)"/.exec(body)?.[1] ?? '';
  assert.equal((await marie.get(url)).json<{ changed: boolean }>().changed, false);
  await reply(number);
  assert.deepEqual((await marie.get(url)).json(), {
    changed: true,
    text: '1 nouvelle réponse depuis que vous avez ouvert cette page',
  });
  const paul = await signedIn(site, 'paul.martin');
  assert.equal((await paul.get(url)).statusCode, 404);
});

test('reading a ticket in one window makes the others count again', async () => {
  const number = await fileTicket(site.db, {}, site.clock());
  await reply(number);
  const marie = await signedIn(site, 'marie.dupont');
  const ear = await listenAs('marie.dupont', marie);
  const { id } = await viewerNamed(site.db, 'marie.dupont');
  const count = async () =>
    (await marie.get(paths.noticesCount({ pour: id }))).json<{ count: number; text: string }>();
  const { count: unread, text } = await count();
  assert.ok(unread > 0);
  assert.match(text, /non lue/);
  await marie.get(paths.ticket(number));
  await ear.hears('notices');
  assert.equal((await count()).count, unread - 1);
  ear.close();
});

test('signing out ends the stream, and what was its window hears nothing of the next person', async () => {
  const marie = await signedIn(site, 'marie.dupont');
  const ear = await listenAs('marie.dupont', marie);
  await marie.post(paths.signOut());
  await ear.isOver;
  assert.equal((await listenAs('marie.dupont', marie)).status, 401);
  const paul = await signedIn(site, 'paul.martin');
  assert.equal((await listenAs('marie.dupont', paul)).status, 401);
  const { id } = await viewerNamed(site.db, 'marie.dupont');
  assert.equal((await paul.get(paths.noticesCount({ pour: id }))).statusCode, 401);
});

test('a session that ends elsewhere, by itself or with its account takes its stream along', async () => {
  const late = await listenAs('paul.martin');
  site.clock.advance({ hours: 3 });
  const disabled = await listenAs('thais.boisseau');
  const stays = await listenAs('marie.dupont');
  const { id } = await viewerNamed(site.db, 'thais.boisseau');
  await closeAccount(site.db, { actorId: null, personId: id, status: 'disabled' }, site.clock());
  // At once: nobody swept.
  await disabled.isOver;
  await site.app.live.sweep();
  await late.isOver;
  await pause(50);
  assert.equal(site.app.live.count(), 1);
  stays.close();
});

test('listening and counting do not keep a session alive; opening a page does', async () => {
  const marie = await signedIn(site, 'marie.dupont');
  const { id } = await viewerNamed(site.db, 'marie.dupont');
  site.clock.advance({ hours: 1 });
  (await listenAs('marie.dupont', marie)).close();
  assert.equal((await marie.get(paths.noticesCount({ pour: id }))).statusCode, 200);
  site.clock.advance({ hours: 1, minutes: 1 });
  const asked = { 'sec-fetch-dest': 'empty' };
  assert.equal((await marie.get(paths.noticesCount({ pour: id }), asked)).statusCode, 401);
});

test('a person has so many streams and no more; one that goes makes room', async () => {
  const marie = await signedIn(site, 'marie.dupont');
  const ears: Ear[] = [];
  for (let i = 0; i < streamsOfPerson; i++) ears.push(await listenAs('marie.dupont', marie));
  assert.ok(ears.every(({ status }) => status === 200));
  assert.equal((await listenAs('marie.dupont', marie)).status, 429);
  ears.pop()?.close();
  await pause(100);
  const next = await listenAs('marie.dupont', marie);
  assert.equal(next.status, 200);
  for (const ear of [...ears, next]) ear.close();
});

test('a connection to the database that is lost is opened again, and browsers ask again', async () => {
  const number = await fileTicket(site.db, {}, site.clock());
  const marie = await listenAs('marie.dupont');
  const { rowCount } = await site.pool.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and datname = current_database()',
    [listenerName],
  );
  assert.equal(rowCount, 1);
  await marie.hears('again');
  await reply(number);
  await marie.hears(`ticket ${String(number)}`);
  marie.close();
});

test('200 streams open and close, and leave nothing behind', async () => {
  const people = await site.db
    .selectFrom('person')
    .select('login')
    .where('status', '=', 'active')
    .orderBy('id')
    .limit(25)
    .execute();
  const before = process.getActiveResourcesInfo().length;
  const ears: Ear[] = [];
  for (const { login } of people) {
    const client = await signedIn(site, login);
    for (let i = 0; i < streamsOfPerson; i++) ears.push(await listenAs(login, client));
  }
  assert.equal(site.app.live.count(), 200);
  const { body } = await site.app.inject('/metrics');
  assert.match(body, /^live_streams 200$/m);
  assert.doesNotMatch(body, /http_request_duration_seconds_count\{[^}]*flux/);
  for (const ear of ears) ear.close();
  for (let i = 0; i < 100 && site.app.live.count() > 0; i++) await pause(50);
  assert.equal(site.app.live.count(), 0);
  await pause(200);
  const left = process.getActiveResourcesInfo().length;
  assert.ok(left <= before + 5, `${String(before)} handles before, ${String(left)} after`);
});

test('stopping ends the streams at once', async () => {
  const other = await testApp();
  await other.app.listen({ port: 0, host: '127.0.0.1' });
  const own = site;
  const ownPort = port;
  site = other;
  ({ port } = other.app.server.address() as AddressInfo);
  const ear = await listenAs('marie.dupont');
  const since = performance.now();
  await Promise.all([ear.isOver, other.close()]);
  assert.ok(performance.now() - since < 3_000, 'it did not wait for them');
  site = own;
  port = ownPort;
});
