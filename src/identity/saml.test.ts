import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { type Client, newClient, type TestApp, testApp } from '../../test/support/app.ts';
import { makeCertificate } from '../../test/support/certificate.ts';
import { assertRefused, deskUrl, toPortal, where } from '../../test/support/entry.ts';
import { throwawayFile } from '../../test/support/files.ts';
import { acs, makeSamlPortal, packed, type Said } from '../../test/support/saml-portal.ts';
import { viewerNamed } from '../../test/support/tickets.ts';
import { readConfig } from '../config.ts';
import { systemClock } from '../platform/clock.ts';
import { readXml } from '../platform/xml/read-xml.ts';

const portal = makeSamlPortal();
const closers: (() => Promise<void>)[] = [];
after(async () => {
  for (const close of closers.reverse()) await close();
});

/** A desk configured as an operator would, in front of that portal. */
async function openDesk(variables: Record<string, string> = {}): Promise<TestApp> {
  const { doors } = readConfig({
    ...{ DOORS: 'saml,local', SAML_METADATA: throwawayFile('portail.xml', portal.metadata) },
    ...{ SIGN_IN_HELP: 'le 01 99 00 00 00', ...variables },
  });
  const desk = await testApp({ config: { doors } });
  closers.push(desk.close);
  // Assertions are of now: so is the desk.
  desk.clock.set(systemClock());
  return desk;
}

const desk = await openDesk();

/** What a request says, as the portal reads it. */
const requestOf = (address: string): string => {
  const sent = new URL(address).searchParams.get('SAMLRequest') ?? '';
  return inflateRawSync(Buffer.from(sent, 'base64')).toString();
};
const idOf = (address: string): string => /ID="([^"]+)"/.exec(requestOf(address))?.[1] ?? '';

/** A form of the portal's site: without the cookies of this one, which are kept apart from it. */
async function bring(to: TestApp, xml: string) {
  const elsewhere = { 'sec-fetch-site': 'cross-site', origin: 'https://portail.exemple.fr' };
  return newClient(to).post(
    '/connexion/saml/retour',
    { _csrf: '', SAMLResponse: packed(xml) },
    elsewhere,
  );
}

/** Opens a page, signs in at the portal, and comes back with its answer. */
async function goThrough(
  to: TestApp,
  said: Partial<Said> = {},
  { client = newClient(to), page = '/' } = {},
) {
  const inResponseTo = idOf(await toPortal(client, page));
  const brought = await bring(to, portal.sign({ inResponseTo, ...marie, ...said }));
  return { client, brought, entry: await client.get(where(brought)) };
}

const marie = {
  attributes: {
    'urn:oid:0.9.2342.19200300.100.1.1=uid': 'Maude.Durand',
    'urn:oid:2.5.4.42': 'Maude',
    'urn:oid:2.5.4.4=sn': 'Durand',
    mail: 'maude@exemple.fr',
    'urn:oid:2.5.4.20=telephoneNumber': '01 99 00 00 01',
    memberOf: ['dsi', 'rh'],
  },
};

test('a page opened without a session goes straight through the portal and is shown', async () => {
  const { client, brought, entry } = await goThrough(desk, {}, { page: '/faq?vue=1' });
  assert.equal(brought.statusCode, 303);
  assert.equal(brought.cookies.length, 0, 'nobody is let in before the browser shows its cookies');
  assert.equal(where(entry), '/faq?vue=1');
  assert.equal((await client.follow(entry)).statusCode, 200);
  const viewer = await viewerNamed(desk.db, 'maude.durand');
  assert.deepEqual(
    [viewer.firstName, viewer.lastName, viewer.email, viewer.isAdministrator, viewer.memberships],
    ['Maude', 'Durand', 'maude@exemple.fr', false, []],
  );
  const identity = await desk.db
    .selectFrom('person_identity')
    .select(['issuer', 'subject'])
    .where('person_id', '=', viewer.id)
    .executeTakeFirstOrThrow();
  assert.deepEqual(identity, { issuer: `saml:${portal.idp}`, subject: 'f81d4fae' });
});

