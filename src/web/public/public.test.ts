import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { newClient, signedIn, testApp } from '../../../test/support/app.ts';
import { changeSetting } from '../../domain/settings/settings.ts';
import { paths } from '../../paths.ts';

const token = 'a token for the tests only';
const desk = await testApp({ config: { metricsToken: token } });
const { db, clock } = desk;
after(() => desk.close());

test('the pages that the law asks for are open to everybody, linked from the foot of each', async () => {
  const client = newClient(desk);
  for (const [path, title] of [
    [paths.legal(), 'Mentions légales'],
    [paths.privacy(), 'Données personnelles'],
    [paths.accessibility(), 'Accessibilité\\s: non conforme'],
    [paths.siteMap(), 'Plan du site'],
  ] as const) {
    const { statusCode, body } = await client.get(path);
    assert.equal(statusCode, 200, path);
    assert.match(body, new RegExp(`<h1>${title}</h1>`));
    const foot = body.slice(body.indexOf('<footer'));
    for (const other of [paths.legal(), paths.privacy(), paths.accessibility(), paths.siteMap()]) {
      assert.ok(foot.includes(`href="${other}"`), `${other} from ${path}`);
    }
    assert.doesNotMatch(body, /en construction|undefined|\[object/);
  }
});

test('every page names the authority the desk belongs to, or the desk alone', async () => {
  const page = async (authorityName: string) => {
    const site = await testApp({ seeded: false, config: { authorityName } });
    const { body } = await newClient(site).get(paths.legal());
    await site.close();
    return body;
  };
  const named = await page('Ville <d’Essai>');
  assert.match(named, /class="brand-authority">Ville &lt;d’Essai>/);
  assert.match(named, /class="site-footer-name">Ville &lt;d’Essai>/);
  const alone = await page('');
  assert.doesNotMatch(alone, /brand-authority|Démonstration/);
  assert.match(alone, /class="site-footer-name">Centre de services</);
});

test('the site says « non conforme » until an audit is on record', async () => {
  const client = newClient(desk);
  assert.match(
    (await client.get(paths.accessibility())).body,
    /Aucun audit n’a encore été enregistré/,
  );
  const value = { date: '2027-05-01', auditor: 'Cabinet d’essai', rate: 87.5 };
  await changeSetting(db, { actorId: null, key: 'accessibilityAudit', value }, clock());
  const { body } = await client.get(paths.accessibility());
  assert.match(body, /<h1>Accessibilité\s: partiellement conforme<\/h1>/);
  assert.match(body, /Cabinet d’essai le 1er\smai\s2027 relève que 87,5\s% des critères/);
});

test('who answers for the site is said as soon as the authority writes it', async () => {
  const client = newClient(desk);
  assert.match((await client.get(paths.legal())).body, /n’a pas encore indiqué ses coordonnées/);
  const value = {
    name: 'Académie de Démonstration',
    address: '1 place du Marché, Testac',
    director: 'A. B.',
  };
  await changeSetting(db, { actorId: null, key: 'publisher', value }, clock());
  assert.match((await client.get(paths.legal())).body, /1 place du Marché, Testac/);
});

test('the site map lists what this reader can open, and every link of it leads somewhere', async () => {
  const listed = async (login: string | null) => {
    const client = login === null ? newClient(desk) : await signedIn(desk, login);
    const { body } = await client.get(paths.siteMap());
    const main = body.slice(body.indexOf('<main'), body.indexOf('</main>'));
    return [...main.matchAll(/<li><a href="([^"]+)"/g)].map(([, href = '']) => href);
  };
  const nobody = await listed(null);
  assert.ok(nobody.includes(paths.signIn()) && !nobody.includes(paths.profile()));
  const requester = await listed('marie.dupont');
  assert.ok(requester.includes(paths.profile()) && !requester.includes(paths.console()));
  assert.ok(requester.includes(paths.newTicket()) && requester.includes(paths.personalData()));
  assert.ok((await listed('nadia.benali')).includes(paths.console()));
  assert.ok((await listed('odile.garnier')).includes(paths.administration()));
});

test('security.txt says whom to tell, and is not out of date', async () => {
  const client = newClient(desk);
  const read = async () => (await client.get('/.well-known/security.txt')).body;
  assert.match(await read(), /^Contact: http:\/\/localhost:3000\/mentions-legales$/m);
  const value = { privacy: '', accessibility: '', security: 'securite@exemple.fr' };
  await changeSetting(db, { actorId: null, key: 'contacts', value }, clock());
  const text = await read();
  assert.match(text, /^Contact: mailto:securite@exemple\.fr$/m);
  const expires = Temporal.Instant.from(/^Expires: (.+)$/m.exec(text)?.[1] ?? '');
  const days = clock().until(expires).total('hours') / 24;
  assert.ok(days > 30 && days < 365);
});

test('robots are asked to stay out, and the browser’s own question for an icon is answered', async () => {
  const client = newClient(desk);
  assert.equal((await client.get('/robots.txt')).body, 'User-agent: *\nDisallow: /\n');
  const icon = await client.follow(await client.get('/favicon.ico'));
  assert.equal(icon.statusCode, 200);
  assert.match(String(icon.headers['content-type']), /svg/);
});

test('assets leave their folder for nobody', async () => {
  const client = newClient(desk);
  for (const path of [
    '../package.json',
    '..%2Fpackage.json',
    '%2e%2e/package.json',
    '..%5cpackage.json',
    '.hidden',
    'css',
    '',
  ]) {
    assert.equal((await client.get(`/assets/${path}`)).statusCode, 404, path);
  }
});

test('an asset is kept for ever, its absence is not', async () => {
  const client = newClient(desk);
  const found = await client.get('/assets/icon.svg');
  assert.match(String(found.headers['cache-control']), /immutable/);
  const missing = await client.get('/assets/page-NEXT.css');
  assert.equal(missing.statusCode, 404);
  assert.equal(missing.headers['cache-control'], 'no-store');
});

test('measures are for this machine, or for who has the token', async () => {
  const ask = (remoteAddress: string, headers: Record<string, string> = {}) =>
    desk.app.inject({ url: '/metrics', remoteAddress, headers });
  await newClient(desk).get(paths.legal());
  const own = await ask('127.0.0.1');
  assert.equal(own.statusCode, 200);
  assert.match(
    own.body,
    /http_request_duration_seconds_count\{method="GET",route="\/mentions-legales",status="200"\} \d/,
  );
  assert.match(own.body, /^db_connections \d/m);
  assert.equal((await ask('192.0.2.1')).statusCode, 404);
  for (const name of ['x-forwarded-for', 'x-forwarded-proto', 'x-real-ip', 'forwarded', 'via']) {
    assert.equal((await ask('127.0.0.1', { [name]: 'x' })).statusCode, 404, name);
  }
  assert.equal((await ask('192.0.2.1', { authorization: `Bearer ${token}` })).statusCode, 200);
  assert.equal((await ask('192.0.2.1', { authorization: 'Bearer other' })).statusCode, 404);
});

test('ready means that the migrations of this version were applied', async () => {
  const site = await testApp({ migrations: ['20991231T0000-not-yet.sql'] });
  assert.equal((await newClient(desk).get('/pret')).statusCode, 200);
  const response = await newClient(site).get('/pret');
  assert.equal(response.statusCode, 503);
  assert.match(response.body, /migrations/);
  await site.close();
});
