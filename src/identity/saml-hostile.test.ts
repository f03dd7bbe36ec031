import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { newClient, testApp } from '../../test/support/app.ts';
import { makeCertificate } from '../../test/support/certificate.ts';
import { assertRefused, deskUrl, lastTrace, toPortal, where } from '../../test/support/entry.ts';
import { throwawayFile } from '../../test/support/files.ts';
import {
  acs,
  makeSamlPortal,
  packed,
  type Said,
  type Signing,
} from '../../test/support/saml-portal.ts';
import { readConfig } from '../config.ts';
import { systemClock } from '../platform/clock.ts';
import { signedAssertion } from './saml-client.ts';
import { SamlFault } from './saml-xml.ts';

const portal = makeSamlPortal();
const { doors } = readConfig({
  ...{ DOORS: 'saml,local', SAML_METADATA: throwawayFile('portail.xml', portal.metadata) },
  SIGN_IN_HELP: 'le 01 99 00 00 00',
});
const desk = await testApp({ config: { doors } });
desk.clock.set(systemClock());
after(desk.close);

const form = 'application/x-www-form-urlencoded';

/** What the portal's page has a browser send; what a test sends in its place. */
async function bring(fields: Record<string, string | string[]>, headers = {}) {
  return newClient(desk).post('/connexion/saml/retour', { _csrf: '', ...fields }, headers);
}

type Make = (inResponseTo: string) => string;

/** Begins an entry, brings what is made for it, and gives the page at the end of the way. */
async function tryToEnter(make: Make) {
  const client = newClient(desk);
  await toPortal(client, '/');
  const state = [...client.cookies.keys()].join(' ').match(/trip-([\w-]{32})/)?.[1] ?? '';
  const brought = await bring({ SAMLResponse: packed(make(`_${state}`)) });
  return brought.statusCode === 303 ? client.get(where(brought)) : brought;
}

const sign =
  (said: Partial<Said>, how: Partial<Signing> & { edit?: (xml: string) => string } = {}): Make =>
  (inResponseTo) =>
    portal.sign({ inResponseTo, ...said }, how);

test('what the hostile portal says rightly lets one in: the refusals below are not for nothing', async () => {
  assert.equal(where(await tryToEnter(sign({}))), '/');
  assert.equal(where(await tryToEnter(sign({}, { parts: ['Assertion', 'Response'] }))), '/');
});

const untrusted = (detail: string) => ({ door: 'saml', reason: 'answer_untrusted', detail });
const unreadable = (detail: string) => ({ door: 'saml', reason: 'answer_unreadable', detail });
const elsewhere = (detail: string) => ({ door: 'saml', reason: 'wrong_service', detail });

const other = makeCertificate();
const format = (name: string): string => `urn:oasis:names:tc:SAML:${name}`;
const old = 'http://www.w3.org/2000/09/xmldsig#';

/** Changes an answer once it is signed. */
const then =
  (make: Make, change: (xml: string) => string): Make =>
  (inResponseTo) => {
    const xml = make(inResponseTo);
    const changed = change(xml);
    assert.notEqual(changed, xml, 'the answer was changed');
    return changed;
  };

const part = (xml: string, name: string): string =>
  new RegExp(`<${name}[ >].*?</${name}>`, 's').exec(xml)?.[0] ?? assert.fail(name);

