import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { type Client, newClient, signedIn, testApp } from '../../test/support/app.ts';
import { findDraft } from '../domain/drafts/drafts.ts';
import { findPersonByLogin } from '../domain/people/person-queries.ts';
import { Conflict, Forbidden, NotFound } from '../platform/errors.ts';
import { viewerOf } from './access.ts';
import { formBody } from './form-body.ts';

/** Doors of the test's own: one for each kind of access, and a form whose text is worth keeping. */
function testDoors(app: FastifyInstance): void {
  for (const access of ['public', 'person', 'agent', 'administrator'] as const) {
    app.get(`/essai/${access}`, { config: { access } }, async () => 'entered');
    app.post(`/essai/${access}`, { config: { access } }, async () => 'acted');
  }
  const draftPlace = () => 'essai:formulaire';
  const returnTo = () => '/essai/formulaire';
  app.get(returnTo(), { config: { access: 'person' } }, async (request) => viewerOf(request).login);
  app.post(returnTo(), { config: { access: 'person', draftPlace, returnTo } }, async (request) =>
    formBody(request.body),
  );
  const faults = {
    conflit: new Conflict('x'),
    refus: new Forbidden('x'),
    absent: new NotFound('x'),
  };
  for (const [name, fault] of Object.entries(faults)) {
    app.get(`/essai/${name}`, { config: { access: 'public' } }, async () => {
      throw fault;
    });
    app.post(`/essai/${name}`, { config: { access: 'person', draftPlace } }, async () => {
      throw fault;
    });
  }
}

const desk = await testApp({ extend: testDoors });
const { db, clock } = desk;
after(() => desk.close());
const start = clock();
beforeEach(() => clock.set(start));

const text = 'Le vidéoprojecteur de la salle 12 ne s’allume plus.\nMerci !';

async function draftOf(login: string) {
  const person = await findPersonByLogin(db, login);
  assert.ok(person);
  return (await findDraft(db, person.id, 'essai:formulaire'))?.content ?? null;
}

async function forget(login: string): Promise<void> {
  const person = await findPersonByLogin(db, login);
  assert.ok(person);
  await db.deleteFrom('draft').where('person_id', '=', person.id).execute();
}

const visitors: Record<string, () => Promise<Client>> = {
  nobody: async () => newClient(desk),
  requester: () => signedIn(desk, 'marie.dupont'),
  agent: () => signedIn(desk, 'nadia.benali'),
  administrator: () => signedIn(desk, 'odile.garnier'),
};
const expected: Record<string, Record<string, number>> = {
  nobody: { public: 200, person: 303, agent: 303, administrator: 303 },
  requester: { public: 200, person: 200, agent: 404, administrator: 404 },
  agent: { public: 200, person: 200, agent: 200, administrator: 404 },
  administrator: { public: 200, person: 200, agent: 200, administrator: 200 },
};
for (const [visitor, come] of Object.entries(visitors)) {
  test(`each door lets ${visitor} through or not, reading and acting`, async () => {
    const client = await come();
    if (visitor === 'nobody') await client.get('/connexion');
    for (const [access, status] of Object.entries(expected[visitor] ?? {})) {
      assert.equal((await client.get(`/essai/${access}`)).statusCode, status, `reads ${access}`);
      const acted = await client.post(`/essai/${access}`);
      assert.equal(acted.statusCode, status, `acts ${access}`);
    }
  });
}

test('a door that does not say who may come through does not boot', async () => {
  const extend = (other: FastifyInstance) => {
    other.get('/ouverte', async () => 'open');
  };
  await assert.rejects(testApp({ extend }), /does not say who may come through/);
});

test('what one may not see is answered exactly as what does not exist', async () => {
  const client = await signedIn(desk, 'marie.dupont');
  const bodies = new Set<string>();
  for (const path of [
    '/essai/administrator',
    '/essai/agent',
    '/rien',
    '/essai/absent',
    '/%E0%A4%A',
    '/a%00b',
    `/${'x'.repeat(3000)}`,
  ]) {
    const response = await client.get(path);
    assert.equal(response.statusCode, 404, path);
    bodies.add(response.body);
  }
  assert.equal(bodies.size, 1);
});

test('somebody not signed in is shown the way in, and comes back to the page asked for', async () => {
  const client = newClient(desk);
  const response = await client.get('/essai/person?onglet=2');
  assert.equal(response.headers.location, '/connexion?retour=%2Fessai%2Fperson%3Fonglet%3D2');
  const page = await client.follow(response);
  assert.match(page.body, /name="retour" value="\/essai\/person\?onglet=2"/);
});

