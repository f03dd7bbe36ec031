import { randomUUID, sign } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { deskUrl } from './entry.ts';
import {
  instant,
  type SamlPortal,
  type Signing,
  signElement,
  usualSigning,
} from './saml-portal.ts';

/** What a portal says of somebody who signed out; a test changes what it wants of it. */
export type SaidOut = {
  id: string;
  issuer: string;
  destination: string;
  nameId: string;
  sessionIndexes: readonly string[];
  /** Seconds from now. */
  issued: number;
};

export const slo = `${deskUrl}/connexion/saml/fin`;

/** A request to end sessions, signed by nobody. */
export function logoutXml(portal: SamlPortal, said: Partial<SaidOut> = {}): string {
  const { id, issuer, destination, nameId, sessionIndexes, issued }: SaidOut = {
    ...{ id: `_L${randomUUID()}`, issuer: portal.idp, destination: slo, nameId: 'f81d4fae' },
    ...{ sessionIndexes: ['s-1'], issued: 0, ...said },
  };
  const indexes = sessionIndexes.map((one) => `<samlp:SessionIndex>${one}</samlp:SessionIndex>`);
  return `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${id}" Version="2.0" IssueInstant="${instant(issued)}" Destination="${destination}"><saml:Issuer>${issuer}</saml:Issuer><saml:NameID>${nameId}</saml:NameID>${indexes.join('')}</samlp:LogoutRequest>`;
}

/** The same, signed within. */
export const signedLogout = (
  portal: SamlPortal,
  said: Partial<SaidOut> = {},
  how: Partial<Signing> = {},
): string =>
  signElement(logoutXml(portal, said), "/*[local-name(.)='LogoutRequest']", {
    ...usualSigning(portal.key),
    ...how,
  });

/** The same in the envelope of servers that speak to one another, which declares what is common. */
export function enveloped(xml: string): string {
  const spaces: string[] = xml.match(/ xmlns:saml[p]?="[^"]*"/g) ?? [];
  const request = spaces.reduce((text, space) => text.replace(space, ''), xml);
  return `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"${[...new Set(spaces)].join('')}><s:Body>${request}</s:Body></s:Envelope>`;
}

/** A request in an address, signed beside. */
export function logoutQuery(
  portal: SamlPortal,
  xml: string,
  { relayState = '', algorithm = 'sha256', key = portal.key } = {},
): string {
  const name = `http://www.w3.org/${algorithm === 'sha1' ? '2000/09/xmldsig' : '2001/04/xmldsig-more'}#rsa-${algorithm}`;
  const parts = [
    `SAMLRequest=${encodeURIComponent(deflateRawSync(xml).toString('base64'))}`,
    ...(relayState === '' ? [] : [`RelayState=${encodeURIComponent(relayState)}`]),
    `SigAlg=${encodeURIComponent(name)}`,
  ];
  const signature = sign(algorithm, Buffer.from(parts.join('&')), key.privateKey);
  return `${parts.join('&')}&Signature=${encodeURIComponent(signature.toString('base64'))}`;
}
