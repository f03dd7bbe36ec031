import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { newClient, signedIn, testApp } from '../../test/support/app.ts';
import { unescapeHtml } from '../../test/support/forms.ts';
import { fragileDatabase } from '../../test/support/fragile-database.ts';
import { viewerOf } from './access.ts';
import { formBody } from './form-body.ts';

function testDoors(app: FastifyInstance): void {
  const config = { access: 'person' } as const;
  app.get('/essai', { config }, async (request) => viewerOf(request).login);
  app.post('/essai', { config }, async (request) => formBody(request.body));
  app.get('/essai/faute', { config: { access: 'public' } }, async () => {
    throw new TypeError('a fault of ours');
  });
  app.get('/essai/donnee', { config: { access: 'public' } }, async () => {
    // A duplicate: PostgreSQL's detail quotes the row.
    const site = { code: 'SIEGE', name: 'Nom confidentiel', address: '' };
    return app.db.insertInto('site').values(site).execute();
  });
}

const database = await fragileDatabase();
const desk = await testApp({ database, extend: testDoors });
after(() => desk.close());
afterEach(() => {
  desk.log.length = 0;
});

test('while the database is down pages say so and when to come back, then answer by themselves', async () => {
  const client = await signedIn(desk, 'marie.dupont');
  assert.equal((await client.get('/essai')).body, 'marie.dupont');
  await database.fail();
  for (const path of ['/essai', '/mentions-legales']) {
    const response = await client.get(path);
    assert.equal(response.statusCode, 503, path);
    assert.equal(response.headers['retry-after'], '5');
    assert.match(response.body, /Service momentanément indisponible/);
  }
  assert.equal((await client.get('/sante')).statusCode, 200);
  assert.equal((await client.get('/pret')).statusCode, 503);
  assert.equal((await client.get('/assets/icon.svg')).statusCode, 200);
  assert.equal((await client.get('/connexion')).statusCode, 503);
  assert.equal((await newClient(desk).get('/connexion')).statusCode, 200);
  await database.heal();
  assert.equal((await client.get('/essai')).body, 'marie.dupont');
  assert.equal((await client.get('/pret')).statusCode, 200);
});

test('a form sent while the database is down stays in the page, which sends it again as it was', async () => {
  const client = await signedIn(desk, 'marie.dupont');
  const fields = { description: 'Le "texte" <b>\nde 2 lignes', choix: ['a', 'b'] };
  await database.fail();
  const response = await client.post('/essai', fields);
  assert.equal(response.statusCode, 503);
  assert.match(response.body, /Envoyer à nouveau/);
  const again: Record<string, string[]> = {};
  const held = response.body.split('<main')[1]?.split('</main>')[0] ?? '';
  for (const [, name = '', value = ''] of held.matchAll(/name="([^"]+)" value="([^"]*)"/g)) {
    (again[name] ??= []).push(unescapeHtml(value));
  }
  assert.equal((await client.post('/essai', again)).statusCode, 503);
  await database.heal();
  const { _csrf: proof, ...kept } = (await client.post('/essai', again)).json<
    Record<string, unknown>
  >();
  assert.equal(typeof proof, 'string');
  assert.deepEqual(kept, fields);
});

test('a password, and a form that is not ours, are not written in the page of a breakdown', async () => {
  const client = await signedIn(desk, 'marie.dupont');
  await database.fail();
  const forged = await client.post('/essai', { _csrf: 'forged', description: 'texte forgé' });
  assert.equal(forged.statusCode, 503);
  assert.doesNotMatch(forged.body, /texte forgé/);
  const signIn = await client.post('/connexion', { login: 'marie.dupont', password: 'secret' });
  assert.equal(signIn.statusCode, 503);
  assert.doesNotMatch(signIn.body, /"secret"/);
  await database.heal();
});

test('a fault of ours has a reference and nothing else on the page, and one line in the log', async () => {
  desk.expectErrors();
  const response = await newClient(desk).get('/essai/faute');
  assert.equal(response.statusCode, 500);
  const reference = /[0-9A-F]{10}/.exec(response.body)?.[0] ?? '';
  assert.doesNotMatch(response.body, /TypeError|fault|\.ts|node_modules/);
  const errors = desk.log.filter(({ level }) => level === 'error');
  assert.equal(errors.length, 1);
  assert.equal(errors[0]?.['reference'], reference);
  assert.match(JSON.stringify(errors[0]), /a fault of ours/);
});

test('what the database quotes of a row stays out of the page and of the log', async () => {
  desk.expectErrors();
  const response = await newClient(desk).get('/essai/donnee');
  assert.equal(response.statusCode, 500);
  assert.doesNotMatch(response.body, /SIEGE|confidentiel/);
  assert.doesNotMatch(JSON.stringify(desk.log), /SIEGE|confidentiel/);
});
