import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { type Client, newClient, type TestApp, testApp } from '../../test/support/app.ts';
import { assertRefused, deskUrl, ownPart, toPortal, where } from '../../test/support/entry.ts';
import {
  type OidcServer,
  type OidcServerOptions,
  oidcClient,
  portalBrowser,
  startOidcServer,
} from '../../test/support/oidc-server.ts';
import { fileTicket, viewerNamed } from '../../test/support/tickets.ts';
import { readConfig } from '../config.ts';
import { systemClock } from '../platform/clock.ts';

const closers: (() => Promise<void>)[] = [];
after(async () => {
  for (const close of closers.reverse()) await close();
});

type Portal = { desk: TestApp; server: OidcServer };

/** A desk configured as an operator would, in front of a real provider. */
async function openPortal(
  variables: Record<string, string> = {},
  options: Partial<OidcServerOptions> = {},
): Promise<Portal> {
  const server = await startOidcServer({ baseUrl: deskUrl, ...options });
  closers.push(server.close);
  const { doors } = readConfig({
    DOORS: 'oidc,local',
    OIDC_ISSUER: server.issuer,
    OIDC_CLIENT_ID: oidcClient.clientId,
    OIDC_CLIENT_SECRET: oidcClient.clientSecret,
    SIGN_IN_HELP: 'le 01 99 00 00 00',
    ...variables,
  });
  const desk = await testApp({ config: { doors } });
  closers.push(desk.close);
  // Tokens are of now: so is the desk.
  desk.clock.set(systemClock());
  return { desk, server };
}

const usual = await openPortal();
const { desk, server } = usual;
const { db, clock } = desk;
beforeEach(() => {
  server.user = marie;
});

const marie = {
  ...{ sub: 'f81d4fae', given_name: 'Maude', family_name: 'Durand', email: 'maude@exemple.fr' },
  ...{ preferred_username: 'maude.durand', email_verified: true, groups: ['dsi', 'rh'] },
};

/** Opens a page, goes through the portal, and gives the address it sends back to. */
async function throughPortal(client: Client, page = '/', browser = portalBrowser(server.issuer)) {
  const end = await browser.go(await toPortal(client, page));
  assert.ok('sentTo' in end, 'the portal sends back');
  return ownPart(end.sentTo);
}
const goThrough = async (client: Client, page = '/', browser = portalBrowser(server.issuer)) =>
  client.get(await throughPortal(client, page, browser));

test('a page opened without a session goes straight through the portal and is shown', async () => {
  const client = newClient(desk);
  const entry = await goThrough(client, '/faq?vue=1');
  assert.equal(where(entry), '/faq?vue=1');
  assert.equal((await client.follow(entry)).statusCode, 200);
  const viewer = await viewerNamed(db, 'maude.durand');
  assert.deepEqual(
    [viewer.firstName, viewer.lastName, viewer.email, viewer.isAdministrator, viewer.memberships],
    ['Maude', 'Durand', 'maude@exemple.fr', false, []],
  );
  const identity = await db
    .selectFrom('person_identity')
    .select(['issuer', 'subject'])
    .where('person_id', '=', viewer.id)
    .executeTakeFirstOrThrow();
  assert.deepEqual(identity, { issuer: server.issuer, subject: 'f81d4fae' });
});

test('what is asked of the portal: a code, with a proof, a state and a nonce, and nothing else', async () => {
  const asked = new URL(await toPortal(newClient(desk), '/')).searchParams;
  assert.deepEqual([...asked.keys()].sort(), [
    ...['client_id', 'code_challenge', 'code_challenge_method', 'nonce', 'redirect_uri'],
    ...['response_type', 'scope', 'state'],
  ]);
  assert.equal(asked.get('code_challenge_method'), 'S256');
  assert.equal(asked.get('redirect_uri'), `${deskUrl}/connexion/oidc/retour`);
  assert.equal(asked.get('scope'), 'openid profile email');
});

