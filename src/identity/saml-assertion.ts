import { createHash } from 'node:crypto';
import type { XmlElement } from '../platform/xml/read-xml.ts';
import { type Attributes, gatherAttributes } from './claims.ts';
import { requestName, type SamlParties } from './saml-answer.ts';
import { namesOf } from './saml-attributes.ts';
import { checkAge, checkWindow } from './saml-times.ts';
import { attributeOf, childOf, childrenOf, isElement, readMessage, SamlFault } from './saml-xml.ts';

/** What a portal calls somebody, and how. */
export type NameId = { value: string; format: string; qualifier: string; serviceQualifier: string };

/** Somebody as a portal says they are, once its signature was checked. */
export type SamlPerson = {
  /** Stands for this assertion, which is taken once. */
  id: string;
  /** When its age alone will have it refused. */
  until: Temporal.Instant;
  nameId: NameId | null;
  /** What the portal calls its session. */
  sessionIndex: string | null;
  attributes: Attributes;
};

/** What must be said, and when it is read. */
export type Expected = SamlParties & { state: string; now: Temporal.Instant };

const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

/** Reads an assertion from the very letters that were signed: of this portal, for us, for this entry, of now. */
export function readAssertion(signed: string, expected: Expected): SamlPerson {
  const root = readMessage(signed);
  if (!isElement(root, 'saml', 'Assertion') || attributeOf(root, 'Version') !== '2.0') {
    throw new SamlFault('answer_untrusted', 'not-an-assertion');
  }
  if (childOf(root, 'saml', 'Issuer')?.text.trim() !== expected.idp) {
    throw new SamlFault('answer_untrusted', 'issuer');
  }
  const until = checkAge(root, expected.now);
  const subject = childOf(root, 'saml', 'Subject');
  if (subject === null) throw new SamlFault('answer_unreadable', 'no-subject');
  checkConfirmation(subject, expected);
  checkConditions(root, expected);
  const [statement] = childrenOf(root, 'saml', 'AuthnStatement');
  if (statement === undefined) throw new SamlFault('answer_untrusted', 'no-authentication');
  return {
    id: createHash('sha256').update(attributeOf(root, 'ID')).digest('base64url'),
    until,
    nameId: nameIdOf(subject),
    sessionIndex: attributeOf(statement, 'SessionIndex') || null,
    attributes: attributesOf(root),
  };
}

/** It was given to whoever brings it, here, in answer to this request. */
function checkConfirmation(subject: XmlElement, { acs, state, now }: Expected): void {
  const confirmation = childrenOf(subject, 'saml', 'SubjectConfirmation').filter(
    (one) => attributeOf(one, 'Method') === bearer,
  );
  const [one, another] = confirmation;
  if (one === undefined || another !== undefined) {
    throw new SamlFault('answer_untrusted', 'confirmation');
  }
  const data = childOf(one, 'saml', 'SubjectConfirmationData');
  if (data === null || attributeOf(data, 'NotOnOrAfter') === '') {
    throw new SamlFault('answer_untrusted', 'confirmation');
  }
  if (attributeOf(data, 'Recipient') !== acs) throw new SamlFault('wrong_service', 'recipient');
  if (attributeOf(data, 'InResponseTo') !== requestName(state)) {
    throw new SamlFault('answer_untrusted', 'InResponseTo');
  }
  checkWindow(data, now);
}

function checkConditions(assertion: XmlElement, { entityId, now }: Expected): void {
  const conditions = childOf(assertion, 'saml', 'Conditions');
  const restrictions =
    conditions === null ? [] : childrenOf(conditions, 'saml', 'AudienceRestriction');
  const isForUs = restrictions.every((restriction) =>
    childrenOf(restriction, 'saml', 'Audience').some(({ text }) => text.trim() === entityId),
  );
  if (conditions === null || restrictions.length === 0 || !isForUs) {
    throw new SamlFault('wrong_service', 'audience');
  }
  checkWindow(conditions, now);
}

/** Reads what somebody is called; null when it is not said, or not in clear. */
export function nameIdOf(subject: XmlElement): NameId | null {
  const name = childOf(subject, 'saml', 'NameID');
  if (name === null) return null;
  if (name.children.length > 0) throw new SamlFault('answer_unreadable', 'NameID');
  return {
    value: name.text.trim(),
    format: attributeOf(name, 'Format'),
    qualifier: attributeOf(name, 'NameQualifier'),
    serviceQualifier: attributeOf(name, 'SPNameQualifier'),
  };
}

function attributesOf(assertion: XmlElement): Attributes {
  const attributes = childrenOf(assertion, 'saml', 'AttributeStatement').flatMap((statement) =>
    childrenOf(statement, 'saml', 'Attribute'),
  );
  const pairs = attributes.flatMap((attribute) => {
    const values = childrenOf(attribute, 'saml', 'AttributeValue').map(({ text }) => text);
    const names = namesOf(attributeOf(attribute, 'Name'), attributeOf(attribute, 'FriendlyName'));
    return names.flatMap((name) => values.map((value) => [name, value] as const));
  });
  return gatherAttributes(pairs);
}
