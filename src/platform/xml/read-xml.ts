import { SaxesParser } from 'saxes';

/** A document that is not taken: why, in one word. */
export class XmlFault extends Error {
  override readonly name = 'XmlFault';
}

/**
 * An element: its namespace and name, its attributes without a namespace, its own text, what it holds; and where it
 * stands in the letters of its document, from its first to after its last.
 */
export type XmlElement = {
  uri: string;
  name: string;
  attributes: ReadonlyMap<string, string>;
  text: string;
  children: XmlElement[];
  from: number;
  to: number;
};

const mostCharacters = 262_144;
const mostElements = 2_000;
const deepest = 20;

/**
 * Reads a small document from another server, and nothing unusual in it: no document type, so no entity but the five
 * of the language, no instruction, well formed to the last character. `bare`: no comment either, which could cut in two
 * what another reader takes for one text.
 */
export function readXml(text: string, { bare = false } = {}): XmlElement {
  if (text.length > mostCharacters) throw new XmlFault('too-long');
  const parser = new SaxesParser({ xmlns: true });
  const nothing = { text: '', children: [], from: 0, to: 0 };
  const root: XmlElement = { uri: '', name: '', attributes: new Map(), ...nothing };
  const open = [root];
  let from = 0;
  let elements = 0;
  const here = (): XmlElement => open.at(-1) ?? root;
  const refuse = (why: string) => (): never => {
    throw new XmlFault(why);
  };
  const add = (part: string): void => {
    here().text += part;
  };
  parser.on('error', refuse('not-well-formed'));
  parser.on('doctype', refuse('doctype'));
  parser.on('processinginstruction', refuse('instruction'));
  if (bare) parser.on('comment', refuse('comment'));
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('opentagstart', () => {
    // Only the name has been read, which holds no other.
    from = text.lastIndexOf('<', parser.position - 1);
  });
  parser.on('opentag', (tag) => {
    elements += 1;
    if (elements > mostElements || open.length > deepest) throw new XmlFault('too-large');
    const attributes = new Map(
      Object.values(tag.attributes)
        .filter(({ uri }) => uri === '')
        .map(({ local, value }) => [local, value]),
    );
    const { uri, local: name } = tag;
    const element = { uri, name, attributes, text: '', children: [], from, to: from };
    here().children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => {
    here().to = parser.position;
    open.pop();
  });
  parser.write(text).close();
  const [document] = root.children;
  if (document === undefined) throw new XmlFault('empty');
  return document;
}