test('whatever their name becomes, a person stays who their subject says', async () => {
  await goThrough(newClient(desk));
  server.user = { ...marie, family_name: 'Durand-Petit', preferred_username: 'odile.garnier' };
  await goThrough(newClient(desk));
  const viewer = await viewerNamed(db, 'maude.durand');
  assert.equal(viewer.lastName, 'Durand-Petit');
  server.user = marie;
});

test('an unverified courriel equal to an administrator’s makes nobody an administrator', async () => {
  const odile = await viewerNamed(db, 'odile.garnier');
  server.user = {
    ...{ sub: 'intruder', email: odile.email, email_verified: false },
    ...{ preferred_username: 'odile.garnier', given_name: 'Odile', family_name: 'Garnier' },
  };
  const client = newClient(desk);
  const entry = await goThrough(client, '/administration');
  assert.equal((await client.follow(entry)).statusCode, 404);
  const intruder = await viewerNamed(db, 'odile.garnier-2');
  assert.deepEqual([intruder.isAdministrator, intruder.memberships], [false, []]);
  assert.equal(intruder.email, '', 'the portal says that it has not checked it');
});

test('an entry begun in another browser, or brought twice, is refused', async () => {
  const client = newClient(desk);
  const back = await throughPortal(client);
  const trip = new Map(client.cookies);
  const lost = { door: 'oidc', reason: 'entry_lost', detail: null };
  await assertRefused(desk, await newClient(desk).get(back), lost);
  await client.get(back);
  assert.equal(where(await client.get(back)), '/', 'the Back button: they are in');
  const thief = newClient(desk);
  for (const [name, value] of trip) thief.cookies.set(name, value);
  // The portal gives nothing twice for a code.
  const refused = { door: 'oidc', reason: 'portal_refused', detail: 'invalid_grant' };
  await assertRefused(desk, await thief.get(back), refused);
});

test('a code brought to the trip of another is refused: its proof is not the same', async () => {
  const [one, other] = [newClient(desk), newClient(desk)];
  const stolen = new URL(await throughPortal(one), deskUrl).searchParams.get('code') ?? '';
  const own = new URL(await throughPortal(other), deskUrl);
  own.searchParams.set('code', stolen);
  const refused = { door: 'oidc', reason: 'portal_refused', detail: 'invalid_grant' };
  await assertRefused(desk, await other.get(own.pathname + own.search), refused);
});

test('a portal that signs what it sends back with its name must have done so', async () => {
  const client = newClient(desk);
  const back = new URL(await throughPortal(client), deskUrl);
  assert.equal(back.searchParams.get('iss'), server.issuer);
  back.searchParams.delete('iss');
  const wrong = { door: 'oidc', reason: 'answer_untrusted', detail: 'iss' };
  await assertRefused(desk, await client.get(back.pathname + back.search), wrong);
});

test('whoever declines at the portal is told plainly, and not sent round', async () => {
  server.user = null;
  const refused = { door: 'oidc', reason: 'portal_refused', detail: 'access_denied' };
  await assertRefused(desk, await goThrough(newClient(desk)), refused);
});

test('a portal that does not answer is told of plainly', async () => {
  const gone = await openPortal();
  await gone.server.close();
  const silent = { door: 'oidc', reason: 'portal_silent', detail: 'ECONNREFUSED', status: 503 };
  const response = await newClient(gone.desk).get('/connexion/oidc');
  await assertRefused(gone.desk, response, silent);
});

test('what the portal proves of somebody cannot be read in the database', async () => {
  await goThrough(newClient(desk));
  const rows = await db
    .selectFrom('session')
    .select('logout_hint')
    .where('logout_hint', 'is not', null)
    .execute();
  assert.notDeepEqual(rows, []);
  for (const { logout_hint: hint } of rows) {
    const parts = (hint ?? '').split('.').map((part) => Buffer.from(part, 'base64url').toString());
    assert.ok(!parts.join(' ').includes(marie.sub), 'its subject, and all that goes with it');
  }
});

