import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { newClient, signedIn, testApp } from '../../test/support/app.ts';
import { formBody } from './form-body.ts';

function testDoors(app: FastifyInstance): void {
  app.post('/essai', { config: { access: 'person' } }, async (request) => formBody(request.body));
  app.get('/essai/d-ou', { config: { access: 'public' } }, async ({ ip, protocol, host }) => ({
    ...{ ip, protocol, host },
  }));
}

const desk = await testApp({
  extend: testDoors,
  config: { rateLimits: { person: 3, address: 2 }, trustProxy: '10.0.0.5, 192.168.0.0/16' },
});
after(() => desk.close());

test('a person who sends too much is asked to wait, keeps the text, and the others go on', async () => {
  const marie = await signedIn(desk, 'marie.dupont');
  const paul = await signedIn(desk, 'paul.martin');
  for (let n = 0; n < 3; n += 1) assert.equal((await marie.post('/essai')).statusCode, 200);
  desk.log.length = 0;
  const refused = await marie.post('/essai', { description: 'Un texte "à" garder' });
  assert.equal(refused.statusCode, 429);
  assert.equal(refused.headers['retry-after'], '20');
  assert.match(refused.body, /<h1>Trop d’envois à la fois<\/h1>/);
  assert.match(refused.body, /value="Un texte &quot;à&quot; garder"/);
  assert.match(refused.body, /Envoyer à nouveau/);
  assert.doesNotMatch(JSON.stringify(desk.log), /marie|garder|127\.0\.0\.1/i);
  assert.equal((await marie.get('/')).statusCode, 200, 'reading is not counted');
  assert.equal((await paul.post('/essai')).statusCode, 200);
  desk.clock.advance({ seconds: 20 });
  assert.equal((await marie.post('/essai')).statusCode, 200);
});

/** A form from nobody, as it arrives from an address. */
const send = (remoteAddress: string, forwarded?: string) =>
  desk.app.inject({
    method: 'POST',
    url: '/connexion',
    remoteAddress,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }),
    },
    payload: 'login=personne&password=secret-tap%C3%A9',
  });

test('people who are not signed in are counted by address, which nobody can invent', async () => {
  for (const invented of ['203.0.113.1', '203.0.113.2']) {
    assert.equal((await send('198.51.100.7', invented)).statusCode, 403);
  }
  const refused = await send('198.51.100.7', '203.0.113.3');
  assert.equal(refused.statusCode, 429);
  assert.doesNotMatch(refused.body, /secret-tap/);
  assert.equal((await send('198.51.100.8')).statusCode, 403);
});

test('behind a known proxy each address has its own count', async () => {
  for (const address of ['203.0.113.10', '203.0.113.11', '203.0.113.12']) {
    assert.equal((await send('10.0.0.5', address)).statusCode, 403);
  }
  // What the visitor wrote before the proxy added their address is not believed.
  for (let n = 0; n < 2; n += 1) await send('10.0.0.5', `192.0.2.${String(n)}, 203.0.113.20`);
  assert.equal((await send('10.0.0.5', '192.0.2.9, 203.0.113.20')).statusCode, 429);
});

test('X-Forwarded headers are believed from the configured addresses only', async () => {
  const headers = {
    host: 'localhost:3000',
    'x-forwarded-for': '203.0.113.99',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'assistance.exemple.fr',
  };
  const ask = async (remoteAddress: string) =>
    (await newAsk(remoteAddress)).json<Record<string, string>>();
  const newAsk = (remoteAddress: string) =>
    desk.app.inject({ url: '/essai/d-ou', remoteAddress, headers });
  const told = { ip: '203.0.113.99', protocol: 'https', host: 'assistance.exemple.fr' };
  for (const proxy of ['10.0.0.5', '192.168.7.7', '::ffff:10.0.0.5']) {
    assert.deepEqual(await ask(proxy), told, proxy);
  }
  for (const stranger of ['10.0.0.6', '127.0.0.1', '198.51.100.1']) {
    const own = { ip: stranger, protocol: 'http', host: 'localhost:3000' };
    assert.deepEqual(await ask(stranger), own);
  }
});

test('without a configured proxy nobody is believed', async () => {
  const alone = await testApp({ extend: testDoors, seeded: false });
  const headers = { 'x-forwarded-for': '203.0.113.99', 'x-forwarded-proto': 'https' };
  const { ip, protocol } = (
    await alone.app.inject({ url: '/essai/d-ou', remoteAddress: '127.0.0.1', headers })
  ).json<Record<string, string>>();
  assert.deepEqual({ ip, protocol }, { ip: '127.0.0.1', protocol: 'http' });
  assert.equal((await newClient(alone).get('/connexion')).statusCode, 200);
  await alone.close();
});
