import { X509Certificate } from 'node:crypto';
import { isSafeAddress } from './config-portal.ts';
import { readXml, type XmlElement, XmlFault } from './platform/xml/read-xml.ts';

/** What a portal says of itself: its name, where one signs in and out, and the certificates of the keys it signs with. */
export type SamlPortalMetadata = {
  idp: string;
  ssoUrl: string;
  /** Null: it does not say. */
  sloUrl: string | null;
  /** Where it wants to hear that somebody was signed out here; null: nowhere. */
  sloReturnUrl: string | null;
  certificates: readonly string[];
};

const saml = 'urn:oasis:names:tc:SAML:2.0';
const dsig = 'http://www.w3.org/2000/09/xmldsig#';

/** Reads the metadata of a portal; of several, the one that is asked for. Null when they do not say where to sign in. */
export function readSamlMetadata(text: string, wanted?: string): SamlPortalMetadata | null {
  try {
    const portals = portalsIn(readXml(text.replace(/^\uFEFF/, '')));
    const found = portals.filter(({ idp }) => wanted === undefined || idp === wanted);
    return found.length === 1 ? (found[0] ?? null) : null;
  } catch (error) {
    if (error instanceof XmlFault) return null;
    throw error;
  }
}

const metadata = (element: XmlElement, name: string): boolean =>
  element.uri === `${saml}:metadata` && element.name === name;

const within = (parent: XmlElement, name: string): XmlElement[] =>
  parent.children.filter((child) => metadata(child, name));

function portalsIn(element: XmlElement): SamlPortalMetadata[] {
  if (metadata(element, 'EntitiesDescriptor')) return element.children.flatMap(portalsIn);
  if (!metadata(element, 'EntityDescriptor')) return [];
  const idp = element.attributes.get('entityID') ?? '';
  return within(element, 'IDPSSODescriptor').flatMap((role) => {
    const certificates = certificatesOf(role);
    const ssoUrl = addressOf(serviceOf(role, 'SingleSignOnService'), 'Location');
    if (idp === '' || ssoUrl === null || certificates.length === 0) return [];
    const logout = serviceOf(role, 'SingleLogoutService');
    const sloUrl = addressOf(logout, 'Location');
    const sloReturnUrl = addressOf(logout, 'ResponseLocation') ?? sloUrl;
    return [{ idp, ssoUrl, sloUrl, sloReturnUrl, certificates }];
  });
}

const serviceOf = (role: XmlElement, service: string): XmlElement | undefined =>
  within(role, service).find(
    ({ attributes }) => attributes.get('Binding') === `${saml}:bindings:HTTP-Redirect`,
  );

function addressOf(service: XmlElement | undefined, name: string): string | null {
  const address = service?.attributes.get(name) ?? '';
  return isSafeAddress(address) ? address : null;
}

function certificatesOf(role: XmlElement): string[] {
  return within(role, 'KeyDescriptor')
    .filter(({ attributes }) => attributes.get('use') !== 'encryption')
    .flatMap((key) => named(key, 'X509Certificate'))
    .flatMap(({ text }) => readCertificate(Buffer.from(text, 'base64')) ?? []);
}

const named = (element: XmlElement, name: string): XmlElement[] =>
  element.children.flatMap((child) =>
    child.uri === dsig && child.name === name ? [child] : named(child, name),
  );

/** Gives a certificate in its usual text form; null when it is none, or not of an RSA key: no other is checked. */
export function readCertificate(bytes: Buffer | string): string | null {
  try {
    const certificate = new X509Certificate(bytes);
    return certificate.publicKey.asymmetricKeyType === 'rsa' ? certificate.toString() : null;
  } catch {
    return null;
  }
}
