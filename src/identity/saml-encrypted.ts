import { constants, createDecipheriv, privateDecrypt } from 'node:crypto';
import type { SamlKey } from '../config-saml-files.ts';
import type { XmlElement } from '../platform/xml/read-xml.ts';
import { attributeOf, childrenOf, everyElement, readMessage, SamlFault } from './saml-xml.ts';

const enc = 'http://www.w3.org/2001/04/xmlenc#';
const enc11 = 'http://www.w3.org/2009/xmlenc11#';

/** Ciphers that show when they were tampered with: an answer to any other would say something of what it holds. */
export const ciphers = { [`${enc11}aes128-gcm`]: 128, [`${enc11}aes256-gcm`]: 256 } as const;
/** Ways to hand over their key, and the sums each goes with: both of its sums must be the same. */
export const transports = {
  [`${enc}rsa-oaep-mgf1p`]: { '': 'sha1', 'http://www.w3.org/2000/09/xmldsig#sha1': 'sha1' },
  [`${enc11}rsa-oaep`]: { [`${enc}sha256`]: 'sha256' },
} as const;
const maskOf = `${enc11}mgf1sha256`;

const ivBytes = 12;
const tagBytes = 16;

/**
 * Puts the assertion that was encrypted for us in its place, to be looked at like any other; an answer without one stays
 * as it is.
 */
export function openEncrypted(text: string, key: SamlKey): string {
  const root = readMessage(text);
  const [one, another] = childrenOf(root, 'saml', 'EncryptedAssertion');
  if (one === undefined) return text;
  if (another !== undefined) throw new SamlFault('answer_untrusted', 'assertions');
  const assertion = decryptAssertion(one, key).replace(/^\uFEFF?<\?xml[^>]*\?>\s*/, '');
  return text.slice(0, one.from) + assertion + text.slice(one.to);
}

function decryptAssertion(encrypted: XmlElement, { privateKey }: SamlKey): string {
  const data = onlyOne(encrypted, 'EncryptedData');
  const wrapped = onlyOne(encrypted, 'EncryptedKey');
  const bits = lookUp(ciphers, methodOf(data), 'alg:EncryptedData');
  const oaepHash = sumOf(wrapped);
  try {
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    const key = privateDecrypt({ key: privateKey, padding, oaepHash }, cipherValue(wrapped));
    const bytes = cipherValue(data);
    const iv = bytes.subarray(0, ivBytes);
    const options = { authTagLength: tagBytes };
    const decipher = createDecipheriv(`aes-${bits}-gcm`, key, iv, options);
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    const plain = [decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()];
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(plain));
  } catch {
    // Whatever it was, the page says the same: nothing is to be learnt from it.
    throw new SamlFault('answer_untrusted', 'decryption');
  }
}

function onlyOne(encrypted: XmlElement, name: string): XmlElement {
  const found = [...everyElement(encrypted)].filter((one) => one.uri === enc && one.name === name);
  const [one, another] = found;
  if (one === undefined || another !== undefined) throw new SamlFault('answer_unreadable', name);
  return one;
}

const childNamed = (parent: XmlElement | undefined, name: string): XmlElement | undefined =>
  parent?.children.find((child) => child.name === name);

const methodOf = (element: XmlElement): string =>
  attributeOf(childNamed(element, 'EncryptionMethod') ?? null, 'Algorithm');

function lookUp<Value>(table: Readonly<Record<string, Value>>, name: string, why: string): Value {
  const value = Object.hasOwn(table, name) ? table[name] : undefined;
  if (value === undefined) throw new SamlFault('answer_untrusted', why);
  return value;
}

function sumOf(wrapped: XmlElement): string {
  const why = 'alg:EncryptedKey';
  const transport = methodOf(wrapped);
  const method = childNamed(wrapped, 'EncryptionMethod');
  const digest = attributeOf(childNamed(method, 'DigestMethod') ?? null, 'Algorithm');
  const sum = lookUp<string>(
    lookUp<Record<string, string>>(transports, transport, why),
    digest,
    why,
  );
  const mask = attributeOf(childNamed(method, 'MGF') ?? null, 'Algorithm');
  if (sum === 'sha256' && mask !== maskOf) throw new SamlFault('answer_untrusted', why);
  return sum;
}

function cipherValue(element: XmlElement): Buffer {
  const value = childNamed(childNamed(element, 'CipherData'), 'CipherValue')?.text ?? '';
  return Buffer.from(value, 'base64');
}
