import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { type Client, newClient, signedIn, testApp } from '../../test/support/app.ts';
import { testDatabase } from '../../test/support/database.ts';
import { unescapeHtml } from '../../test/support/forms.ts';
import { naughtyStringsAbsent, readNaughtyStrings } from '../../test/support/naughty-strings.ts';
import { verifyPassword } from '../domain/people/password-hash.ts';
import { waitSeconds } from '../domain/people/sign-in-attempts.ts';
import { cleanText } from '../platform/text/clean.ts';
import { addressKey } from '../web/address-key.ts';
import { recognise } from './local-account.ts';
import { makeTurnstile, type Turnstile } from './turnstile.ts';

const desk = await testApp({
  config: { trustProxy: 'loopback' },
  // An act that does not say which page its form is on.
  extend: (app) => app.post('/essai', { config: { access: 'person' } }, async () => 'acted'),
});
const { db, clock } = desk;
after(() => desk.close());
const start = clock();
beforeEach(async () => {
  clock.set(start);
  await db.deleteFrom('sign_in_attempt').execute();
});

const good = 'demonstration';

/** Somebody in front of the sign-in page, at an address of their own. */
async function visitor(): Promise<Client> {
  const client = newClient(desk);
  await client.get('/connexion');
  return client;
}

const attempt = (client: Client, login: string, password: string, address = '203.0.113.7') =>
  client.post('/connexion', { login, password }, { 'x-forwarded-for': address });

test('a person signs in with their login, however written, and password', async () => {
  const client = await visitor();
  const response = await attempt(client, ' Marie.DUPONT ', good);
  assert.equal(response.statusCode, 303);
  assert.equal(response.headers.location, '/');
  assert.match((await client.get('/plan-du-site')).body, /Déconnexion \(marie\.dupont\)/);
});

test('sign-in lands on the page asked for, else the console for who answers, else home', async () => {
  for (const [login, fields, landing] of [
    ['marie.dupont', {}, '/'],
    ['nadia.benali', {}, '/console'],
    ['lucie.moreau', {}, '/console'],
    ['odile.garnier', {}, '/'],
    ['nadia.benali', { retour: '/demandes/100001?a=é' }, '/demandes/100001?a=%C3%A9'],
  ] as const) {
    const client = await visitor();
    const response = await client.post('/connexion', { login, password: good, ...fields });
    assert.equal(response.headers.location, landing, login);
    const again = await client.get('/connexion');
    assert.equal(again.headers.location, landing.includes('?') ? '/console' : landing);
  }
});

/** Ways back that are not ours, whatever they look like. */
const hostile = [
  'https://evil.example/',
  'HTTPS:evil.example',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/.//evil.example',
  '/%2e//evil.example',
  '/x/..//evil.example',
  '/..//evil.example/%2e%2e',
  'javascript:alert(1)',
  'data:text/html,x',
  '/\r\nlocation: https://evil.example',
  '\u0000//evil.example',
  ' //evil.example',
  '/\u2028/evil.example',
  'evil.example',
  '@evil.example',
  '',
];

function assertOurs(location: unknown, retour: string): void {
  const target = new URL(String(location), 'http://localhost:3000');
  assert.equal(target.origin, 'http://localhost:3000', retour);
  assert.doesNotMatch(String(location), /^\/[/\\]/, retour);
}

test('sign-in never sends elsewhere, before, after, or told in two ways at once', async () => {
  const client = await visitor();
  for (const retour of hostile) {
    const query = new URLSearchParams({ retour }).toString();
    const fields = { login: 'marie.dupont', password: good };
    const response = await client.post('/connexion', { ...fields, retour });
    assert.equal(response.statusCode, 303);
    assertOurs(response.headers.location, retour);
    const both = await client.post(`/connexion?${query}`, { ...fields, retour: ['/', retour] });
    assertOurs(both.headers.location, retour);
    const signed = await client.get(`/connexion?${query}`);
    assert.equal(signed.statusCode, 303);
    assertOurs(signed.headers.location, retour);
    const { body } = await (await visitor()).get(`/connexion?${query}`);
    const [, kept] = /name="retour" value="([^"]*)"/.exec(body) ?? [];
    if (kept !== undefined) assertOurs(kept, retour);
  }
});

