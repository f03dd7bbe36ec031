import { randomBytes } from 'node:crypto';

/** Makes what a page shows to be quoted, so that what happened is found again: ten signs one can dictate. */
export const makeReference = (): string => randomBytes(5).toString('hex').toUpperCase();

/** Finds in what somebody dictated — « réf. 3F A2 91 0C 5E » — the reference a page gave; null when there is none. */
export function referenceIn(text: string): string | null {
  const signs = text
    .toUpperCase()
    .replace(/^R[ÉE]F\p{L}*\.?\s*:?/u, '')
    .replace(/[\s.-]/g, '');
  return /^[0-9A-F]{10}$/.test(signs) ? signs : null;
}
