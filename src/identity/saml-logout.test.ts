import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { SignedXml } from 'xml-crypto';
import { type Client, newClient, type TestApp, testApp } from '../../test/support/app.ts';
import { makeCertificate } from '../../test/support/certificate.ts';
import { toPortal, where } from '../../test/support/entry.ts';
import { throwawayFile } from '../../test/support/files.ts';
import {
  enveloped,
  logoutQuery,
  logoutXml,
  type SaidOut,
  signedLogout,
  slo,
} from '../../test/support/saml-logout.ts';
import { makeSamlPortal, packed, type Said } from '../../test/support/saml-portal.ts';
import { readConfig } from '../config.ts';
import { systemClock } from '../platform/clock.ts';
import { readXml } from '../platform/xml/read-xml.ts';

const portal = makeSamlPortal();
const own = makeCertificate();
const other = makeCertificate();
const closers: (() => Promise<void>)[] = [];
after(async () => {
  for (const close of closers.reverse()) await close();
});

async function openDesk(variables: Record<string, string> = {}): Promise<TestApp> {
  const { doors } = readConfig({
    ...{ DOORS: 'saml,local', SAML_METADATA: throwawayFile('portail.xml', portal.metadata) },
    SAML_KEY: throwawayFile('clef.pem', own.privateKey),
    SAML_KEY_CERTIFICATE: throwawayFile('certificat.pem', own.certificate),
    ...variables,
  });
  const desk = await testApp({ config: { doors } });
  closers.push(desk.close);
  desk.clock.set(systemClock());
  return desk;
}

const desk = await openDesk();

/** Somebody who came in through the portal. */
async function enter(said: Partial<Said> = {}, to = desk): Promise<Client> {
  const client = newClient(to);
  await toPortal(client, '/');
  const state = /trip-([\w-]{32})/.exec([...client.cookies.keys()].join(' '))?.[1] ?? '';
  const form = {
    _csrf: '',
    SAMLResponse: packed(portal.sign({ inResponseTo: `_${state}`, ...said })),
  };
  const brought = await newClient(to).post('/connexion/saml/retour', form);
  assert.equal(where(await client.get(where(brought))), '/');
  return client;
}

const isIn = async (client: Client): Promise<boolean> => (await client.get('/')).statusCode === 200;

const inEnvelope = (payload: string, to = desk) =>
  to.app.inject({
    method: 'POST',
    url: '/connexion/saml/fin',
    headers: { 'content-type': 'text/xml' },
    payload,
  });
const bySoap = (xml: string, to = desk) => inEnvelope(enveloped(xml), to);
const byForm = (xml: string, fields = {}) =>
  newClient(desk).post(
    '/connexion/saml/fin',
    { _csrf: '', SAMLRequest: packed(xml), ...fields },
    { 'sec-fetch-site': 'cross-site' },
  );
const byAddress = (query: string) => newClient(desk).get(`/connexion/saml/fin?${query}`);

/** What is sent back to the portal in an address. */
function sentBack(address: string, name: 'SAMLRequest' | 'SAMLResponse'): string {
  const packedText = new URL(address).searchParams.get(name) ?? '';
  return inflateRawSync(Buffer.from(packedText, 'base64')).toString();
}

test('from server to server: the session that is over ends, no other, and a signed answer says so', async () => {
  const one = await enter();
  const other = await enter({ sessionIndex: 's-2' });
  const stranger = await enter({ nameId: 'autre' });
  const answer = await bySoap(signedLogout(portal, { id: '_L1' }));
  assert.equal(answer.statusCode, 200);
  assert.match(String(answer.headers['content-type']), /^text\/xml/);
  assert.match(answer.body, /InResponseTo="_L1".*status:Success/s);
  const [signature = ''] = /<Signature .*<\/Signature>/s.exec(answer.body) ?? [];
  const check = new SignedXml({ publicCert: own.certificate });
  check.loadSignature(signature);
  const [message = ''] = /<samlp:LogoutResponse.*<\/samlp:LogoutResponse>/s.exec(answer.body) ?? [];
  assert.ok(check.checkSignature(message));
  assert.deepEqual([await isIn(one), await isIn(other), await isIn(stranger)], [false, true, true]);
});

