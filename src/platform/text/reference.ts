import { randomBytes } from 'node:crypto';

/** Makes what a page shows to be quoted, so that what happened is found again: ten signs one can dictate. */
export const makeReference = (): string => randomBytes(5).toString('hex').toUpperCase();
