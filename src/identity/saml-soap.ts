import { randomBytes } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import type { SamlKey } from '../config-saml-files.ts';
import { quoted } from './saml-metadata.ts';
import { isElement, readMessage, SamlFault } from './saml-xml.ts';

const soap = 'http://schemas.xmlsoap.org/soap/envelope/';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** Takes a request out of its envelope, as the document that was signed before it was put there. */
export function openEnvelope(text: string): string {
  const envelope = readMessage(text);
  const [body] = envelope.children.filter(({ uri, name }) => uri === soap && name === 'Body');
  const [request, another] = body?.children ?? [];
  if (
    request === undefined ||
    another !== undefined ||
    !isElement(request, 'samlp', 'LogoutRequest')
  ) {
    throw new SamlFault('answer_unreadable', 'envelope');
  }
  return withSpaces(text.slice(request.from, request.to), text.slice(0, request.from));
}

/**
 * Gives a document the prefixes that its envelope had declared: the form in which it was signed writes them where they
 * are used, and any other meaning of theirs would be seen by the signature.
 */
function withSpaces(document: string, before: string): string {
  const [start = ''] = /^<[^>]*/.exec(document) ?? [];
  const declared = (tags: string) =>
    new Map(
      [...tags.matchAll(/\s(xmlns(?::[\w-]+)?)\s*=\s*("[^"]*"|'[^']*')/g)].map(
        ([, name = '', value = '']) => [name, value],
      ),
    );
  const own = declared(start);
  const missing = [...declared(before)].filter(([name]) => !own.has(name));
  return document.replace(/^<[^\s>]*/, (open) =>
    [open, ...missing.map((pair) => pair.join('='))].join(' '),
  );
}

/** The answer that goes back by the same way: they are signed out. Signed when we have a key. */
export function answerEnvelope(
  { entityId, request }: { entityId: string; request: string },
  key: SamlKey | null,
  now: Temporal.Instant,
): string {
  const answer = `<samlp:LogoutResponse xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_${randomBytes(20).toString('hex')}" Version="2.0" IssueInstant="${now.round('second').toString()}" InResponseTo="${quoted(request)}"><saml:Issuer>${quoted(entityId)}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status></samlp:LogoutResponse>`;
  const sent = key === null ? answer : sign(answer, key);
  return `<soap:Envelope xmlns:soap="${soap}"><soap:Body>${sent}</soap:Body></soap:Envelope>`;
}

function sign(answer: string, { privateKey, certificate }: SamlKey): string {
  const signer = new SignedXml({
    privateKey,
    publicCert: certificate,
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: exclusive,
  });
  signer.addReference({
    xpath: '/*',
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', exclusive],
  });
  const issuer = "/*/*[local-name(.)='Issuer']";
  signer.computeSignature(answer, { location: { reference: issuer, action: 'after' } });
  return signer.getSignedXml();
}
