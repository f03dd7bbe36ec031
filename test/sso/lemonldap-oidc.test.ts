import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, test } from 'node:test';
import { readConfig } from '../../src/config.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { newClient, testApp } from '../support/app.ts';
import { deskUrl, lastTrace, ownPart, toPortal, where } from '../support/entry.ts';
import { viewerNamed } from '../support/tickets.ts';
import { startLemonldap } from './lemonldap.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});

/** What is declared of the desk at the portal; `alg` signs the proof of identity. */
const service = (id: string, alg: string) => ({
  oidcRPMetaDataOptionsClientID: id,
  oidcRPMetaDataOptionsClientSecret: 'un-secret-pour-les-essais',
  oidcRPMetaDataOptionsRedirectUris: `${deskUrl}/connexion/oidc/retour`,
  oidcRPMetaDataOptionsPostLogoutRedirectUris: `${deskUrl}/deconnexion`,
  oidcRPMetaDataOptionsIDTokenSignAlg: alg,
  oidcRPMetaDataOptionsBypassConsent: 1,
  oidcRPMetaDataOptionsLogoutBypassConfirm: 1,
  oidcRPMetaDataOptionsRequirePKCE: 1,
});
const said = { preferred_username: 'uid', family_name: 'cn', email: 'mail', groups: 'place' };

const portal = await startLemonldap(() => ({
  issuerDBOpenIDConnectActivation: 1,
  issuerDBOpenIDConnectRule: 1,
  oidcServiceAllowAuthorizationCodeFlow: 1,
  oidcServicePrivateKeySig: privateKey,
  oidcServicePublicKeySig: publicKey,
  oidcServiceKeyIdSig: 'essai',
  oidcRPMetaDataOptions: {
    desk: service('centre-de-services', 'RS256'),
    signed: { ...service('signe', 'RS256'), oidcRPMetaDataOptionsUserInfoSignAlg: 'RS256' },
    weak: service('faible', 'HS512'),
  },
  oidcRPMetaDataExportedVars: { desk: said, signed: said, weak: said },
  oidcRPMetaDataOptionsExtraClaims: {
    desk: { groups: 'groups' },
    signed: { groups: 'groups' },
    weak: {},
  },
  macros: { place: "$uid eq 'rtyler' ? 'dsi' : ''" },
}));

const discovery = await fetch(`${portal.url}/.well-known/openid-configuration`);
const { issuer } = (await discovery.json()) as { issuer: string };

async function openDesk(clientId: string, more: Record<string, string> = {}) {
  const { doors } = readConfig({
    ...{ DOORS: 'oidc,local', OIDC_PRESET: 'lemonldap', OIDC_ISSUER: issuer },
    ...{ OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: 'un-secret-pour-les-essais' },
    GROUP_ROLES: 'dsi => SYSTEM-RESEAU',
    ...more,
  });
  const opened = await testApp({ config: { doors } });
  // What the portal signs is of now.
  opened.clock.set(systemClock());
  return opened;
}

const desk = await openDesk('centre-de-services');
const signed = await openDesk('signe', { OIDC_SIGNATURE: 'RS256' });
const weak = await openDesk('faible');
after(async () => {
  for (const one of [desk, signed, weak]) await one.close();
  await portal.stop();
});

async function enter(to: typeof desk, { user, page }: { user: string; page: string }) {
  const visitor = portal.visitor();
  await visitor.signIn(user);
  const client = newClient(to);
  const back = ownPart(await visitor.follow(await toPortal(client, page)));
  return { visitor, client, back, entry: await client.get(back) };
}

test('one signs in at the portal once, and every page of the desk opens', async () => {
  const { client, back, entry } = await enter(desk, { user: 'dwho', page: '/mes-coordonnees' });
  assert.equal(where(entry), '/mes-coordonnees', entry.body.slice(0, 300));
  const person = await viewerNamed(desk.db, 'dwho');
  assert.deepEqual(
    [person.lastName, person.email, person.memberships],
    ['Doctor Who', 'dwho@badwolf.org', []],
  );
  assert.equal(where(await client.get(back)), '/', 'the Back button: they are in');
});

test('a group of the portal gives a place in a team', async () => {
  await enter(desk, { user: 'rtyler', page: '/' });
  const { memberships } = await viewerNamed(desk.db, 'rtyler');
  assert.equal(memberships.length, 1);
});

test('what the portal signs of people is read too', async () => {
  const { entry } = await enter(signed, { user: 'rtyler', page: '/faq' });
  assert.equal(where(entry), '/faq');
  assert.equal((await viewerNamed(signed.db, 'rtyler')).memberships.length, 1);
});

test('a proof of identity signed with our own secret is refused', async () => {
  const { entry } = await enter(weak, { user: 'dwho', page: '/' });
  assert.equal(entry.statusCode, 403);
  const { reason, detail } = await lastTrace(weak);
  assert.deepEqual([reason, detail], ['answer_untrusted', 'alg']);
});

test('a code is good once', async () => {
  const visitor = portal.visitor();
  await visitor.signIn('msmith');
  const client = newClient(desk);
  const back = ownPart(await visitor.follow(await toPortal(client, '/')));
  const trip = new Map(client.cookies);
  await client.get(back);
  const thief = newClient(desk);
  for (const [name, value] of trip) thief.cookies.set(name, value);
  assert.equal((await thief.get(back)).statusCode, 403);
  assert.equal((await lastTrace(desk)).reason, 'portal_refused');
});

test('one signs out of the desk, then of the portal, and comes back to a page that says so', async () => {
  const { visitor, client } = await enter(desk, { user: 'dwho', page: '/' });
  await client.post('/deconnexion');
  const way = where(await client.get('/connexion/oidc/sortie'));
  const back = new URL(await visitor.follow(way));
  assert.equal(back.pathname, '/deconnexion');
  assert.match((await client.get(back.pathname)).body, /Vous êtes déconnecté/);
  // The portal’s session is over: it wants a password again.
  await assert.rejects(visitor.follow(await toPortal(newClient(desk), '/')), /keeps the visitor/);
});
