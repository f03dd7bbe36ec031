import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import type { JWTPayload } from 'jose';
import { newClient, testApp } from '../../test/support/app.ts';
import { assertRefused, toPortal, where } from '../../test/support/entry.ts';
import { type HostileIssuer, startHostileIssuer } from '../../test/support/hostile-issuer.ts';
import { readConfig } from '../config.ts';
import { systemClock } from '../platform/clock.ts';

const clientId = 'centre-de-services';
const server = await startHostileIssuer(clientId);
const other = await startHostileIssuer(clientId);
const { doors } = readConfig({
  ...{ DOORS: 'oidc', OIDC_ISSUER: server.issuer, PORTAL_TIMEOUT: '1' },
  ...{ OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: 'secret', SIGN_IN_HELP: 'le 01 99 00 00 00' },
});
server.metadata = {
  id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
  userinfo_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
};
const desk = await testApp({ config: { doors } });
desk.clock.set(systemClock());
after(async () => {
  await desk.close();
  await server.close();
  await other.close();
});
beforeEach(() => {
  server.idToken = server.sign;
  server.userinfo = () => Promise.resolve({ json: { sub: 'sub-essai' } });
  server.instead = null;
});

/** Goes to the portal and comes back with a code and what a test changes of it. */
async function comeBack(change: (back: URLSearchParams) => void = () => undefined) {
  const client = newClient(desk);
  const asked = new URL(await toPortal(client, '/')).searchParams;
  server.nonce = asked.get('nonce') ?? '';
  const back = new URLSearchParams({ code: 'code', state: asked.get('state') ?? '' });
  change(back);
  return { client, response: await client.get(`/connexion/oidc/retour?${back.toString()}`) };
}

const second = (ago: number): number => Math.floor(Date.now() / 1_000) - ago;
const untrusted = (detail: string) => ({ door: 'oidc', reason: 'answer_untrusted', detail });

test('what the hostile portal says rightly lets one in: the refusals below are not for nothing', async () => {
  const { response } = await comeBack();
  assert.equal(where(response), '/');
});

type Lie = (right: JWTPayload, of: HostileIssuer) => Promise<string> | string;
const lies: [name: string, lie: Lie, wrong: { door: string; reason: string; detail: string }][] = [
  ['of another issuer', (right, of) => of.sign({ ...right, iss: other.issuer }), untrusted('iss')],
  [
    'for another service',
    (right, of) => of.sign({ ...right, aud: 'autre-service' }),
    { door: 'oidc', reason: 'wrong_service', detail: 'aud' },
  ],
  ['for another entry', (right, of) => of.sign({ ...right, nonce: 'autre' }), untrusted('nonce')],
  [
    'for no entry in particular',
    ({ nonce: _nonce, ...right }, of) => of.sign(right),
    untrusted('claim-missing'),
  ],
  ['of yesterday', (right, of) => of.sign({ ...right, exp: second(86_400) }), untrusted('exp')],
  ['of tomorrow', (right, of) => of.sign({ ...right, nbf: second(-86_400) }), untrusted('nbf')],
  ['signed by nobody', (right, of) => of.unsigned(right), untrusted('alg')],
  ['signed with the public key', (right, of) => of.signWithPublicKey(right), untrusted('alg')],
  ['signed with another key', (right, of) => of.signAsAnother(right), untrusted('signature')],
  ['signed by another portal', (right) => other.sign(right), untrusted('signature')],
  [
    'signed with a key it does not publish',
    (right, of) => of.sign(right, { kid: 'autre' }),
    untrusted('key'),
  ],
  ['that is none', () => 'abc', { door: 'oidc', reason: 'answer_unreadable', detail: 'invalid' }],
];

for (const [name, lie, wrong] of lies) {
  test(`a proof of identity ${name} lets nobody in, and the page says so plainly`, async () => {
    server.idToken = (right) => Promise.resolve(lie(right, server));
    const { response } = await comeBack();
    await assertRefused(desk, response, wrong);
  });
}

test('somebody whom nothing names is refused', async () => {
  const sub = 'a\u0000b';
  server.idToken = (right) => server.sign({ ...right, sub });
  server.userinfo = () => Promise.resolve({ json: { sub } });
  const wrong = { door: 'oidc', reason: 'answer_unreadable', detail: 'sub' };
  await assertRefused(desk, (await comeBack()).response, wrong);
});

test('a portal that says it is another is refused, and taken at its word once mended', async () => {
  const fresh = await testApp({ config: { doors } });
  fresh.clock.set(systemClock());
  server.metadata['issuer'] = other.issuer;
  const refused = await newClient(fresh).get('/connexion/oidc');
  await assertRefused(fresh, refused, untrusted('issuer'));
  delete server.metadata['issuer'];
  assert.match(await toPortal(newClient(fresh), '/'), /\/auth\?/);
  await fresh.close();
});

test('what is said of somebody else than who came in is refused', async () => {
  server.userinfo = () => Promise.resolve({ json: { sub: 'autre', email: 'odile@exemple.fr' } });
  await assertRefused(desk, (await comeBack()).response, untrusted('sub'));
});

