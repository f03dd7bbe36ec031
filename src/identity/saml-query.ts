import { verify } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { SamlFault } from './saml-xml.ts';

/** What came in an address, by a redirection, and was signed as it was written there. */
export type SignedQuery = { text: string; relayState: string };

const algorithms: Readonly<Record<string, string>> = {
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512': 'sha512',
};
const mostBytes = 262_144;

/** Opens a request that came in an address: signed by the portal, to the letter, each part of it once. */
export function openQuery(address: string, certificates: readonly string[]): SignedQuery {
  const raw = readRaw(address);
  const value = (name: string): string => decode(raw.get(name) ?? '');
  const algorithm = algorithms[value('SigAlg')];
  if (algorithm === undefined) throw new SamlFault('answer_untrusted', 'alg');
  const signed = ['SAMLRequest', 'RelayState', 'SigAlg']
    .filter((name) => raw.has(name))
    .map((name) => `${name}=${raw.get(name) ?? ''}`)
    .join('&');
  const signature = Buffer.from(value('Signature'), 'base64');
  const isSigned = certificates.some((key) =>
    verify(algorithm, Buffer.from(signed), key, signature),
  );
  if (!isSigned) throw new SamlFault('answer_untrusted', 'signature');
  return { text: inflate(value('SAMLRequest')), relayState: value('RelayState') };
}

function readRaw(address: string): Map<string, string> {
  const raw = new Map<string, string>();
  for (const part of address.slice(address.indexOf('?') + 1).split('&')) {
    const [name = '', ...rest] = part.split('=');
    if (raw.has(name)) throw new SamlFault('answer_unreadable', 'twice');
    raw.set(name, rest.join('='));
  }
  return raw;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new SamlFault('answer_unreadable', 'percent');
  }
}

function inflate(packed: string): string {
  try {
    const bytes = inflateRawSync(Buffer.from(packed, 'base64'), { maxOutputLength: mostBytes });
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new SamlFault('answer_unreadable', 'deflate');
  }
}
