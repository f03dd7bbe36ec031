import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { newClient, testApp } from '../../test/support/app.ts';
import { makeCertificate } from '../../test/support/certificate.ts';
import { assertRefused, toPortal, where } from '../../test/support/entry.ts';
import { throwawayFile } from '../../test/support/files.ts';
import { type Encryption, encryptAssertion } from '../../test/support/saml-encryption.ts';
import { makeSamlPortal, packed } from '../../test/support/saml-portal.ts';
import { readConfig } from '../config.ts';
import { systemClock } from '../platform/clock.ts';
import { readXml } from '../platform/xml/read-xml.ts';

const portal = makeSamlPortal();
const own = makeCertificate();
const { doors } = readConfig({
  ...{ DOORS: 'saml,local', SAML_METADATA: throwawayFile('portail.xml', portal.metadata) },
  ...{ SAML_ENCRYPTED: 'oui', SAML_KEY: throwawayFile('clef.pem', own.privateKey) },
  SAML_KEY_CERTIFICATE: throwawayFile('certificat.pem', own.certificate),
  SIGN_IN_HELP: 'le 01 99 00 00 00',
});
const desk = await testApp({ config: { doors } });
desk.clock.set(systemClock());
after(desk.close);

/** Begins an entry, brings an answer that is changed once it is signed, and gives the page at the end of the way. */
async function tryToEnter(change: (xml: string) => string, sign = portal.sign) {
  const client = newClient(desk);
  await toPortal(client, '/');
  const state = /trip-([\w-]{32})/.exec([...client.cookies.keys()].join(' '))?.[1] ?? '';
  const xml = change(sign({ inResponseTo: `_${state}` }));
  const form = { _csrf: '', SAMLResponse: packed(xml) };
  const brought = await newClient(desk).post('/connexion/saml/retour', form);
  return brought.statusCode === 303 ? client.get(where(brought)) : brought;
}

const ways: Partial<Encryption>[] = [
  {},
  { cipher: 'aes-256-gcm', isBeside: true },
  { transport: 'oaep-sha256' },
];
for (const how of ways) {
  test(`an assertion encrypted for us lets one in: ${JSON.stringify(how)}`, async () => {
    const response = await tryToEnter((xml) => encryptAssertion(xml, own.certificate, how));
    assert.equal(where(response), '/');
  });
}

test('it is put in its own place, and what only looks like it elsewhere costs nothing', async () => {
  const start = '<EncryptedAssertion ';
  const beside = [`${start}>a</EncryptedAssertion>`, start.repeat(12_000)];
  const before = performance.now();
  for (const letters of beside) {
    const extensions = `<samlp:Extensions><![CDATA[${letters}]]></samlp:Extensions><samlp:Status>`;
    const response = await tryToEnter((xml) =>
      encryptAssertion(xml, own.certificate).replace('<samlp:Status>', extensions),
    );
    assert.equal(where(response), '/');
  }
  assert.ok(performance.now() - before < 2500);
});

test('one that is not encrypted is as good, and our metadata say how to encrypt', async () => {
  assert.equal(where(await tryToEnter((xml) => xml)), '/');
  const { body } = await newClient(desk).get('/connexion/saml/metadonnees');
  const [role] = readXml(body).children;
  const uses = role?.children.map(({ attributes }) => attributes.get('use')).filter(Boolean);
  assert.deepEqual(uses, ['signing', 'encryption']);
  assert.match(body, /aes128-gcm/);
  assert.doesNotMatch(body, /cbc|rsa-1_5/);
});

const untrusted = (detail: string) => ({ door: 'saml', reason: 'answer_untrusted', detail });
const unreadable = (detail: string) => ({ door: 'saml', reason: 'answer_unreadable', detail });
const forUs = (how: Parameters<typeof encryptAssertion>[2]) => (xml: string) =>
  encryptAssertion(xml, own.certificate, how);
const encryptedIn = (xml: string): string =>
  /<saml:EncryptedAssertion>.*<\/saml:EncryptedAssertion>/s.exec(xml)?.[0] ?? assert.fail();

const wrongs: [
  name: string,
  change: (xml: string) => string,
  wrong: { door: string; reason: string; detail: string },
][] = [
  ['with a cipher that tells', forUs({ cipher: 'aes-128-cbc' }), untrusted('alg:EncryptedData')],
  [
    'with a key handed over in the old way',
    forUs({ transport: 'rsa-1_5' }),
    untrusted('alg:EncryptedKey'),
  ],
  [
    'for somebody else',
    (xml) => encryptAssertion(xml, makeCertificate().certificate),
    untrusted('decryption'),
  ],
  [
    'and tampered with',
    (xml) =>
      forUs({})(xml).replace(
        /(.*<e:CipherValue>)(.)/s,
        (_all, before: string, letter: string) => before + (letter === 'A' ? 'B' : 'A'),
      ),
    untrusted('decryption'),
  ],
  [
    'that is empty',
    (xml) => forUs({})(xml).replace(/(.*<e:CipherValue>)[^<]*/s, '$1'),
    untrusted('decryption'),
  ],
  [
    'twice',
    (xml) => {
      const encrypted = forUs({})(xml);
      return encrypted.replace(encryptedIn(encrypted), (one) => one + one);
    },
    untrusted('assertions'),
  ],
  [
    'beside another',
    (xml) => {
      const encrypted = forUs({})(xml);
      const [clear = ''] = /<saml:Assertion.*<\/saml:Assertion>/s.exec(xml) ?? [];
      return encrypted.replace(encryptedIn(encrypted), (one) => one + clear);
    },
    untrusted('assertions'),
  ],
  [
    'by somebody who changed it',
    forUs({ edit: (assertion) => assertion.replace('f81d4fae', 'administrateur') }),
    untrusted('signature'),
  ],
  [
    'by somebody who cut its name',
    forUs({ edit: (assertion) => assertion.replace('f81d', 'f81d<!---->') }),
    unreadable('comment'),
  ],
  [
    'with another one beside',
    forUs({ edit: (assertion) => assertion.replace('f81d4fae', 'administrateur') + assertion }),
    untrusted('assertions'),
  ],
  ['that is none', forUs({ edit: () => 'abc' }), untrusted('no-assertion')],
  [
    'of something else that is encrypted',
    (xml) => forUs({ edit: () => encryptedIn(forUs({})(xml)) })(xml),
    unreadable('encrypted'),
  ],
];

for (const [name, change, wrong] of wrongs) {
  test(`an assertion encrypted ${name} lets nobody in, and the page says so plainly`, async () => {
    await assertRefused(desk, await tryToEnter(change), wrong);
  });
}

test('what is encrypted must be signed as well', async () => {
  const unsigned: typeof portal.sign = (said) => portal.sign(said, { parts: [] });
  const response = await tryToEnter(forUs({}), unsigned);
  await assertRefused(desk, response, untrusted('not-signed'));
});
