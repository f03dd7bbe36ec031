import { readXml, type XmlElement, XmlFault } from '../platform/xml/read-xml.ts';
import type { EntryReason } from './door.ts';

/** What a portal sent that lets nobody in: why, in our words, and a code for the administrator. */
export class SamlFault extends Error {
  override readonly name = 'SamlFault';
  readonly reason: EntryReason;
  readonly detail: string;

  constructor(reason: EntryReason, detail: string) {
    super(`${reason} ${detail}`);
    this.reason = reason;
    this.detail = detail;
  }
}

const spaces = {
  samlp: 'urn:oasis:names:tc:SAML:2.0:protocol',
  saml: 'urn:oasis:names:tc:SAML:2.0:assertion',
} as const;
type Space = keyof typeof spaces;

/** Reads a message of the protocol: nothing in it that two readers could read in two ways. */
export function readMessage(text: string): XmlElement {
  try {
    return readXml(text, { bare: true });
  } catch (error) {
    if (error instanceof XmlFault) throw new SamlFault('answer_unreadable', error.message);
    throw error;
  }
}

/** Says whether an element is this one of the protocol. */
export const isElement = (element: XmlElement, space: Space, name: string): boolean =>
  element.uri === spaces[space] && element.name === name;

/** Gives the children that are this element of the protocol. */
export const childrenOf = (parent: XmlElement, space: Space, name: string): XmlElement[] =>
  parent.children.filter((child) => isElement(child, space, name));

/** Gives the only child that is this element of the protocol; null when there is none, a fault when there are several. */
export function childOf(parent: XmlElement, space: Space, name: string): XmlElement | null {
  const [one, another] = childrenOf(parent, space, name);
  if (another !== undefined) throw new SamlFault('answer_unreadable', `two-${name}`);
  return one ?? null;
}

/** Gives an attribute of an element; empty when it has none. */
export const attributeOf = (element: XmlElement | null, name: string): string =>
  element?.attributes.get(name) ?? '';

/** Gives every element of a message, itself first. */
export function* everyElement(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const child of element.children) yield* everyElement(child);
}
