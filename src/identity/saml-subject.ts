import type { SamlConfig } from '../config-saml.ts';
import type { Attributes } from './claims.ts';
import { isName } from './is-name.ts';
import type { SamlPerson } from './saml-assertion.ts';
import { SamlFault } from './saml-xml.ts';

/** Names that are another one tomorrow, or somebody else's one day. */
const passing = [
  'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
  'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
];

/**
 * Whose word an identity of this door is. A portal may call itself the same in another protocol, where its names are
 * given in another way; and what one attribute calls somebody says nothing of what another does.
 */
export const identityIssuer = ({ idp, subject }: SamlConfig): string =>
  subject === null ? `saml:${idp}` : `saml:${idp}#${subject}`;

/** Gives what the portal never gives to anybody else. */
export function subjectOf({ subject }: SamlConfig, { nameId, attributes }: SamlPerson): string {
  if (subject !== null) {
    const [value = '', another] = new Set(attributes.get(subject.toLowerCase()));
    if (value.trim() === '') throw new SamlFault('claim_missing', subject);
    if (another !== undefined || !isName(value.trim()))
      throw new SamlFault('claim_invalid', subject);
    return value.trim();
  }
  if (nameId === null || nameId.value === '') throw new SamlFault('claim_missing', 'NameID');
  if (passing.includes(nameId.format)) {
    throw new SamlFault('subject_unstable', nameId.format.split(':').at(-1) ?? '');
  }
  if (!isName(nameId.value)) throw new SamlFault('claim_invalid', 'NameID');
  return nameId.value;
}

/** Keeps the attributes that the table of the configuration names: nothing else is written down, even for a moment. */
export function namedAttributes({ claims }: SamlConfig, attributes: Attributes): Attributes {
  const named = new Set(
    Object.values(claims).flatMap((names) => names.map((name) => name.toLowerCase())),
  );
  return new Map([...attributes].filter(([name]) => named.has(name)));
}
