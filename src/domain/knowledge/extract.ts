import { fold } from '../../platform/text/compare.ts';
import { formsOf, isSpelled, likeness, searchedWords, type WordForms } from './search-articles.ts';

/** A piece of a text, and whether it is a word that was looked for. */
export type Piece = { text: string; isFound: boolean };

const anyWord = /[\p{L}\p{M}\p{N}]+/gu;
/** Many times the words of a page. */
const mostKnown = 20_000;

/** A word that was looked for, and whether it is spelled as it was typed. */
type Met = { typed: string; isSpelled: boolean };
type Place = Met & { start: number; end: number };

/** What is looked for, and what each word met so far is of it: the texts of one page have the same words again and again. */
type Sought = {
  searched: string;
  typed: readonly WordForms[];
  known: Map<string, Met | undefined>;
};

let last: Sought | undefined;

function soughtIn(searched: string): Sought {
  if (last?.searched !== searched) {
    last = { searched, typed: searchedWords(searched).map(formsOf), known: new Map() };
  }
  return last;
}

function placesIn(text: string, searched: string): Place[] {
  const { typed, known } = soughtIn(searched);
  const places: Place[] = [];
  if (typed.length === 0) return places;
  for (const { 0: word, index } of text.matchAll(anyWord)) {
    let found = known.get(word);
    if (found === undefined && !known.has(word)) {
      found = metBy(typed, formsOf(fold(word)));
      if (known.size < mostKnown) known.set(word, found);
    }
    if (found !== undefined) places.push({ ...found, start: index, end: index + word.length });
  }
  // A word that the text has is not sought in those that resemble it: « câble » is no « table » misspelled.
  const spelled = new Set(places.filter((one) => one.isSpelled).map((one) => one.typed));
  return places.filter((one) => one.isSpelled || !spelled.has(one.typed));
}

/** The typed word that a word of the text stands for: one spelled as it is, else one misspelled. */
function metBy(typed: readonly WordForms[], known: WordForms): Met | undefined {
  let near: Met | undefined;
  for (const one of typed) {
    const like = likeness(one, known);
    if (isSpelled(like)) return { typed: one.word, isSpelled: true };
    if (like > 0) near ??= { typed: one.word, isSpelled: false };
  }
  return near;
}

function piecesOf(text: string, places: readonly Place[]): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { start, end } of places) {
    if (start > from) pieces.push({ text: text.slice(from, start), isFound: false });
    pieces.push({ text: text.slice(start, end), isFound: true });
    from = end;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), isFound: false });
  return pieces;
}

/** Cuts a text into pieces so that the words that were looked for can be marked; joined again they are the text. */
export function highlight(text: string, searched: string): Piece[] {
  return piecesOf(text, placesIn(text, searched));
}

/** Reads the lines of a text as one: where a line ends without a sign, a title or the item of a list, a dot stands. */
function inOneLine(text: string): string {
  if (!text.includes('\n')) return text;
  return text.replace(/(?<=[.!?…:;,])\s*\n\s*/g, ' ').replace(/(?<!\s)\s*\n\s*/g, ' · ');
}

const around = 60;
/** A word that is everywhere is not worth weighing every place of. */
const mostPlaces = 100;

/** Takes out of a text the part that has the most of the words looked for, about `length` characters, marked. */
export function extractOf(text: string, searched: string, length = 200): Piece[] {
  const line = inOneLine(text);
  const places = placesIn(line, searched);
  let best = { from: 0, count: 0 };
  for (const [index, { start }] of places.slice(0, mostPlaces).entries()) {
    const within = places
      .slice(index, index + mostPlaces)
      .filter(({ end }) => end <= start + length - around);
    const count = new Set(within.map(({ typed }) => typed)).size;
    if (count > best.count) best = { from: Math.max(0, start - around), count };
  }
  const { from, to } = wholeWords(line, best.from, best.from + length);
  const inside = places
    .filter(({ start, end }) => start >= from && end <= to)
    .map((place) => ({ ...place, start: place.start - from, end: place.end - from }));
  const pieces = piecesOf(line.slice(from, to), inside);
  if (from > 0) pieces.unshift({ text: '… ', isFound: false });
  if (to < line.length) pieces.push({ text: ' …', isFound: false });
  return pieces;
}

/** Moves the ends of a cut to the nearest spaces inside it; a word too long for that is cut. */
function wholeWords(text: string, start: number, end: number): { from: number; to: number } {
  const space = start === 0 ? -1 : text.indexOf(' ', start);
  const from = start === 0 || space === -1 || space - start > around ? start : space + 1;
  if (end >= text.length) return { from, to: text.length };
  const last = text.lastIndexOf(' ', end);
  return { from, to: last <= from ? end : last };
}

/** The first words of a text, cut between two of them. */
export function openingOf(text: string, length = 140): string {
  const line = inOneLine(text);
  const { to } = wholeWords(line, 0, length);
  return to < line.length ? `${line.slice(0, to)} …` : line;
}