test('each kind of error has its page, in French, with what to do', async () => {
  const client = await signedIn(desk, 'marie.dupont');
  for (const [path, status, title] of [
    ['/essai/absent', 404, 'Page introuvable'],
    ['/essai/refus', 403, 'Action refusée'],
    ['/essai/conflit', 409, 'La situation a changé'],
  ] as const) {
    const response = await client.get(path);
    assert.equal(response.statusCode, status);
    assert.match(response.body, new RegExp(`<h1>${title}</h1>`));
    assert.match(response.body, /Déconnexion \(marie\.dupont\)/);
  }
});

test('an act started from another site is refused, whatever proof it carries', async () => {
  const client = await signedIn(desk, 'marie.dupont');
  for (const site of ['cross-site', 'same-site']) {
    const response = await client.post('/essai/person', {}, { 'sec-fetch-site': site });
    assert.equal(response.statusCode, 403, site);
  }
  for (const site of ['same-origin', 'none']) {
    const response = await client.post('/essai/person', {}, { 'sec-fetch-site': site });
    assert.equal(response.statusCode, 200, site);
  }
});

test('an act without the proof of this very session is refused', async () => {
  const marie = await signedIn(desk, 'marie.dupont');
  const paul = await signedIn(desk, 'paul.martin');
  const page = await paul.get('/plan-du-site');
  const stolen = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  assert.ok(stolen);
  for (const proof of ['', 'x', stolen]) {
    assert.equal((await marie.post('/essai/person', { _csrf: proof })).statusCode, 403);
  }
  const header = { 'x-csrf-token': stolen };
  assert.equal((await paul.post('/essai/person', { _csrf: '' }, header)).statusCode, 200);
});

/** What the forms of somebody's page carry. */
async function proofOnPage(client: Client): Promise<string> {
  const page = await client.get('/plan-du-site');
  return /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
}

test('a form from an old page of ours keeps its text as a draft', async () => {
  await forget('marie.dupont');
  const old = await proofOnPage(await signedIn(desk, 'marie.dupont'));
  const client = await signedIn(desk, 'marie.dupont');
  const fields = { _csrf: old, description: text, password: 'secret' };
  const headers = { 'sec-fetch-site': 'same-origin' };
  const response = await client.post('/essai/formulaire', fields, headers);
  assert.equal(response.statusCode, 403);
  assert.match(response.body, /Ce que vous avez écrit est conservé/);
  assert.match(response.body, /href="\/essai\/formulaire"/);
  assert.deepEqual(await draftOf('marie.dupont'), { description: text });
});

test('a form from the page of whoever used the browser before is nobody’s draft', async () => {
  await forget('marie.dupont');
  const theirs = await proofOnPage(await signedIn(desk, 'paul.martin'));
  const marie = await signedIn(desk, 'marie.dupont');
  for (const proof of [theirs, 'of an earlier session', `x.${'y'.repeat(22)}`]) {
    const fields = { _csrf: proof, description: text };
    const headers = { 'sec-fetch-site': 'same-origin' };
    const { statusCode, body } = await marie.post('/essai/formulaire', fields, headers);
    assert.equal(statusCode, 403);
    assert.doesNotMatch(body, /est conservé/);
    assert.ok(body.includes('Ce que vous aviez écrit'), 'whoever typed it may copy it');
  }
  assert.equal(await draftOf('marie.dupont'), null);
});

test('a NUL in the name of a field goes, as it goes from what is typed', async () => {
  await forget('marie.dupont');
  const marie = await signedIn(desk, 'marie.dupont');
  clock.advance({ hours: 3 });
  const sent = await marie.post('/essai/formulaire', { 'des\u0000cription': text });
  assert.equal(sent.statusCode, 303);
  assert.deepEqual(await draftOf('marie.dupont'), { description: text });
});

test('a forged form writes nothing in anybody’s name', async () => {
  await forget('marie.dupont');
  const client = await signedIn(desk, 'marie.dupont');
  const fields = { _csrf: 'forged', description: '<script>alert(1)</script>' };
  const origins: Record<string, string>[] = [{}, { 'sec-fetch-site': 'cross-site' }];
  for (const headers of origins) {
    const response = await client.post('/essai/formulaire', fields, headers);
    assert.equal(response.statusCode, 403);
    assert.doesNotMatch(response.body, /<script>alert/);
  }
  assert.equal(await draftOf('marie.dupont'), null);
});

