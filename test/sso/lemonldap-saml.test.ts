import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { readConfig } from '../../src/config.ts';
import { samlMetadata } from '../../src/identity/saml-metadata.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { type Client, newClient, testApp } from '../support/app.ts';
import { makeCertificate } from '../support/certificate.ts';
import { assertRefused, lastTrace, toPortal, where } from '../support/entry.ts';
import { throwawayFile } from '../support/files.ts';
import { viewerNamed } from '../support/tickets.ts';
import { freePort, startLemonldap } from './lemonldap.ts';

const port = await freePort();
/** The portal reaches it, and it is no page of the portal’s. */
const deskUrl = `http://localhost:${String(port)}`;
const acs = `${deskUrl}/connexion/saml/retour`;
const persistent = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';
const basic = 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri';
const portalKey = makeCertificate();
const ownKey = makeCertificate();

/** A service of the portal: the desk as it describes itself, under a name of its own. */
const service = (entityId: string) => ({
  samlSPMetaDataXML: samlMetadata(
    { key: ownKey, decrypts: false, nameIdFormat: persistent },
    { entityId, acs, slo: `${deskUrl}/connexion/saml/fin` },
  ),
});
const options = {
  samlSPMetaDataOptionsSignSSOMessage: 1,
  samlSPMetaDataOptionsCheckSSOMessageSignature: 1,
  samlSPMetaDataOptionsSignSLOMessage: 1,
  samlSPMetaDataOptionsCheckSLOMessageSignature: 1,
  samlSPMetaDataOptionsNameIDFormat: 'persistent',
};
const said = {
  uid: `1;urn:oid:0.9.2342.19200300.100.1.1;${basic};uid`,
  cn: `0;urn:oid:2.5.4.4;${basic};sn`,
  mail: `0;urn:oid:0.9.2342.19200300.100.1.3;${basic};mail`,
  place: `0;memberOf;${basic};memberOf`,
};

const portal = await startLemonldap(() => ({
  issuerDBSAMLActivation: 1,
  issuerDBSAMLRule: 1,
  samlServicePrivateKeySig: portalKey.privateKey,
  samlServicePublicKeySig: portalKey.certificate,
  samlServiceSignatureMethod: 'RSA_SHA256',
  samlSPMetaDataXML: {
    desk: service('urn:essai:centre-de-services'),
    weak: service('urn:essai:faible'),
    through: {
      samlSPMetaDataXML: service('urn:essai:navigateur').samlSPMetaDataXML.replace(
        /<md:SingleLogoutService Binding="[^"]*:SOAP"[^>]*>/,
        '',
      ),
    },
  },
  samlSPMetaDataOptions: {
    desk: options,
    through: options,
    weak: { ...options, samlSPMetaDataOptionsSignatureMethod: 'RSA_SHA1' },
  },
  samlSPMetaDataExportedAttributes: { desk: said, weak: said, through: said },
  macros: { place: "$uid eq 'rtyler' ? 'dsi' : ''" },
}));

const metadata = await (await fetch(`${portal.url}/saml/metadata`)).text();

async function openDesk(entityId: string, more: Record<string, string> = {}) {
  const { doors } = readConfig({
    ...{ DOORS: 'saml,local', SAML_METADATA: throwawayFile('portail.xml', metadata) },
    ...{ SAML_KEY: throwawayFile('clef.pem', ownKey.privateKey), SAML_ENTITY_ID: entityId },
    SAML_KEY_CERTIFICATE: throwawayFile('certificat.pem', ownKey.certificate),
    ...{ GROUP_ROLES: 'dsi => SYSTEM-RESEAU', SIGN_IN_HELP: 'le 01 99 00 00 00' },
    ...more,
  });
  const opened = await testApp({ config: { doors, baseUrl: deskUrl } });
  // What the portal signs is of now.
  opened.clock.set(systemClock());
  return opened;
}

const desk = await openDesk('urn:essai:centre-de-services');
await desk.app.listen({ port, host: 'localhost' });
const weak = await openDesk('urn:essai:faible');
const through = await openDesk('urn:essai:navigateur');
after(async () => {
  for (const one of [desk, weak, through]) await one.close();
  await portal.stop();
});