test('what is heard is what stands in the body, whatever its envelope says elsewhere', async () => {
  const client = await enter();
  const header = '<s:Header><![CDATA[<LogoutRequest >a</LogoutRequest>]]></s:Header>';
  const envelope = enveloped(signedLogout(portal)).replace('<s:Body>', `${header}<s:Body>`);
  const answer = await inEnvelope(envelope);
  assert.equal(answer.statusCode, 200);
  assert.equal(await isIn(client), false);
});

test('a request that names no session ends all those of that person', async () => {
  const clients = [await enter(), await enter({ sessionIndex: 's-2' })];
  const stranger = await enter({ nameId: 'autre' });
  await bySoap(signedLogout(portal, { sessionIndexes: [] }));
  for (const client of clients) assert.equal(await isIn(client), false);
  assert.ok(await isIn(stranger));
});

test('by a redirection: the session ends and the browser goes back to the portal with what it had brought', async () => {
  const client = await enter();
  const query = logoutQuery(portal, logoutXml(portal, { id: '_L2' }), { relayState: 'à rendre/+' });
  const back = where(await byAddress(query));
  assert.ok(back.startsWith('https://portail.exemple.fr/saml/singleLogoutReturn?'), back);
  assert.equal(new URL(back).searchParams.get('RelayState'), 'à rendre/+');
  assert.ok(new URL(back).searchParams.get('Signature'));
  const answer = readXml(sentBack(back, 'SAMLResponse'));
  assert.equal(answer.attributes.get('InResponseTo'), '_L2');
  assert.equal(await isIn(client), false);
});

test('by a form of the portal: the same', async () => {
  const client = await enter();
  const back = where(await byForm(signedLogout(portal), { RelayState: 'r' }));
  assert.match(back, /singleLogoutReturn\?.*RelayState=r/);
  assert.equal(await isIn(client), false);
});

test('a request is heard once', async () => {
  const xml = signedLogout(portal, { id: '_L3' });
  assert.equal((await bySoap(xml)).statusCode, 200);
  const client = await enter();
  assert.equal((await bySoap(xml)).statusCode, 400);
  const later = await byAddress(logoutQuery(portal, logoutXml(portal, { id: '_L3' })));
  assert.equal(where(later), '/deconnexion');
  assert.ok(await isIn(client));
});

const request = (said: Partial<SaidOut>) => signedLogout(portal, said);
const old = 'http://www.w3.org/2000/09/xmldsig#';
const wrongs: [name: string, make: () => string][] = [
  ['signed by nobody', () => logoutXml(portal)],
  ['signed with another key', () => signedLogout(portal, {}, { key: other })],
  [
    'signed as nobody does any more',
    () => signedLogout(portal, {}, { signature: `${old}rsa-sha1` }),
  ],
  ['changed since', () => request({ nameId: 'autre' }).replace('autre', 'f81d4fae')],
  ['of another portal', () => request({ issuer: 'https://autre.exemple.fr' })],
  ['for another service', () => request({ destination: 'https://autre.exemple.fr/' })],
  ['of an hour ago', () => request({ issued: -3_600 })],
  ['of tomorrow', () => request({ issued: 86_400 })],
  ['cut by a comment', () => request({}).replace('f81d', 'f81d<!---->')],
  ['that is an answer', () => portal.sign()],
  [
    'that is signed within another one',
    () =>
      logoutXml(portal).replace('<saml:NameID>', `${request({ nameId: 'autre' })}<saml:NameID>`),
  ],
  ['that is none', () => 'abc'],
];

