import { readXml, type XmlElement, XmlFault } from '../platform/xml/read-xml.ts';
import { type Attributes, gatherAttributes } from './claims.ts';
import type { EntryReason } from './door.ts';

/** What a server of CAS says of a ticket. */
export type CasAnswer =
  | { outcome: 'valid'; user: string; attributes: Attributes }
  | { outcome: 'refused'; reason: EntryReason; detail: string };

const cas = 'http://www.yale.edu/tp/cas';
const samlProtocol = 'urn:oasis:names:tc:SAML:2.0:protocol';
const longestUser = 200;
/** A portal names one ticket, or few; each is a search of ours, and anybody may send a form. */
const mostEnded = 20;

const refused = (reason: EntryReason, detail: string): CasAnswer => ({
  outcome: 'refused',
  reason,
  detail,
});
const unreadable = (detail: string): CasAnswer => refused('answer_unreadable', detail);

/** Reads the answer to a validation: one success with one user, or one failure; anything else is not an answer. */
export function readCasAnswer(text: string): CasAnswer {
  try {
    return readResponse(readXml(text));
  } catch (error) {
    if (error instanceof XmlFault) return unreadable(error.message);
    throw error;
  }
}

const named = (parent: XmlElement, name: string): XmlElement[] =>
  parent.children.filter((child) => child.uri === cas && child.name === name);

function readResponse(root: XmlElement): CasAnswer {
  if (root.uri !== cas || root.name !== 'serviceResponse') return unreadable('not-cas');
  const [answer, another] = root.children;
  if (answer === undefined || another !== undefined || answer.uri !== cas) {
    return unreadable('not-one-answer');
  }
  if (answer.name === 'authenticationSuccess') return readSuccess(answer);
  if (answer.name === 'authenticationFailure') return readFailure(answer);
  return unreadable('unknown-answer');
}

function readSuccess(success: XmlElement): CasAnswer {
  // Somebody between the person and us: nobody was told of it.
  if (named(success, 'proxies').length > 0) return refused('proxy_refused', 'proxies');
  const [user, otherUser] = named(success, 'user');
  if (user === undefined) return unreadable('no-user');
  if (otherUser !== undefined) return unreadable('two-users');
  const name = user.text.trim();
  if (
    user.children.length > 0 ||
    name === '' ||
    name.length > longestUser ||
    /\p{Cc}/u.test(name)
  ) {
    return unreadable('user');
  }
  const [attributes, otherAttributes] = named(success, 'attributes');
  if (otherAttributes !== undefined) return unreadable('two-attributes');
  const pairs = (attributes?.children ?? []).map((one) => [one.name, one.text] as const);
  return { outcome: 'valid', user: name, attributes: gatherAttributes(pairs) };
}

/** The codes of the protocol that mean something else than a ticket that is unknown, old or used. */
const reasons: Readonly<Record<string, EntryReason>> = {
  INVALID_SERVICE: 'wrong_service',
  INVALID_TICKET_SPEC: 'proxy_refused',
};

function readFailure(failure: XmlElement): CasAnswer {
  const code = failure.attributes.get('code') ?? '';
  const reason = Object.hasOwn(reasons, code) ? reasons[code] : undefined;
  return refused(reason ?? 'portal_refused', code);
}

/** Reads which sessions of the portal are over, from what it sends when somebody signs out there; none when unreadable. */
export function readLogoutRequest(text: string): string[] {
  try {
    const root = readXml(text);
    if (root.uri !== samlProtocol || root.name !== 'LogoutRequest') return [];
    const tickets = root.children
      .filter(({ uri, name }) => uri === samlProtocol && name === 'SessionIndex')
      .map((index) => index.text.trim())
      .filter(Boolean);
    return tickets.length > mostEnded ? [] : tickets;
  } catch (error) {
    if (error instanceof XmlFault) return [];
    throw error;
  }
}