test('the page asked for survives signing in, mistakes included, and so does that of a form sent too late', async () => {
  const client = await visitor();
  const asked = '/demandes/nouvelle?nature=imprimante&objet=%C3%A9t%C3%A9#fichiers';
  const shown = await client.get(asked.split('#')[0] ?? '');
  assert.equal(shown.statusCode, 303);
  const way = new URL(String(shown.headers.location), 'http://localhost:3000');
  assert.equal(way.pathname, '/connexion');
  const retour = way.searchParams.get('retour') ?? '';
  for (const password of ['faux', '']) {
    const again = await client.post('/connexion', { login: 'marie.dupont', password, retour });
    const [, kept = ''] = /name="retour" value="([^"]*)"/.exec(again.body) ?? [];
    assert.equal(kept.replaceAll('&amp;', '&'), retour);
  }
  const landed = await client.post('/connexion', { login: 'marie.dupont', password: good, retour });
  assert.equal(landed.headers.location, asked.split('#')[0]);

  // Sent from a page of ours, or of somebody else's, once the session is over.
  clock.advance({ hours: 3 });
  for (const [referer, back] of [
    ['http://localhost:3000/notifications?page=2', '/connexion?retour=%2Fnotifications%3Fpage%3D2'],
    ['https://evil.example/notifications', '/connexion'],
    ['http://localhost:3000//evil.example', '/connexion'],
    ['javascript:alert(1)', '/connexion'],
  ] as const) {
    const late = await client.post('/essai', { lu: '1' }, { referer });
    assert.equal(late.headers.location, back, referer);
  }
});

test('an unknown login, a wrong password and a person without a password get the same answer', async () => {
  const answers = new Set<string>();
  for (const [login, password] of [
    ['marie.dupont', 'faux'],
    ['personne.ici', good],
    ['personne.ici', 'faux'],
  ] as const) {
    const client = await visitor();
    const response = await attempt(client, login, password);
    assert.equal(response.statusCode, 422);
    assert.equal(client.cookies.has('session'), false);
    answers.add(response.body.replace(`value="${login}"`, '').replace(/value="[\w-]{43}"/, ''));
  }
  assert.equal(answers.size, 1);
  assert.match([...answers][0] ?? '', /Identifiant ou mot de passe incorrect/);
});

test('an unknown login takes as long as a wrong password: the same work is done', async () => {
  let passes = 0;
  const turnstile: Turnstile = async (_address, pass) => {
    passes += 1;
    return pass();
  };
  for (const login of ['marie.dupont', 'personne.ici']) {
    const credentials = { login, password: 'faux', accountKey: login, address: '203.0.113.7' };
    const recognition = await recognise({ db, turnstile, acceptsDemo: true }, credentials, start);
    assert.equal(recognition.outcome, 'refused');
  }
  assert.equal(passes, 2);
  const began = performance.now();
  assert.equal(await verifyPassword('faux', null), false);
  // Far below the time of one hash on any machine, far above that of none.
  assert.ok(performance.now() - began > 2);
});

test('a field left empty is said beside it, and the login stays', async () => {
  const client = await visitor();
  const response = await client.post('/connexion', { login: 'marie.dupont', password: '' });
  assert.equal(response.statusCode, 422);
  assert.match(response.body, /<title>Erreur\s: Connexion/);
  assert.match(response.body, /href="#password"[^>]*>Écrivez votre mot de passe\./);
  assert.match(response.body, /value="marie\.dupont"/);
  assert.equal((await client.post('/connexion', {})).statusCode, 422);
});

const skip = naughtyStringsAbsent;

test('whatever is typed as a login comes back as it was typed', { skip }, async () => {
  const client = await visitor();
  for (const text of await readNaughtyStrings()) {
    const { statusCode, body } = await client.post('/connexion', { login: text, password: '' });
    assert.equal(statusCode, 422, text);
    const [, written = ''] = /type="text" value="?([^"]*)"? data-field-width/.exec(body) ?? [];
    assert.equal(unescapeHtml(written), cleanText(text));
  }
});

test('after five mistakes each one doubles the wait, up to fifteen minutes', () => {
  const waits = [0, 1, 4, 5, 6, 10, 13, 14, 100].map(waitSeconds);
  assert.deepEqual(waits, [0, 0, 0, 2, 4, 64, 512, 900, 900]);
});

test('guessing is slowed down, and says how long to wait', async () => {
  const client = await visitor();
  for (let n = 0; n < 5; n += 1) {
    assert.equal((await attempt(client, 'marie.dupont', 'faux')).statusCode, 422);
  }
  const slowed = await attempt(client, 'marie.dupont', good);
  assert.equal(slowed.statusCode, 429);
  assert.equal(slowed.headers['retry-after'], '2');
  assert.match(slowed.body, /Patientez 2 secondes avant de réessayer/);
  clock.advance({ seconds: 2 });
  assert.equal((await attempt(client, 'marie.dupont', 'faux')).statusCode, 422);
  clock.advance({ seconds: 3 });
  assert.equal((await attempt(client, 'marie.dupont', good)).headers['retry-after'], '1');
  clock.advance({ seconds: 1 });
  assert.equal((await attempt(client, 'marie.dupont', good)).statusCode, 303);
  const next = await visitor();
  assert.equal((await attempt(next, 'marie.dupont', 'faux')).statusCode, 422);
});