test('what is not right ends nothing, from server to server or by a form', async () => {
  const client = await enter();
  for (const [name, make] of wrongs) {
    assert.equal((await bySoap(make())).statusCode, 400, name);
    assert.equal(where(await byForm(make())), '/deconnexion', name);
    assert.ok(await isIn(client), name);
  }
});

const right = (said: Partial<SaidOut> = {}) => logoutXml(portal, said);
const wrongQueries: [name: string, make: () => string][] = [
  [
    'not signed',
    () => `SAMLRequest=${encodeURIComponent(deflateRawSync(right()).toString('base64'))}`,
  ],
  ['signed with another key', () => logoutQuery(portal, right(), { key: other })],
  ['signed as nobody does any more', () => logoutQuery(portal, right(), { algorithm: 'sha1' })],
  ['with something else to bring back', () => `${logoutQuery(portal, right())}&RelayState=x`],
  [
    'with two requests',
    () =>
      `${logoutQuery(portal, right({ nameId: 'autre' }))}&SAMLRequest=${encodeURIComponent(deflateRawSync(right()).toString('base64'))}`,
  ],
  [
    'of which another one was signed',
    () =>
      logoutQuery(portal, right({ nameId: 'autre' })).replace(
        /^SAMLRequest=[^&]*/,
        `SAMLRequest=${encodeURIComponent(deflateRawSync(right()).toString('base64'))}`,
      ),
  ],
  ['of another portal', () => logoutQuery(portal, right({ issuer: 'autre' }))],
  [
    'for another service',
    () => logoutQuery(portal, right({ destination: 'https://autre.exemple.fr/' })),
  ],
  ['that swells', () => logoutQuery(portal, ' '.repeat(5_000_000))],
  ['that is badly written', () => 'SAMLRequest=%zz&SigAlg=a&Signature=b'],
];

test('what is not right ends nothing, by a redirection', async () => {
  const client = await enter();
  for (const [name, make] of wrongQueries) {
    const response = await byAddress(make());
    assert.equal(where(response), '/deconnexion', name);
    assert.ok(await isIn(client), name);
  }
});

test('after signing out one is out, and may sign out of the portal, which is told whose session it was', async () => {
  const nameId = 'f81d4fae';
  const client = await enter({ nameId });
  const out = await client.post('/deconnexion');
  assert.equal(where(out), '/deconnexion?porte=saml');
  const page = await client.follow(out);
  assert.match(page.body, /href="\/connexion\/saml\/sortie"/);
  assert.doesNotMatch(page.body, new RegExp(nameId));
  const address = where(await client.get('/connexion/saml/sortie'));
  assert.ok(address.startsWith('https://portail.exemple.fr/saml/singleLogout?'), address);
  assert.ok(new URL(address).searchParams.get('Signature'));
  const asked = sentBack(address, 'SAMLRequest');
  assert.match(asked, new RegExp(`>${nameId}</saml:NameID>.*>s-1</`, 's'));
  assert.equal(where(await client.get('/connexion/saml/sortie')), '/deconnexion', 'told once');
  const back = await client.get('/connexion/saml/fin?SAMLResponse=x');
  assert.equal(where(back), '/deconnexion');
  assert.match((await client.follow(back)).body, /Vous êtes déconnecté/);
});

test('a portal where nobody signs out is not proposed', async () => {
  const metadata = portal.metadata.replace(/<SingleLogoutService[^>]*>/, '');
  const file = throwawayFile('sans-sortie.xml', metadata);
  const plain = await openDesk({ SAML_METADATA: file });
  const client = await enter({}, plain);
  const page = await client.follow(await client.post('/deconnexion'));
  assert.match(page.body, /Vous êtes déconnecté/);
  assert.doesNotMatch(page.body, /sortie/);
});

test('our metadata say where to tell us', async () => {
  const { body } = await newClient(desk).get('/connexion/saml/metadonnees');
  assert.equal(body.split(`Location="${slo}"`).length, 4);
});