async function enter(to: typeof desk, { user, page }: { user: string; page: string }) {
  const visitor = portal.visitor();
  await visitor.signIn(user);
  const client = newClient(to);
  const form = await visitor.followToForm(await toPortal(client, page));
  assert.equal(form.action, acs);
  // A form of the portal’s site comes without the cookies of ours.
  const bring = () =>
    newClient(to).post(
      '/connexion/saml/retour',
      { _csrf: '', ...form.fields },
      { 'sec-fetch-site': 'cross-site' },
    );
  const brought = await bring();
  const entry = brought.statusCode === 303 ? await client.get(where(brought)) : brought;
  return { visitor, client, entry, bring };
}

test('one signs in at the portal once, and every page of the desk opens', async () => {
  const { client, entry } = await enter(desk, { user: 'dwho', page: '/mes-coordonnees' });
  assert.equal(where(entry), '/mes-coordonnees', JSON.stringify(await lastTrace(desk)));
  assert.equal((await client.follow(entry)).statusCode, 200);
  const person = await viewerNamed(desk.db, 'dwho');
  assert.deepEqual(
    [person.lastName, person.email, person.memberships],
    ['Doctor Who', 'dwho@badwolf.org', []],
  );
});

test('the portal names somebody the same way each time, and a group of it gives a place in a team', async () => {
  for (const page of ['/', '/faq']) await enter(desk, { user: 'rtyler', page });
  const { id, memberships } = await viewerNamed(desk.db, 'rtyler');
  assert.equal(memberships.length, 1);
  const identities = await desk.db
    .selectFrom('person_identity')
    .select('issuer')
    .where('person_id', '=', id)
    .execute();
  assert.deepEqual(identities, [{ issuer: `saml:${portal.url}/saml/metadata` }]);
});

test('an answer is good once', async () => {
  const { bring } = await enter(desk, { user: 'msmith', page: '/' });
  const again = await bring();
  const replayed = { door: 'saml', reason: 'answer_replayed', detail: null };
  await assertRefused(desk, await newClient(desk).get(where(again)), replayed);
});

test('an answer signed as nobody does any more is refused', async () => {
  const { entry } = await enter(weak, { user: 'dwho', page: '/' });
  assert.equal(entry.statusCode, 403);
  const { reason, detail } = await lastTrace(weak);
  assert.deepEqual([reason, detail], ['answer_untrusted', 'alg:SignatureMethod']);
});

const loaded = (page: string, tag: string): string =>
  new RegExp(`<${tag} src="([^"]*/saml/[^"]*|[^"]*SAMLRequest=[^"]*)"`)
    .exec(page)?.[1]
    ?.replaceAll('&amp;', '&') ?? assert.fail(page);
const isIn = async (client: Client): Promise<boolean> => (await client.get('/')).statusCode === 200;

test('signing out at the portal ends at once the session it had opened here, and no other', async () => {
  const { visitor, client } = await enter(desk, { user: 'msmith', page: '/' });
  const { client: other } = await enter(desk, { user: 'msmith', page: '/' });
  // What the page loads has the portal speak to the desk, whose signed answer it checks.
  const told = await fetch(loaded(await visitor.signOut(), 'img'), { redirect: 'manual' });
  assert.match(told.headers.get('location') ?? '', /\/ok\.png$/);
  assert.deepEqual([await isIn(client), await isIn(other)], [false, true]);
});

test('the same where the portal only speaks through the browser', async () => {
  const { visitor, client } = await enter(through, { user: 'msmith', page: '/' });
  const asked = new URL(loaded(await visitor.signOut(), 'iframe'));
  // In a frame, without the cookies of the desk.
  const answer = await newClient(through).get(asked.pathname + asked.search);
  const told = await fetch(where(answer), { redirect: 'manual' });
  assert.match(told.headers.get('location') ?? '', /\/ok\.png$/);
  assert.equal(await isIn(client), false);
});

test('one signs out of the desk, then of the portal, and comes back to a page that says so', async () => {
  const { visitor, client } = await enter(desk, { user: 'dwho', page: '/' });
  await client.post('/deconnexion');
  const way = where(await client.get('/connexion/saml/sortie'));
  const back = new URL(await visitor.follow(way));
  const out = await client.get(back.pathname + back.search);
  assert.equal(where(out), '/deconnexion');
  assert.match((await client.follow(out)).body, /Vous êtes déconnecté/);
  // The portal’s session is over: it wants a password again.
  await assert.rejects(visitor.followToForm(await toPortal(newClient(desk), '/')), /sends no form/);
});