test('a stranger who guesses does not shut the owner out, nor others at the same address', async () => {
  const stranger = await visitor();
  for (let n = 0; n < 12; n += 1) await attempt(stranger, 'marie.dupont', 'faux', '198.51.100.66');
  assert.equal((await attempt(stranger, 'marie.dupont', good, '198.51.100.66')).statusCode, 429);
  assert.equal((await attempt(await visitor(), 'marie.dupont', good)).statusCode, 303);
  assert.equal((await attempt(stranger, 'paul.martin', good, '198.51.100.66')).statusCode, 303);
});

test('guesses sent all at once are counted one by one', async () => {
  const client = await visitor();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => attempt(client, 'marie.dupont', 'faux')),
  );
  const looked = answers.filter(({ statusCode }) => statusCode === 422);
  assert.equal(looked.length, 5);
  assert.equal(answers.filter(({ statusCode }) => statusCode === 429).length, 15);
});

test('what is typed as a login is not kept: some type their password there', async () => {
  await attempt(await visitor(), 'mon mot de passe', 'x');
  const rows = await db.selectFrom('sign_in_attempt').selectAll().execute();
  assert.equal(rows.length, 1);
  assert.doesNotMatch(JSON.stringify(rows), /mon mot/);
});

test('who got in and why somebody did not is kept for administrators, without what was typed', async () => {
  await db.deleteFrom('sign_in_trace').execute();
  const paul = await db
    .updateTable('person')
    .set({ status: 'disabled' })
    .where('login', '=', 'paul.martin')
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const [login, password] of [
    ['mon mot de passe', 'x'],
    ['marie.dupont', 'faux'],
    ['paul.martin', good],
    ['marie.dupont', good],
  ] as const) {
    await attempt(await visitor(), login, password);
  }
  for (let n = 0; n < 7; n += 1) await attempt(await visitor(), 'hugo.petit', 'faux');
  await db.updateTable('person').set({ status: 'active' }).where('id', '=', paul.id).execute();
  const rows = await db
    .selectFrom('sign_in_trace')
    .leftJoin('person', 'person.id', 'sign_in_trace.person_id')
    .select(['sign_in_trace.door', 'person.login', 'sign_in_trace.reason'])
    .orderBy('sign_in_trace.id')
    .execute();
  assert.deepEqual(
    rows.map(({ door, login, reason }) => `${door} ${login ?? '?'} ${reason ?? 'in'}`),
    [
      'local ? unknown_login',
      'local marie.dupont wrong_password',
      'local paul.martin account_closed',
      'local marie.dupont in',
      'local hugo.petit wrong_password',
      'local hugo.petit slowed',
    ],
  );
  const kept = JSON.stringify(await db.selectFrom('sign_in_trace').selectAll().execute());
  assert.doesNotMatch(kept, /mon mot|faux/);
});