test('what is asked of the portal: a persistent name, to us, called by the entry', async () => {
  const client = newClient(desk);
  const address = await toPortal(client, '/');
  assert.equal(address.split('?')[0], portal.ssoUrl);
  assert.deepEqual([...new URL(address).searchParams.keys()], ['SAMLRequest']);
  const request = readXml(requestOf(address));
  const asked = Object.fromEntries(request.attributes);
  assert.equal(asked['AssertionConsumerServiceURL'], acs);
  assert.equal(asked['Destination'], portal.ssoUrl);
  assert.ok(client.cookies.has(`trip-${String(asked['ID']).slice(1)}`));
  const [issuer, policy, more] = request.children;
  assert.equal(issuer?.text, `${deskUrl}/connexion/saml/metadonnees`);
  assert.match(policy?.attributes.get('Format') ?? '', /:persistent$/);
  assert.equal(more, undefined);
});

test('whatever their names become, a person stays who the portal says, and what it says follows', async () => {
  await goThrough(desk);
  const attributes = {
    ...marie.attributes,
    uid: 'odile.garnier',
    'urn:oid:2.5.4.4=sn': 'Durand-Petit',
  };
  await goThrough(desk, { attributes });
  assert.equal((await viewerNamed(desk.db, 'maude.durand')).lastName, 'Durand-Petit');
});

test('an attribute equal to an administrator’s login or courriel makes nobody an administrator', async () => {
  const odile = await viewerNamed(desk.db, 'odile.garnier');
  const attributes = { uid: 'odile.garnier', mail: odile.email };
  const { client, entry } = await goThrough(
    desk,
    { nameId: 'intrus', attributes },
    { page: '/administration' },
  );
  assert.equal((await client.follow(entry)).statusCode, 404);
  const intruder = await viewerNamed(desk.db, 'odile.garnier-2');
  assert.deepEqual([intruder.isAdministrator, intruder.memberships], [false, []]);
});

test('groups give places, logins may be shared, an attribute may be the key of an account', async () => {
  const shared = await openDesk({
    ...{ SAML_SHARED_LOGINS: 'oui', GROUP_ROLES: 'dsi => DOPSI', SAML_SUBJECT: 'uid' },
    ...{ SAML_NAME_ID: 'transient' },
  });
  const asked = requestOf(await toPortal(newClient(shared), '/'));
  assert.match(asked, /nameid-format:transient/);
  const format = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';
  const attributes = {
    ...marie.attributes,
    'urn:oid:0.9.2342.19200300.100.1.1=uid': 'paul.martin',
  };
  for (const nameId of ['passager-1', 'passager-2']) {
    const { entry } = await goThrough(shared, { format, nameId, attributes });
    assert.equal(entry.statusCode, 303);
  }
  assert.equal((await viewerNamed(shared.db, 'paul.martin')).memberships.length, 1);
});

test('signed by any certificate that is known, as during the change of one for another', async () => {
  const next = makeCertificate();
  const both = throwawayFile('certificats.pem', portal.key.certificate + next.certificate);
  const changing = await openDesk({ SAML_CERTIFICATES: both });
  for (const key of [portal.key, next]) {
    const client = newClient(changing);
    const inResponseTo = idOf(await toPortal(client, '/'));
    const brought = await bring(changing, portal.sign({ inResponseTo, ...marie }, { key }));
    assert.equal(where(await client.get(where(brought))), '/');
  }
});

