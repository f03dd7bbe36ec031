import type { XmlElement } from '../platform/xml/read-xml.ts';
import {
  attributeOf,
  childOf,
  everyElement,
  isElement,
  readMessage,
  SamlFault,
} from './saml-xml.ts';

/** Who answers, and where: by the names of the configuration. */
export type SamlParties = {
  /** What the portal calls itself. */
  idp: string;
  /** What we call ourselves. */
  entityId: string;
  /** Our address that answers are sent to. */
  acs: string;
  /** Our address where it says that somebody signed out. */
  slo: string;
};

/** An answer that looks like one: nothing that it says is believed yet. */
export type SamlAnswer = {
  text: string;
  /** The state of the entry it says it answers. */
  state: string;
};

const success = 'urn:oasis:names:tc:SAML:2.0:status:Success';

/**
 * Opens what a browser brought from the portal, and refuses at once what is not an answer to us that could be checked:
 * another form, more than one assertion anywhere in it, a signature of another time.
 */
export function openAnswer(text: string, { idp, acs }: SamlParties): SamlAnswer {
  const root = readMessage(text);
  if (!isElement(root, 'samlp', 'Response') || attributeOf(root, 'Version') !== '2.0') {
    throw new SamlFault('answer_unreadable', 'not-saml');
  }
  refuseFailure(root);
  const issuer = childOf(root, 'saml', 'Issuer');
  if (issuer !== null && issuer.text.trim() !== idp) {
    throw new SamlFault('answer_untrusted', 'issuer');
  }
  const destination = attributeOf(root, 'Destination');
  if (destination !== '' && destination !== acs)
    throw new SamlFault('wrong_service', 'destination');
  refuseOddForms(root);
  return { text, state: stateOf(root) };
}

/** Reads the letters of a message from a form; the library is given the same, and none that only one of us would skip. */
export function decodeMessage(posted: string): string {
  const packed = posted.replace(/[\r\n]/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(packed)) throw new SamlFault('answer_unreadable', 'base64');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(packed, 'base64'));
  } catch {
    throw new SamlFault('answer_unreadable', 'not-utf-8');
  }
}

/** A portal that says no seldom signs it; believing it lets nobody in. */
function refuseFailure(root: XmlElement): void {
  const status = childOf(root, 'samlp', 'Status');
  const code = status && childOf(status, 'samlp', 'StatusCode');
  if (code === null) throw new SamlFault('answer_unreadable', 'no-status');
  const value = attributeOf(code, 'Value');
  if (value === success) return;
  const precise = attributeOf(childOf(code, 'samlp', 'StatusCode'), 'Value') || value;
  throw new SamlFault('portal_refused', precise.split(':').at(-1) ?? '');
}

/** By the name of the element that says which way something was signed. */
const ways: Readonly<Record<string, readonly string[]>> = {
  SignatureMethod: [
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
    'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
  ],
  DigestMethod: [
    'http://www.w3.org/2001/04/xmlenc#sha256',
    'http://www.w3.org/2001/04/xmlenc#sha512',
  ],
  CanonicalizationMethod: ['http://www.w3.org/2001/10/xml-exc-c14n#'],
  Transform: [
    'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
    'http://www.w3.org/2001/10/xml-exc-c14n#',
  ],
};

/** Looks at every signature, wherever it stands and whatever it is about. */
export function refuseOldSignatures(root: XmlElement): void {
  for (const element of everyElement(root)) {
    const known = Object.hasOwn(ways, element.name) ? ways[element.name] : undefined;
    if (known && !known.includes(attributeOf(element, 'Algorithm'))) {
      throw new SamlFault('answer_untrusted', `alg:${element.name}`);
    }
  }
}

/** Where a second assertion could be taken for the first, there is none; what is still encrypted, nobody here reads. */
function refuseOddForms(root: XmlElement): void {
  const names = [...everyElement(root)].map(({ name }) => name);
  const count = (name: string): number => names.filter((one) => one === name).length;
  if (names.some((name) => name.startsWith('Encrypted'))) {
    throw new SamlFault('answer_unreadable', 'encrypted');
  }
  if (count('Assertion') !== 1) {
    throw new SamlFault(
      'answer_untrusted',
      count('Assertion') === 0 ? 'no-assertion' : 'assertions',
    );
  }
  if (count('Response') !== 1) throw new SamlFault('answer_untrusted', 'responses');
  if (count('Signature') === 0) throw new SamlFault('answer_untrusted', 'not-signed');
  refuseOldSignatures(root);
}

/** Our requests are called by the state of their entry, after a letter: a name may not begin with a digit. */
export const requestName = (state: string): string => `_${state}`;

function stateOf(root: XmlElement): string {
  const answered = attributeOf(root, 'InResponseTo');
  if (answered === '') throw new SamlFault('unsolicited', 'InResponseTo');
  const [, state] = /^_([\w-]{32})$/.exec(answered) ?? [];
  if (state === undefined) throw new SamlFault('entry_lost', 'InResponseTo');
  return state;
}
