import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Client, newClient, signedIn, testApp } from '../../../test/support/app.ts';
import { paths } from '../../paths.ts';
import { recordStatements } from '../../platform/db/statements.ts';

const site = await testApp();
after(() => site.close());

const browsers = {
  firefox: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:151.0) Gecko/20100101 Firefox/151.0',
  edge: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36 Edg/153.0.0.0',
  iphone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1',
} as const;

async function enter(login: string, userAgent?: string): Promise<Client> {
  const client = newClient(site);
  await client.get(paths.signIn());
  const headers: Record<string, string> =
    userAgent === undefined ? {} : { 'user-agent': userAgent };
  const response = await client.post(paths.signIn(), { login, password: 'demonstration' }, headers);
  assert.equal(response.statusCode, 303);
  return client;
}

const isIn = async (client: Client) => (await client.get(paths.profile())).statusCode === 200;
const endsIn = (body: string) =>
  [...body.matchAll(/action="(\/mes-connexions\/[0-9a-f]{64}\/fin)"/g)].map(([, path]) => path);

test('one sees where one is signed in, in plain words, this one first, in two statements', async () => {
  await enter('marie.dupont', browsers.iphone);
  await enter('marie.dupont', 'curl/8.5.0 <script>');
  await enter('marie.dupont', 'x'.repeat(2_000));
  await enter('paul.martin', browsers.edge);
  site.clock.advance({ minutes: 30 });
  const marie = await enter('marie.dupont', browsers.firefox);
  const { result, statements } = await recordStatements(() => marie.get(paths.sessions()));
  const { body, statusCode } = result;
  assert.equal(statusCode, 200);
  const cards = body.split('class="card"').slice(1);
  assert.match(cards[0] ?? '', /Firefox sur Windows[^]*Cette connexion[^]*23\/11\/2026/);
  assert.match(cards[0] ?? '', /Identifiant et mot de passe/);
  assert.match(body, /Safari sur iOS \(téléphone\)/);
  assert.match(body, /Navigateur inconnu/);
  assert.doesNotMatch(body, /<script>|xxxxx|Edge/);
  assert.equal(endsIn(body).length, 3, 'all but this one can be ended');
  const reads = statements.filter((text) => /"session"|from session/.test(text));
  assert.ok(reads.length <= 2, reads.join('\n'));
  // What is listed is live: two hours later, without a page, only this one is.
  site.clock.advance({ minutes: 100 });
  assert.match((await marie.get(paths.sessions())).body, /connecté nulle part ailleurs/);
});

test('a session one ends is over at once; that of somebody else, or none, is not there to be ended', async () => {
  const paul = await enter('paul.martin', browsers.firefox);
  const lost = await enter('paul.martin', browsers.edge);
  const hugo = await enter('hugo.petit');
  const { body } = await hugo.get(paths.sessions());
  assert.equal(endsIn(body).length, 0);
  const [path = ''] = endsIn((await paul.get(paths.sessions())).body);
  assert.equal((await hugo.post(path)).statusCode, 303);
  assert.equal(await isIn(lost), true, 'not theirs');
  const response = await paul.post(path);
  assert.equal(response.headers.location, paths.sessions());
  assert.match((await paul.follow(response)).body, /La connexion est terminée/);
  assert.equal(await isIn(lost), false);
  assert.equal(await isIn(paul), true);
  for (const key of ['0'.repeat(64), 'x', '%00', '../autres']) {
    assert.ok([303, 404].includes((await paul.post(`/mes-connexions/${key}/fin`)).statusCode), key);
  }
  const forged = await paul.post(path, { _csrf: 'x' });
  assert.equal(forged.statusCode, 403);
});

test('all the others end at once, and nothing of anybody else', async () => {
  const nadia = await enter('nadia.benali');
  const others = [await enter('nadia.benali'), await enter('nadia.benali')];
  const karim = await signedIn(site, 'karim.leroy');
  const response = await nadia.post(paths.otherSessionsEnd());
  assert.match((await nadia.follow(response)).body, /2 autres connexions sont terminées/);
  for (const other of others) assert.equal(await isIn(other), false);
  assert.equal(await isIn(nadia), true);
  assert.equal(await isIn(karim), true);
  assert.match((await nadia.get(paths.sessions())).body, /connecté nulle part ailleurs/);
});

test('who is not signed in is asked to, then sees their sessions', async () => {
  const client = newClient(site);
  const response = await client.get(paths.sessions());
  assert.equal(response.headers.location, '/connexion?retour=%2Fmes-connexions');
});
