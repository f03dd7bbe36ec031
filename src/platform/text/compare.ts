// Letters that Unicode does not decompose, and that people type without their mark (as PostgreSQL's unaccent does).
const PLAIN: Record<string, string> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ς: 'σ',
  '’': "'",
  '‘': "'",
};
const PLAIN_LETTERS = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'g');
const ACCENTS = /[\u0300-\u036F]/g;
const ASCII = /^[\0-\x7F]*$/;

/** Reduces a text to what matters when comparing: lower case, no accent, no ligature, straight apostrophe. */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  // Decomposed on both sides of the lower case: ℡ opens into capitals, İ lowers into i and a dot.
  return text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .replace(PLAIN_LETTERS, (letter) => PLAIN[letter] ?? letter);
}

/** Splits a text into its folded words, in order: « L’imprimante HS ! » gives l, imprimante, hs. */
export function words(text: string): string[] {
  return fold(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/**
 * Counts the letters to add, drop, change or swap with their neighbour to go from one word to the other
 * (both as given: fold them first). Null when it takes more than the limit.
 */
export function editDistance(a: string, b: string, limit: number): number | null {
  const from = [...a];
  const to = [...b];
  if (Math.abs(from.length - to.length) > limit) return null;
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const line = nextLine({ from, to, row, last, beforeLast });
    if (Math.min(...line) > limit) return null;
    beforeLast = last;
    last = line;
  }
  const distance = last[to.length] ?? 0;
  return distance <= limit ? distance : null;
}

type Step = { from: string[]; to: string[]; row: number; last: number[]; beforeLast: number[] };

function nextLine({ from, to, row, last, beforeLast }: Step): number[] {
  const at = (line: number[], column: number) => line[column] ?? Number.POSITIVE_INFINITY;
  const line = [row];
  for (let column = 1; column <= to.length; column++) {
    const same = from[row - 1] === to[column - 1];
    let cost = Math.min(
      at(last, column) + 1,
      at(line, column - 1) + 1,
      at(last, column - 1) + (same ? 0 : 1),
    );
    const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
    if (swapped && row > 1) cost = Math.min(cost, at(beforeLast, column - 2) + 1);
    line.push(cost);
  }
  return line;
}

const LONGEST_WORD = 40;

function toleratedMistakes(length: number): number {
  if (length < 4) return 0;
  return length < 8 ? 1 : 2;
}

/** The letters of a word, each one bit; letters may share one, so that words never look farther apart than they are. */
function lettersOf(word: string): number {
  let bits = 0;
  for (let index = 0; index < word.length; index++) bits |= 1 << (word.charCodeAt(index) & 31);
  return bits;
}

function countBits(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}

/** The same as `similarWords`, of words that are folded already: for whoever compares one with thousands. */
export function similarFolded(left: string, right: string): boolean {
  if (left === right) return true;
  const longest = Math.max(left.length, right.length);
  // Cost grows with the square of the length, and no word is that long.
  if (longest > LONGEST_WORD) return false;
  const limit = toleratedMistakes(Math.min(left.length, right.length));
  if (limit === 0 || Math.abs(left.length - right.length) > 2 * limit) return false;
  // A mistake takes away one letter at most and brings one at most: most words are told apart without being read.
  if (countBits(lettersOf(left) ^ lettersOf(right)) > 2 * limit) return false;
  return editDistance(left, right, limit) !== null;
}

/**
 * Says whether two words are likely the same one misspelled (« imprimente », « clavire »): one mistake from
 * 4 letters on, two from 8 on, none in shorter words where a letter makes another word.
 */
export function similarWords(a: string, b: string): boolean {
  return similarFolded(fold(a), fold(b));
}