test('our requests are signed with our key, and our metadata say with which', async () => {
  const own = makeCertificate();
  const signing = await openDesk({
    SAML_KEY: throwawayFile('clef.pem', own.privateKey),
    SAML_KEY_CERTIFICATE: throwawayFile('certificat.pem', own.certificate),
    SAML_ENTITY_ID: 'urn:exemple:centre-de-services',
  });
  const asked = new URL(await toPortal(newClient(signing), '/')).searchParams;
  assert.equal(asked.get('SigAlg'), 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256');
  assert.ok(asked.get('Signature'));
  const { body, headers } = await newClient(signing).get('/connexion/saml/metadonnees');
  assert.match(String(headers['content-type']), /^application\/samlmetadata\+xml/);
  const said = readXml(body);
  assert.equal(said.attributes.get('entityID'), 'urn:exemple:centre-de-services');
  const [role] = said.children;
  assert.equal(role?.attributes.get('WantAssertionsSigned'), 'true');
  assert.ok(body.replace(/\s/g, '').includes(own.certificate.replace(/-----.*-----|\s/g, '')));
  assert.ok(body.includes(`Location="${acs}"`));
});

test('the Back button and a form sent again: who is in stays in, who is not is told', async () => {
  const client = newClient(desk);
  const inResponseTo = idOf(await toPortal(client, '/'));
  const xml = portal.sign({ inResponseTo, ...marie });
  const back = where(await bring(desk, xml));
  await client.get(back);
  const again = where(await bring(desk, xml));
  for (const address of [back, again]) assert.equal(where(await client.get(address)), '/');
  const replayed = { door: 'saml', reason: 'answer_replayed', detail: null };
  await assertRefused(desk, await newClient(desk).get(again), replayed);
});

test('what is put aside is for the browser that asked for it, and given once', async () => {
  const client = newClient(desk);
  const inResponseTo = idOf(await toPortal(client, '/'));
  const back = where(await bring(desk, portal.sign({ inResponseTo, ...marie })));
  const trip = new Map(client.cookies);
  const lost = { door: 'saml', reason: 'entry_lost', detail: null };
  await assertRefused(desk, await newClient(desk).get(back), lost);
  assert.equal(where(await client.get(back)), '/');
  const thief = newClient(desk);
  for (const [name, value] of trip) thief.cookies.set(name, value);
  const replayed = { door: 'saml', reason: 'answer_replayed', detail: null };
  await assertRefused(desk, await thief.get(back), replayed);
  const kept = await desk.db
    .selectFrom('portal_message')
    .select('content')
    .where('content', 'is not', null)
    .execute();
  assert.deepEqual(kept, [], 'nobody keeps it');
});

test('an answer fetched by the trip of another entry is refused', async () => {
  const [one, other] = [newClient(desk), newClient(desk)];
  const asked = idOf(await toPortal(one, '/'));
  const own = idOf(await toPortal(other, '/'));
  const stolen = new URL(
    where(await bring(desk, portal.sign({ inResponseTo: asked, ...marie }))),
    deskUrl,
  );
  stolen.searchParams.set('etat', own.slice(1));
  const lost = { door: 'saml', reason: 'entry_lost', detail: null };
  await assertRefused(desk, await other.get(stolen.pathname + stolen.search), lost);
});

test('an answer that nobody comes for is over with its assertion', async () => {
  const client = newClient(desk);
  const inResponseTo = idOf(await toPortal(client, '/'));
  const back = where(await bring(desk, portal.sign({ inResponseTo, ...marie })));
  const former = desk.clock();
  desk.clock.set(former.add({ minutes: 12 }));
  const replayed = { door: 'saml', reason: 'answer_replayed', detail: null };
  await assertRefused(desk, await client.get(back), replayed);
  desk.clock.set(former);
});

test('a portal that says no, signed or not, is told of plainly', async () => {
  const client: Client = newClient(desk);
  const inResponseTo = idOf(await toPortal(client, '/'));
  const xml = portal.sign({ inResponseTo }, { parts: [] });
  const code = '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/>';
  const no = `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:AuthnFailed"/></samlp:StatusCode>`;
  const refused = { door: 'saml', reason: 'portal_refused', detail: 'AuthnFailed' };
  await assertRefused(desk, await bring(desk, xml.replace(code, no)), refused);
});

test('an answer nobody asked for is refused, and the page offers to begin from here', async () => {
  const response = await bring(desk, portal.sign(marie));
  const wrong = { door: 'saml', reason: 'unsolicited', detail: 'InResponseTo' };
  await assertRefused(desk, response, wrong);
  assert.match(response.body, /href="\/connexion"[^>]*>.*?Recommencer/s);
});

test('HTML in what the portal says stays text', async () => {
  const attributes = { ...marie.attributes, 'urn:oid:2.5.4.42': '<script>alert(1)</script>' };
  const { client, entry } = await goThrough(
    desk,
    { nameId: 'html', attributes },
    { page: '/mes-coordonnees' },
  );
  const { body } = await client.follow(entry);
  assert.match(body, /&lt;script>alert\(1\)/);
  assert.doesNotMatch(body, /<script>alert/);
});
