import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const cipher = 'aes-256-gcm';
const [ivBytes, tagBytes] = [12, 16];

/** Derives from a secret the key of one purpose, which says nothing of the secret nor of another key. */
export const sealingKey = (secret: string, purpose: string): string =>
  Buffer.from(hkdfSync('sha256', secret, '', purpose, 32)).toString('base64url');

/** Seals a text, so that only who has the key reads it. */
export function seal(key: string, text: string): string {
  const iv = randomBytes(ivBytes);
  const sealing = createCipheriv(cipher, Buffer.from(key, 'base64url'), iv);
  const body = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
  return Buffer.concat([iv, sealing.getAuthTag(), body]).toString('base64url');
}

/** Opens what was sealed; null when the key, or a letter of it, is another. */
export function unseal(key: string, sealed: string): string | null {
  const bytes = Buffer.from(sealed, 'base64url');
  const tagEnd = ivBytes + tagBytes;
  try {
    const opening = createDecipheriv(
      cipher,
      Buffer.from(key, 'base64url'),
      bytes.subarray(0, ivBytes),
      { authTagLength: tagBytes },
    );
    opening.setAuthTag(bytes.subarray(ivBytes, tagEnd));
    return Buffer.concat([opening.update(bytes.subarray(tagEnd)), opening.final()]).toString();
  } catch {
    return null;
  }
}
