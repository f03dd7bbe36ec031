import { randomUUID } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { type KeyPair, makeCertificate } from './certificate.ts';
import { deskUrl } from './entry.ts';

/** What an answer says; a test changes what it wants of it. */
export type Said = {
  /** The request it answers; empty: none. */
  inResponseTo: string;
  issuer: string;
  audience: string;
  recipient: string;
  destination: string;
  nameId: string;
  format: string;
  attributes: Readonly<Record<string, string | readonly string[]>>;
  sessionIndex: string;
  /** Seconds from now. */
  issued: number;
  notBefore: number;
  notOnOrAfter: number;
  status: string;
  id: string;
};

/** How it is signed. */
export type Signing = {
  parts: readonly ('Assertion' | 'Response')[];
  key: KeyPair;
  signature: string;
  digest: string;
};

/** A portal that signs what a test wants it to say: what no real one can be made to do wrong. */
export type SamlPortal = {
  idp: string;
  ssoUrl: string;
  key: KeyPair;
  /** Its metadata, as it would publish them. */
  metadata: string;
  /** A signed answer, as XML; `edit` changes it before it is signed. */
  sign: (
    said?: Partial<Said>,
    how?: Partial<Signing> & { edit?: (xml: string) => string },
  ) => string;
};

export const acs = `${deskUrl}/connexion/saml/retour`;
const entityId = `${deskUrl}/connexion/saml/metadonnees`;
export const persistent = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** The letters of an answer as they go in a form. */
export const packed = (xml: string): string => Buffer.from(xml).toString('base64');

/** When it is so many seconds from now, as messages say it. */
export const instant = (seconds: number): string =>
  new Date(Date.now() + seconds * 1_000).toISOString().replace(/\.\d+Z$/, 'Z');

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function attributeXml(name: string, value: string | readonly string[]): string {
  const [, own = name, friendly = ''] = /^(.+?)=(.+)$/.exec(name) ?? [];
  const values = [value]
    .flat()
    .map((one) => `<saml:AttributeValue>${escaped(one)}</saml:AttributeValue>`);
  const known = friendly === '' ? '' : ` FriendlyName="${friendly}"`;
  return `<saml:Attribute Name="${own}"${known}>${values.join('')}</saml:Attribute>`;
}

function answerXml(said: Said): string {
  const answers = said.inResponseTo === '' ? '' : ` InResponseTo="${said.inResponseTo}"`;
  const [at, from, to] = [said.issued, said.notBefore, said.notOnOrAfter].map(instant);
  const attributes = Object.entries(said.attributes).map(([name, value]) =>
    attributeXml(name, value),
  );
  return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_R${said.id}" Version="2.0" IssueInstant="${String(at)}" Destination="${said.destination}"${answers}><saml:Issuer>${said.issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${said.status}"/></samlp:Status><saml:Assertion ID="_A${said.id}" Version="2.0" IssueInstant="${String(at)}"><saml:Issuer>${said.issuer}</saml:Issuer><saml:Subject><saml:NameID Format="${said.format}">${escaped(said.nameId)}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${String(to)}" Recipient="${said.recipient}"${answers}/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${String(from)}" NotOnOrAfter="${String(to)}"><saml:AudienceRestriction><saml:Audience>${said.audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="${String(at)}" SessionIndex="${said.sessionIndex}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>${attributes.join('')}</saml:AttributeStatement></saml:Assertion></samlp:Response>`;
}

/** Signs one element of a document, within it, after its issuer. */
export function signElement(xml: string, place: string, how: Omit<Signing, 'parts'>): string {
  const { key, signature, digest } = how;
  const signer = new SignedXml({
    privateKey: key.privateKey,
    publicCert: key.certificate,
    signatureAlgorithm: signature,
    canonicalizationAlgorithm: exclusive,
  });
  signer.addReference({
    xpath: place,
    digestAlgorithm: digest,
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', exclusive],
  });
  const location = { reference: `${place}/*[local-name(.)='Issuer']`, action: 'after' } as const;
  signer.computeSignature(xml, { location });
  return signer.getSignedXml();
}

/** How portals sign today. */
export const usualSigning = (key: KeyPair): Signing => ({
  ...{ parts: ['Assertion'], key },
  signature: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  digest: 'http://www.w3.org/2001/04/xmlenc#sha256',
});

const places = {
  Response: "/*[local-name(.)='Response']",
  Assertion: "/*[local-name(.)='Response']/*[local-name(.)='Assertion']",
};

/** Makes a portal of the test's own. */
export function makeSamlPortal(
  idp = 'https://portail.exemple.fr/saml/metadata',
  ssoUrl = 'https://portail.exemple.fr/saml/singleSignOn',
): SamlPortal {
  const key = makeCertificate();
  const usual = (): Said => ({
    ...{ inResponseTo: '', issuer: idp, audience: entityId, recipient: acs, destination: acs },
    ...{ nameId: 'f81d4fae', format: persistent, attributes: {}, sessionIndex: 's-1' },
    ...{ issued: 0, notBefore: -30, notOnOrAfter: 120, status: 'Success' },
    id: randomUUID(),
  });
  const body = key.certificate.replace(/-----.*-----|\s/g, '');
  return {
    ...{ idp, ssoUrl, key },
    metadata: `<?xml version="1.0"?><!-- Un portail d’essai --><EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="${idp}"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${body}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></KeyDescriptor><SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://portail.exemple.fr/saml/singleLogout" ResponseLocation="https://portail.exemple.fr/saml/singleLogoutReturn"/><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://portail.exemple.fr/saml/post"/><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${ssoUrl}"/></IDPSSODescriptor></EntityDescriptor>`,
    sign: (said = {}, { edit = (xml: string) => xml, ...how } = {}) => {
      const signing = { ...usualSigning(key), ...how };
      const xml = edit(answerXml({ ...usual(), ...said }));
      return signing.parts.reduce(
        (signed, part) => signElement(signed, places[part], signing),
        xml,
      );
    },
  };
}