test('a form sent after its session is over waits for its owner, who comes back to it', async () => {
  await forget('marie.dupont');
  const client = await signedIn(desk, 'marie.dupont');
  clock.advance({ hours: 3 });
  const response = await client.post('/essai/formulaire', { description: text, choix: ['a', 'b'] });
  assert.equal(response.statusCode, 303);
  assert.equal(response.headers.location, '/connexion?retour=%2Fessai%2Fformulaire');
  const page = await client.follow(response);
  assert.match(page.body, /Votre session avait expiré\s; ce que vous avez écrit est conservé\./);
  assert.doesNotMatch(page.body, /vidéoprojecteur/);
  assert.deepEqual(await draftOf('marie.dupont'), { description: text, choix: ['a', 'b'] });

  const fields = { login: 'marie.dupont', password: 'demonstration', retour: '/essai/formulaire' };
  const entered = await client.post('/connexion', fields);
  assert.equal((await client.follow(entered)).body, 'marie.dupont');
});

test('what a person wrote before their session ended is nobody else’s', async () => {
  await forget('marie.dupont');
  const client = await signedIn(desk, 'marie.dupont');
  clock.advance({ hours: 3 });
  await client.follow(await client.post('/essai/formulaire', { description: text }));
  const fields = { login: 'paul.martin', password: 'demonstration', retour: '/essai/formulaire' };
  await client.post('/connexion', fields);
  assert.equal(await draftOf('paul.martin'), null);
  assert.deepEqual(await draftOf('marie.dupont'), { description: text });
});

test('a session that is over keeps nothing without its proof', async () => {
  await forget('marie.dupont');
  const client = await signedIn(desk, 'marie.dupont');
  clock.advance({ hours: 3 });
  const response = await client.post('/essai/formulaire', { _csrf: 'forged', description: text });
  assert.equal(response.statusCode, 403);
  assert.equal(await draftOf('marie.dupont'), null);
});

test('a form sent by nobody we can name gives its text back to be copied', async () => {
  const client = newClient(desk);
  const response = await client.post('/essai/formulaire', {
    description: text,
    password: 'secret',
  });
  assert.equal(response.statusCode, 403);
  assert.match(response.body, /Votre session est terminée/);
  assert.match(response.body, /Le vidéoprojecteur de la salle 12/);
  assert.doesNotMatch(response.body, /secret/);
  const empty = await client.post('/essai/formulaire', {});
  assert.equal(empty.headers.location, '/connexion?retour=%2Fessai%2Fformulaire');
});

test('a script whose session is over is told so instead of being given a page', async () => {
  await forget('marie.dupont');
  const client = await signedIn(desk, 'marie.dupont');
  clock.advance({ hours: 3 });
  const headers = { 'sec-fetch-dest': 'empty', 'sec-fetch-site': 'same-origin' };
  assert.equal((await client.get('/essai/person', headers)).statusCode, 401);
  const response = await client.post('/essai/formulaire', { description: text }, headers);
  assert.equal(response.statusCode, 401);
  assert.deepEqual(await draftOf('marie.dupont'), { description: text });
});

test('too much is refused with a page that says what to do', async () => {
  const client = await signedIn(desk, 'marie.dupont');
  const many = Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`f${index}`, 'x']));
  for (const [what, fields] of [
    ['bytes', { a: 'x'.repeat(99_000), b: Array.from({ length: 11 }, () => 'x'.repeat(99_000)) }],
    ['characters', { a: 'x'.repeat(100_001) }],
    ['fields', many],
  ] as const) {
    const response = await client.post('/essai/person', fields);
    assert.equal(response.statusCode, 413, what);
    assert.match(response.body, /<h1>Envoi trop volumineux<\/h1>/);
    assert.match(response.body, /raccourcissez votre texte/);
  }
  assert.equal((await client.post('/essai/person', { a: 'é'.repeat(100_000) })).statusCode, 200);
});

test('fields that hold nothing are counted before they are read, whoever sends them', async () => {
  const payload = 'a&'.repeat(500_000);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const before = performance.now();
  const response = await desk.app.inject({ method: 'POST', url: '/connexion', payload, headers });
  assert.equal(response.statusCode, 413);
  assert.ok(performance.now() - before < 1000, 'everybody else waited meanwhile');
});

// What is cut before that, and when: slow-senders.test.ts.
test('a request that arrives too slowly is not waited for without end', () => {
  const { requestTimeout, headersTimeout } = desk.app.server;
  assert.ok(requestTimeout > 0 && requestTimeout <= 3_600_000);
  assert.ok(headersTimeout > 0 && headersTimeout <= 60_000);
});