for (const [name, sign, detail] of [
  ['by nobody', (said: JWTPayload) => server.unsigned(said), 'alg'],
  ['with the public key', (said: JWTPayload) => server.signWithPublicKey(said), 'alg'],
  ['with another key', (said: JWTPayload) => server.signAsAnother(said), 'signature'],
] as const) {
  test(`userinfo signed ${name} is refused`, async () => {
    server.userinfo = async () => ({ jwt: await sign({ sub: 'sub-essai' }) });
    await assertRefused(desk, (await comeBack()).response, untrusted(detail));
  });
}

test('a code that another portal gave is not taken to this one', async () => {
  const mixed = await comeBack((back) => back.set('iss', other.issuer));
  await assertRefused(desk, mixed.response, untrusted('iss'));
});

const answers: [
  name: string,
  instead: NonNullable<HostileIssuer['instead']>,
  wrong: { door: string; reason: string; detail: string; status?: number },
][] = [
  [
    'a page',
    (reply) => reply.writeHead(200, { 'content-type': 'text/html' }).end('<h1>'),
    { door: 'oidc', reason: 'answer_unreadable', detail: 'not-json' },
  ],
  [
    'more than anybody reads',
    (reply) =>
      reply.writeHead(200, { 'content-type': 'application/json' }).end(' '.repeat(300_000)),
    { door: 'oidc', reason: 'answer_unreadable', detail: 'too-long' },
  ],
  [
    'to look elsewhere',
    (reply) => reply.writeHead(302, { location: `${other.issuer}/token` }).end(),
    { door: 'oidc', reason: 'portal_silent', detail: 'http-302', status: 503 },
  ],
  [
    'nothing',
    () => undefined,
    { door: 'oidc', reason: 'portal_silent', detail: 'timeout', status: 503 },
  ],
];

for (const [name, instead, wrong] of answers) {
  test(`a portal that answers ${name} lets nobody in`, async () => {
    server.instead = instead;
    await assertRefused(desk, (await comeBack()).response, wrong);
  });
}

test('two codes at once are refused', async () => {
  const { response } = await comeBack((back) => back.append('code', 'autre'));
  await assertRefused(desk, response, {
    ...{ door: 'oidc', reason: 'answer_unreadable', detail: 'invalid' },
  });
});

const event = { 'http://schemas.openid.net/event/backchannel-logout': {} };
const logout = (number: string): JWTPayload => ({
  ...{ iss: server.issuer, aud: clientId, iat: second(0), exp: second(-120) },
  ...{ jti: number, sid: 'sid-1', events: event },
});
const tell = async (token: string): Promise<number> => {
  const told = await newClient(desk).post('/connexion/oidc/fin', { logout_token: token });
  return told.statusCode;
};

const wrongTokens: [name: string, make: () => Promise<string> | string][] = [
  ['signed by nobody', () => server.unsigned(logout('1'))],
  ['signed with the public key', () => server.signWithPublicKey(logout('2'))],
  ['signed with another key', () => server.signAsAnother(logout('3'))],
  ['of another issuer', () => server.sign({ ...logout('4'), iss: other.issuer })],
  ['for another service', () => server.sign({ ...logout('5'), aud: 'autre' })],
  ['that is too old', () => server.sign({ ...logout('6'), iat: second(3_600) })],
  ['that is over', () => server.sign({ ...logout('7'), exp: second(3_600) })],
  ['that could be a proof of identity', () => server.sign({ ...logout('8'), nonce: 'n' })],
  ['that says nothing of signing out', () => server.sign({ ...logout('9'), events: {} })],
  ['without a number', () => server.sign({ ...logout('10'), jti: undefined })],
  ['about nobody', () => server.sign({ ...logout('11'), sid: undefined })],
  ['that is none', () => 'abc'],
];

test('logout tokens that are not right end nothing, and a right one does, once', async () => {
  const { client } = await comeBack();
  for (const [name, make] of wrongTokens) {
    assert.equal(await tell(await make()), 400, name);
    assert.equal((await client.get('/')).statusCode, 200, name);
  }
  const right = await server.sign(logout('12'));
  assert.equal(await tell(right), 200);
  assert.match(where(await client.get('/')), /^\/connexion/);
  const { client: back } = await comeBack();
  assert.equal(await tell(right), 400, 'taken once');
  assert.equal((await back.get('/')).statusCode, 200);
});

test('a logout token that cannot be checked, the portal being away, is asked for again', async () => {
  const away = await testApp({ config: { doors } });
  away.clock.set(systemClock());
  server.metadata['issuer'] = other.issuer;
  const fields = { logout_token: await server.sign(logout('14')) };
  const told = await newClient(away).post('/connexion/oidc/fin', fields);
  delete server.metadata['issuer'];
  assert.deepEqual([told.statusCode, told.headers['retry-after']], [503, '30']);
  // Closing fails were there an error in the log.
  await away.close();
});

test('a logout token that names a person ends all that they opened', async () => {
  const clients = [(await comeBack()).client, (await comeBack()).client];
  const token = await server.sign({ ...logout('13'), sid: undefined, sub: 'sub-essai' });
  assert.equal(await tell(token), 200);
  for (const client of clients) assert.match(where(await client.get('/')), /^\/connexion/);
});
