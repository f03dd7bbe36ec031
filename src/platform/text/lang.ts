/** The languages people read the product in; French is the source. */
export type Lang = 'fr' | 'en';

/** Keeps a number and its unit, or a word and its punctuation, on the same line. */
export const NO_BREAK_SPACE = '\u00A0';