test('what is not a form is not read', async () => {
  const client = await signedIn(desk, 'marie.dupont');
  for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x']) {
    const response = await client.post('/essai/person', {}, { 'content-type': type });
    assert.equal(response.statusCode, 415, type);
    assert.match(response.headers['content-type'] ?? '', /html/);
    assert.match(response.body, /<h1>Envoi illisible<\/h1>/);
  }
});

test('text arrives as it was typed, but for what no database takes', async () => {
  const client = await signedIn(desk, 'marie.dupont');
  const response = await client.post('/essai/formulaire', {
    __proto__x: '1',
    a: 'é\r\nb\0c',
    b: ['1', '2'],
  });
  const { _csrf: proof, ...fields } = response.json<Record<string, unknown>>();
  assert.equal(typeof proof, 'string');
  assert.deepEqual(fields, { __proto__x: '1', a: 'é\nbc', b: ['1', '2'] });
});

test('every answer carries the headers that protect it', async () => {
  const client = await signedIn(desk, 'marie.dupont');
  for (const path of [
    '/essai/public',
    '/connexion',
    '/rien',
    '/sante',
    '/assets/icon.svg',
    '/robots.txt',
  ]) {
    const { headers } = await client.get(path);
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /default-src 'none'/, path);
    assert.doesNotMatch(policy, /unsafe|https?:|\*/, path);
    assert.match(policy, /frame-ancestors 'none'/, path);
    assert.equal(headers['x-content-type-options'], 'nosniff', path);
    assert.equal(headers['referrer-policy'], 'same-origin', path);
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin', path);
    assert.equal(headers['strict-transport-security'], undefined, path);
    const cache = path.startsWith('/assets/') ? /max-age=31536000, immutable/ : /^no-store$/;
    assert.match(String(headers['cache-control']), cache, path);
  }
});

test('no page writes a script or a style inside itself', async () => {
  const client = await signedIn(desk, 'odile.garnier');
  for (const path of ['/plan-du-site', '/accessibilite', '/rien']) {
    const { body } = await client.get(path);
    assert.doesNotMatch(body, /<style|\sstyle=|\son[a-z]+="|javascript:/i, path);
    assert.doesNotMatch(body, /<script(?![^>]*\ssrc=)/, path);
  }
});

test('the log names routes, never people, addresses or what they wrote', async () => {
  const client = await signedIn(desk, 'marie.dupont');
  desk.log.length = 0;
  await client.get('/essai/person?q=vidéoprojecteur', { 'user-agent': 'Navigateur/1' });
  await client.post('/essai/formulaire', { description: text });
  await client.post('/connexion', { login: 'marie.dupont', password: 'faux' });
  await client.get('/personne/marie.dupont');
  const lines = JSON.stringify(desk.log);
  assert.ok(desk.log.length >= 4);
  assert.match(lines, /"route":"\/essai\/person"/);
  assert.doesNotMatch(lines, /marie|vidéo|faux|127\.0\.0\.1|Navigateur|session=/);
});

test('a form without a declared page is sent back to the page it came from, if it is ours', async () => {
  const back = async (referer: string) => {
    const response = await newClient(desk).post('/essai/person', {}, { referer });
    return response.headers.location;
  };
  assert.equal(await back('http://localhost:3000/faq?q=x'), '/connexion?retour=%2Ffaq%3Fq%3Dx');
  for (const referer of [
    'https://evil.example/faq',
    'http://localhost:3000//evil.example',
    'faq',
  ]) {
    assert.equal(await back(referer), '/connexion', referer);
  }
});

test('what was written in a form that leads nowhere comes back to be copied, to its sender only', async () => {
  const client = await signedIn(desk, 'marie.dupont');
  for (const [name, status] of Object.entries({ absent: 404, refus: 403, conflit: 409 })) {
    const fields = { texte: text, nature: '12', version: '3' };
    const { statusCode, body } = await client.post(`/essai/${name}`, fields);
    assert.equal(statusCode, status);
    assert.match(body, /Ce que vous aviez écrit/, name);
    assert.match(body, /Le vidéoprojecteur de la salle 12/, name);
    assert.equal(body.match(/class="plain-text/g)?.length, 1, 'choices and ids are no words');
    const bare = await client.post(`/essai/${name}`, { nature: '12' });
    assert.doesNotMatch(bare.body, /Ce que vous aviez écrit/, name);
    const forged = await client.post(`/essai/${name}`, { ...fields, _csrf: 'x' });
    assert.equal(forged.statusCode, 403);
  }
  assert.doesNotMatch((await client.get('/essai/absent')).body, /Ce que vous aviez écrit/);
});