test('the home network of an IPv6 address counts as one', () => {
  assert.equal(addressKey('203.0.113.7'), '203.0.113.7');
  assert.equal(addressKey('::ffff:203.0.113.7'), '203.0.113.7');
  assert.equal(addressKey('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2::/64');
  assert.equal(addressKey('2001:db8:1:2::9'), '2001:db8:1:2::/64');
  assert.equal(addressKey('2001:db8::1'), '2001:db8:0:0::/64');
  assert.equal(addressKey('::1'), '0:0:0:0::/64');
});

test('the secret changes at sign-in, and the former session is over', async () => {
  const client = await signedIn(desk, 'marie.dupont');
  const former = client.cookies.get('session') ?? '';
  await client.post('/connexion', { login: 'marie.dupont', password: good });
  assert.notEqual(client.cookies.get('session'), former);
  const thief = newClient(desk);
  thief.cookies.set('session', former);
  assert.doesNotMatch((await thief.get('/plan-du-site')).body, /Déconnexion/);
});

test('signing out ends the session on the server, and says so', async () => {
  const client = await signedIn(desk, 'marie.dupont');
  const token = client.cookies.get('session') ?? '';
  const response = await client.post('/deconnexion');
  assert.equal(response.headers.location, '/connexion');
  assert.equal(client.cookies.has('session'), false);
  assert.match((await client.follow(response)).body, /Déconnexion effectuée/);
  assert.doesNotMatch((await client.get('/connexion')).body, /Déconnexion effectuée/);
  client.cookies.set('session', token);
  assert.doesNotMatch((await client.get('/plan-du-site')).body, /Déconnexion/);
  assert.match((await client.get('/deconnexion')).body, /<h1>Vous êtes déconnecté</);
  // Opened as a bookmark is, the address asks first.
  const marie = await signedIn(desk, 'marie.dupont');
  assert.match((await marie.get('/deconnexion')).body, /<h1>Se déconnecter</);
  assert.match((await marie.get('/plan-du-site')).body, /Déconnexion \(marie\.dupont\)/);
});

test('a sign-in form sent from elsewhere signs nobody in', async () => {
  const client = newClient(desk);
  const response = await client.post('/connexion', { login: 'marie.dupont', password: good });
  assert.equal(response.statusCode, 403);
  assert.equal(client.cookies.has('session'), false);
  assert.doesNotMatch(response.body, new RegExp(good));
});

test('cookies are bound to https and to this host, but for a site in clear on this machine', async () => {
  const sent = async (baseUrl: string) => {
    const database = await testDatabase();
    const site = await testApp({ database, config: { baseUrl } });
    const client = newClient(site);
    await client.get('/connexion');
    const response = await client.post('/connexion', { login: 'marie.dupont', password: good });
    const strict = response.headers['strict-transport-security'];
    await site.close();
    return { cookie: response.cookies.find(({ name }) => name.endsWith('session')), strict };
  };
  const https = await sent('https://assistance.exemple.fr');
  assert.equal(https.cookie?.name, '__Host-session');
  assert.ok(https.cookie?.secure && https.cookie.httpOnly);
  assert.equal(https.cookie?.sameSite, 'Lax');
  assert.equal(https.cookie?.path, '/');
  assert.equal(https.cookie?.domain, undefined);
  assert.match(String(https.strict), /max-age=31536000/);
  const clear = await sent('http://localhost:3000');
  assert.equal(clear.cookie?.name, 'session');
  assert.ok(!clear.cookie?.secure && clear.cookie?.httpOnly);
  assert.equal((await sent('http://desk.exemple.fr')).cookie?.name, '__Host-session');
});

test('production refuses to start on a database where the demonstration was planted', async () => {
  await assert.rejects(testApp({ config: { production: true } }), /comptes de démonstration/);
});

test('a demonstration account planted under a running production cannot sign in', async () => {
  const database = await testDatabase({ seeded: false });
  const site = await testApp({ database, config: { production: true } });
  const { plantWorld } = await import('../../seeds/world.ts');
  await plantWorld(database.db, { now: clock() });
  const client = newClient(site);
  const page = await client.get('/connexion');
  assert.doesNotMatch(page.body, /demonstration|marie\.dupont/);
  const response = await client.post('/connexion', { login: 'marie.dupont', password: good });
  assert.equal(response.statusCode, 422);
  await site.close();
});

test('a crowd passes a few at a time, and a flood is turned away', async () => {
  const turnstile = makeTurnstile({ atOnce: 2, waiting: 3 });
  let inside = 0;
  let most = 0;
  const gates: (() => void)[] = [];
  const pass = () =>
    turnstile('203.0.113.7', async () => {
      most = Math.max(most, ++inside);
      await new Promise<void>((open) => gates.push(open));
      inside -= 1;
      return 'passed';
    });
  const crowd = Array.from({ length: 7 }, pass);
  assert.deepEqual(await Promise.all(crowd.slice(5)), [null, null]);
  while (gates.length > 0) {
    gates.shift()?.();
    await new Promise(setImmediate);
  }
  assert.deepEqual(await Promise.all(crowd.slice(0, 5)), Array(5).fill('passed'));
  assert.equal(most, 2);
  const failing = turnstile('203.0.113.7', async () => Promise.reject(new Error('inside')));
  await assert.rejects(failing, /inside/);
  assert.equal(await turnstile('203.0.113.7', async () => 'free again'), 'free again');
});

test('a flood from one address takes the place of nobody else', async () => {
  const turnstile = makeTurnstile({ atOnce: 1, waiting: 4 });
  const entered: string[] = [];
  let open = () => {};
  const pass = (address: string) =>
    turnstile(address, async () => {
      entered.push(address);
      await new Promise<void>((resolve) => {
        open = resolve;
      });
      return address;
    });
  const flood = Array.from({ length: 9 }, () => pass('198.51.100.66'));
  const others = ['203.0.113.7', '203.0.113.8', '203.0.113.7'].map(pass);
  for (let turns = 0; turns < 5; turns += 1) {
    await new Promise(setImmediate);
    open();
  }
  assert.deepEqual(await Promise.all(others), ['203.0.113.7', '203.0.113.8', null]);
  assert.equal((await Promise.all(flood)).filter((one) => one !== null).length, 3);
  assert.deepEqual(entered.slice(0, 4), [
    '198.51.100.66',
    '198.51.100.66',
    '203.0.113.7',
    '203.0.113.8',
  ]);
});