const assertionOf = (xml: string): string => part(xml, 'saml:Assertion');
const signatureOf = (xml: string): string => part(xml, 'Signature');
/** The same assertion, of somebody else, with no signature of its own. */
const forged = (xml: string): string =>
  assertionOf(xml)
    .replace(signatureOf(xml), '')
    .replace('f81d4fae', 'administrateur')
    .replace(/ID="_A/, 'ID="_F');

/** Ways to have one assertion checked and another one read. */
const wrappings: [name: string, wrap: (xml: string) => string][] = [
  ['before it', (xml) => xml.replace(assertionOf(xml), forged(xml) + assertionOf(xml))],
  ['after it', (xml) => xml.replace(assertionOf(xml), assertionOf(xml) + forged(xml))],
  [
    'around it',
    (xml) =>
      xml.replace(
        assertionOf(xml),
        forged(xml).replace('</saml:Assertion>', `${assertionOf(xml)}</saml:Assertion>`),
      ),
  ],
  [
    'with its signature, the signed one beside',
    (xml) => {
      const signed = assertionOf(xml);
      const signature = signatureOf(xml);
      const taken = forged(xml).replace('</saml:Issuer>', `</saml:Issuer>${signature}`);
      return xml.replace(signed, taken + signed.replace(signature, ''));
    },
  ],
  [
    'with its signature, the signed one within',
    (xml) => {
      const signature = signatureOf(xml);
      const hidden = assertionOf(xml).replace(signature, '');
      const holding = signature.replace('</Signature>', `<Object>${hidden}</Object></Signature>`);
      return xml.replace(
        assertionOf(xml),
        forged(xml).replace('</saml:Issuer>', `</saml:Issuer>${holding}`),
      );
    },
  ],
  [
    'in its place, the signed one in the extensions',
    (xml) =>
      xml
        .replace(assertionOf(xml), forged(xml))
        .replace(
          '<samlp:Status>',
          `<samlp:Extensions>${assertionOf(xml)}</samlp:Extensions><samlp:Status>`,
        ),
  ],
  [
    'under the same name',
    (xml) =>
      xml.replace(assertionOf(xml), forged(xml).replace('ID="_F', 'ID="_A') + assertionOf(xml)),
  ],
];

for (const [name, wrap] of wrappings) {
  test(`a forged assertion ${name} lets nobody in`, async () => {
    const response = await tryToEnter(then(sign({}), wrap));
    await assertRefused(desk, response, untrusted('assertions'));
  });

  test(`a forged assertion ${name} is never what the library says was signed`, async () => {
    const saml = doors.saml ?? assert.fail();
    const parties = {
      idp: saml.idp,
      entityId: `${deskUrl}/connexion/saml/metadonnees`,
      acs,
      slo: '',
    };
    const signed = await signedAssertion(saml, parties, wrap(portal.sign())).catch(
      (error: unknown) => {
        assert.ok(error instanceof SamlFault);
        return '';
      },
    );
    assert.doesNotMatch(signed, /administrateur/);
  });
}

const wrongs: [
  name: string,
  make: Make,
  wrong: { door: string; reason: string; detail: string | null },
][] = [
  ['signed by nobody', sign({}, { parts: [] }), untrusted('not-signed')],
  ['signed around, not itself', sign({}, { parts: ['Response'] }), untrusted('signature')],
  ['signed with another key', sign({}, { key: other }), untrusted('signature')],
  [
    'changed since',
    then(sign({ attributes: { uid: 'marie.dupont' } }), (xml) =>
      xml.replace('marie.dupont', 'odile.garnier'),
    ),
    untrusted('signature'),
  ],
  [
    'whose name was changed since',
    then(sign({}), (xml) => xml.replace('f81d4fae', 'f81d4faf')),
    untrusted('signature'),
  ],
  [
    'signed as nobody does any more',
    sign({}, { signature: `${old}rsa-sha1` }),
    untrusted('alg:SignatureMethod'),
  ],
  [
    'summed up as nobody does any more',
    sign({}, { digest: `${old}sha1` }),
    untrusted('alg:DigestMethod'),
  ],
  [
    'signed with a secret',
    then(sign({}), (xml) => xml.replace(/xmldsig-more#rsa-sha256/, 'xmldsig-more#hmac-sha256')),
    untrusted('alg:SignatureMethod'),
  ],
  ['of another portal', sign({ issuer: 'https://autre.exemple.fr' }), untrusted('issuer')],
  [
    'of another portal, in a right envelope',
    sign(
      {},
      {
        edit: (xml) =>
          xml.replace(/(<saml:Assertion.*?<saml:Issuer>)[^<]*/, '$1https://autre.exemple.fr'),
      },
    ),
    untrusted('issuer'),
  ],
  ['for another service', sign({ audience: 'https://autre.exemple.fr' }), elsewhere('audience')],
  [
    'for nobody in particular',
    sign(
      {},
      {
        edit: (xml) => xml.replace(/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, ''),
      },
    ),
    elsewhere('audience'),
  ],
  ['for another address', sign({ recipient: `${acs}2` }), elsewhere('recipient')],
  [
    'sent to another address',
    sign({ destination: 'https://autre.exemple.fr/' }),
    elsewhere('destination'),
  ],
  ['of an hour ago', sign({ issued: -3_600 }), untrusted('expired')],
  ['that is over', sign({ notOnOrAfter: -90 }), untrusted('expired')],
  ['of tomorrow', sign({ issued: 86_400 }), untrusted('not-yet-valid')],
  ['that begins later', sign({ notBefore: 120 }), untrusted('not-yet-valid')],
  [
    'without an end',
    sign(
      {},
      { edit: (xml) => xml.replace(/(<saml:SubjectConfirmationData) NotOnOrAfter="[^"]*"/, '$1') },
    ),
    untrusted('signature'),
  ],
  [
    'for whoever holds a key',
    sign({}, { edit: (xml) => xml.replace('cm:bearer', 'cm:holder-of-key') }),
    untrusted('confirmation'),
  ],
  [
    'in answer to another request than its envelope',
    sign(
      {},
      {
        edit: (xml) =>
          xml.replace(
            /(Recipient="[^"]*") InResponseTo="[^"]*"/,
            `$1 InResponseTo="_${'a'.repeat(32)}"`,
          ),
      },
    ),
    untrusted('InResponseTo'),
  ],
  [
    'that answers nothing',
    sign({}, { edit: (xml) => xml.replace(/(Recipient="[^"]*") InResponseTo="[^"]*"/, '$1') }),
    untrusted('InResponseTo'),
  ],
  [
    'in answer to a request of nobody’s',
    (_) => portal.sign({ inResponseTo: `_${'b'.repeat(32)}` }),
    { door: 'saml', reason: 'entry_lost', detail: null },
  ],
  [
    'in answer to another service',
    (_) => portal.sign({ inResponseTo: 'ONELOGIN_1' }),
    { door: 'saml', reason: 'entry_lost', detail: 'InResponseTo' },
  ],
  [
    'that proves no sign-in',
    sign({}, { edit: (xml) => xml.replace(/<saml:AuthnStatement.*<\/saml:AuthnStatement>/, '') }),
    untrusted('no-authentication'),
  ],
  ['of nobody', sign({ nameId: '' }), { door: 'saml', reason: 'claim_missing', detail: 'NameID' }],
  [
    'of somebody without a line to name them',
    sign({ nameId: 'a\nb' }),
    { door: 'saml', reason: 'claim_invalid', detail: 'NameID' },
  ],
  [
    'of somebody for today only',
    sign({ format: format('2.0:nameid-format:transient') }),
    { door: 'saml', reason: 'subject_unstable', detail: 'transient' },
  ],
  [
    'of somebody by their courriel',
    sign({ format: format('1.1:nameid-format:emailAddress'), nameId: 'odile@exemple.fr' }),
    { door: 'saml', reason: 'subject_unstable', detail: 'emailAddress' },
  ],
  [
    'cut in two by a comment',
    then(sign({}), (xml) => xml.replace('f81d', 'f81d<!---->')),
    unreadable('comment'),
  ],
  [
    'with an instruction inside',
    then(sign({}), (xml) => xml.replace('f81d4fae', 'f81d4fae<?a admin?>')),
    unreadable('instruction'),
  ],
  [
    'with a document type',
    then(sign({}), (xml) => `<!DOCTYPE a [<!ENTITY b "c">]>${xml}`),
    unreadable('doctype'),
  ],
  [
    'with an entity',
    then(sign({}), (xml) => xml.replace('f81d4fae', '&b;')),
    unreadable('not-well-formed'),
  ],
  ['with two roots', then(sign({}), (xml) => xml + xml), unreadable('not-well-formed')],
  [
    'that is encrypted',
    then(sign({}), (xml) =>
      xml.replace(assertionOf(xml), '<saml:EncryptedAssertion><a/></saml:EncryptedAssertion>'),
    ),
    unreadable('encrypted'),
  ],
  [
    'that is none',
    then(sign({}), (xml) => xml.replace(assertionOf(xml), '')),
    untrusted('no-assertion'),
  ],
  ['that is no XML', () => 'abc', unreadable('not-well-formed')],
  ['that is another message', () => '<a xmlns="urn:b"/>', unreadable('not-saml')],
  ['longer than anybody reads', sign({ nameId: 'a'.repeat(270_000) }), unreadable('too-long')],
];

for (const [name, make, wrong] of wrongs) {
  test(`an assertion ${name} lets nobody in, and the page says so plainly`, async () => {
    await assertRefused(desk, await tryToEnter(make), wrong);
  });
}

const forms: [name: string, send: () => ReturnType<typeof bring>, detail: string][] = [
  ['without an answer', () => bring({}), 'no-answer'],
  ['with two answers', () => bring({ SAMLResponse: ['YQ==', 'YQ=='] }), 'no-answer'],
  ['with letters that mean nothing', () => bring({ SAMLResponse: 'é!' }), 'base64'],
  [
    'with broken letters',
    () => bring({ SAMLResponse: Buffer.from([0xff]).toString('base64') }),
    'not-utf-8',
  ],
  ['that is huge', () => bring({ SAMLResponse: 'A'.repeat(700_000) }), 'too-long'],
  [
    'with one field a thousand times',
    () => bring({ RelayState: Array(1_000).fill('') }),
    'too-long',
  ],
  ['that is none', () => bring({}, { 'content-type': 'application/json' }), 'not-a-form'],
];

for (const [name, send, detail] of forms) {
  test(`a form ${name} is refused with a page and a reference`, async () => {
    await assertRefused(desk, await send(), unreadable(detail));
  });
}

test('only the address of answers takes a form of another site, and no page of ours is one', async () => {
  const away = { 'sec-fetch-site': 'cross-site', 'content-type': form };
  for (const path of [
    '/connexion/saml',
    '/connexion/saml/metadonnees',
    '/deconnexion',
    '/connexion',
  ]) {
    const response = await newClient(desk).post(path, { _csrf: '' }, away);
    assert.ok([403, 404].includes(response.statusCode), path);
  }
  const { body } = await bring({ SAMLResponse: packed(portal.sign()) }, away);
  assert.match(body, /Vous n’êtes pas connecté/);
  assert.equal((await lastTrace(desk)).reason, 'unsolicited');
});