test('after signing out one is out, and may sign out of the portal with the proof of who one was', async () => {
  const client = newClient(desk);
  const browser = portalBrowser(server.issuer);
  await goThrough(client, '/', browser);
  const out = await client.post('/deconnexion');
  assert.equal(where(out), '/deconnexion?porte=oidc');
  const page = await client.follow(out);
  assert.match(page.body, /href="\/connexion\/oidc\/sortie"/);
  assert.equal(page.headers['refresh'], undefined);
  const address = new URL(where(await client.get('/connexion/oidc/sortie')));
  const said = address.searchParams;
  assert.equal(said.get('post_logout_redirect_uri'), `${deskUrl}/deconnexion`);
  assert.equal(said.get('client_id'), null);
  assert.equal((said.get('id_token_hint') ?? '').split('.').length, 3);
  // The portal asks to confirm, then sends back to the page that says that one is out.
  const end = await browser.go(address.href);
  assert.ok('page' in end);
  const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(await end.page.text()) ?? [];
  const confirmed = await browser.ask(`${server.issuer}/session/end/confirm`, {
    method: 'POST',
    body: new URLSearchParams({ xsrf, logout: 'yes' }),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  const back = new URL(confirmed.headers.get('location') ?? '');
  assert.equal(back.origin + back.pathname, `${deskUrl}/deconnexion`);
  assert.match((await client.get(back.pathname + back.search)).body, /Vous êtes déconnecté/);
  const [hint] = await db
    .selectFrom('session')
    .select('logout_hint')
    .where('logout_hint', 'is not', null)
    .where('ended_at', 'is not', null)
    .execute();
  assert.equal(hint, undefined, 'nobody keeps it');
  // Without it, the portal is told who we are.
  const again = new URL(where(await client.get('/connexion/oidc/sortie'))).searchParams;
  assert.deepEqual(
    [again.get('client_id'), again.get('id_token_hint')],
    [oidcClient.clientId, null],
  );
});

/** Signs out at the portal, and gives the token it sends to each service. */
async function signOutThere(browser: ReturnType<typeof portalBrowser>): Promise<string> {
  const end = await browser.go(`${server.issuer}/session/end`);
  assert.ok('page' in end);
  const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(await end.page.text()) ?? [];
  server.logoutTokens = [];
  await browser.ask(`${server.issuer}/session/end/confirm`, {
    method: 'POST',
    body: new URLSearchParams({ xsrf, logout: 'yes' }),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  return server.logoutTokens[0] ?? assert.fail('the portal said nothing');
}

test('signing out at the portal ends the session it had opened here, once, and no other', async () => {
  const [one, other] = [newClient(desk), newClient(desk)];
  const browser = portalBrowser(server.issuer);
  await goThrough(one, '/', browser);
  await goThrough(other);
  const token = await signOutThere(browser);
  const machine = newClient(desk);
  const told = await machine.post('/connexion/oidc/fin', { _csrf: '', logout_token: token });
  assert.deepEqual([told.statusCode, told.headers['cache-control']], [200, 'no-store']);
  assert.match(where(await one.get('/')), /^\/connexion/);
  assert.equal((await other.get('/')).statusCode, 200);
  const replayed = await machine.post('/connexion/oidc/fin', { logout_token: token });
  assert.equal(replayed.statusCode, 400);
});

test('a logout token kept for later is refused', async () => {
  const client = newClient(desk);
  const browser = portalBrowser(server.issuer);
  await goThrough(client, '/', browser);
  const token = await signOutThere(browser);
  const former = clock();
  clock.set(former.add({ minutes: 7 }));
  const late = await newClient(desk).post('/connexion/oidc/fin', { logout_token: token });
  assert.equal(late.statusCode, 400);
  assert.equal((await client.get('/')).statusCode, 200);
  clock.set(former);
});

const agent = {
  ...{ sub: 'a1b2', given_name: 'Inès', usual_name: 'Lambert', email: 'ines@exemple.fr' },
  ...{ uid: 'ilambert', siret: '13002526500013' },
};

test('ProConnect: its scopes, its essential acr, its signed userinfo, and no parameter it does not know', async () => {
  const known = ['client_id', 'redirect_uri', 'response_type', 'scope', 'state', 'nonce', 'claims'];
  const portal = await openPortal(
    { OIDC_PRESET: 'proconnect', OIDC_PKCE: 'non' },
    {
      knownParameters: known,
      client: { userinfo_signed_response_alg: 'RS256', require_pkce: false },
    },
  );
  Object.assign(portal.server, { user: agent, acr: 'eidas1' });
  const client = newClient(portal.desk);
  const end = await portalBrowser(portal.server.issuer).go(await toPortal(client, '/faq'));
  assert.ok('sentTo' in end);
  const asked = portal.server.asked[0] ?? assert.fail();
  assert.deepEqual([...asked.keys()].sort(), [...known].sort());
  assert.equal(asked.get('scope'), 'openid given_name usual_name email uid siret');
  assert.deepEqual(JSON.parse(asked.get('claims') ?? ''), {
    id_token: { acr: { essential: true, values: ['eidas1'] } },
  });
  assert.equal(where(await client.get(ownPart(end.sentTo))), '/faq');
  const viewer = await viewerNamed(portal.desk.db, 'ines@exemple.fr');
  assert.deepEqual([viewer.firstName, viewer.lastName], ['Inès', 'Lambert']);
  assert.match((await client.get('/mes-coordonnees')).body, /13002526500013/);
});

test('whoever did not sign in strongly enough at the portal is told so', async () => {
  const portal = await openPortal({ OIDC_ACR: 'eidas2 eidas3' });
  Object.assign(portal.server, { user: agent, acr: 'eidas1' });
  const client = newClient(portal.desk);
  const end = await portalBrowser(portal.server.issuer).go(await toPortal(client, '/'));
  assert.ok('sentTo' in end);
  assert.equal(portal.server.asked[0]?.get('acr_values'), 'eidas2 eidas3');
  const wrong = { door: 'oidc', reason: 'too_weak', detail: 'acr' };
  await assertRefused(portal.desk, await client.get(ownPart(end.sentTo)), wrong);
});

test('ProConnect: what it says of people must be signed', async () => {
  const portal = await openPortal({ OIDC_PRESET: 'proconnect', OIDC_ACR: 'eidas1' });
  Object.assign(portal.server, { user: agent, acr: 'eidas1' });
  const client = newClient(portal.desk);
  const end = await portalBrowser(portal.server.issuer).go(await toPortal(client, '/'));
  assert.ok('sentTo' in end);
  const wrong = { door: 'oidc', reason: 'answer_untrusted', detail: 'userinfo-not-signed' };
  await assertRefused(portal.desk, await client.get(ownPart(end.sentTo)), wrong);
});

for (const preset of ['keycloak', 'lemonldap']) {
  test(`${preset}: groups give places, and its names may be the logins of this desk`, async () => {
    const portal = await openPortal({
      ...{ OIDC_PRESET: preset, OIDC_SHARED_LOGINS: 'oui', GROUP_ROLES: 'dsi => DOPSI' },
    });
    portal.server.user = { ...marie, sub: 'p-1', preferred_username: 'Paul.Martin' };
    const number = await fileTicket(
      portal.desk.db,
      { by: 'paul.martin', subject: 'À Paul' },
      clock(),
    );
    const client = newClient(portal.desk);
    const page = `/demandes/${String(number)}`;
    const end = await portalBrowser(portal.server.issuer).go(await toPortal(client, page));
    assert.ok('sentTo' in end);
    const entry = await client.get(ownPart(end.sentTo));
    assert.match((await client.follow(entry)).body, /À Paul/);
    const paul = await viewerNamed(portal.desk.db, 'paul.martin');
    assert.equal(paul.memberships.length, 1);
  });
}
