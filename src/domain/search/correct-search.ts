import { sql } from 'kysely';
import { editDistance, fold, similarFolded } from '../../platform/text/compare.ts';
import { isGrammarWord } from '../catalogue/significant-words.ts';
import type { Db } from '../tables.ts';
import type { TicketSearch } from './matching-tickets.ts';
import { type FoundTickets, searchTickets } from './search-tickets.ts';
import { noFilters } from './understand-search.ts';

const mostWords = 6;
const mostCandidates = 4;
/** Shorter words have too few letters to be recognised once misspelled; no longer one is kept. */
const recognised = /^[a-z]{4,30}$/;

/** A typed word, and what it may have been meant to be, the likeliest first; itself when nothing else is near. */
interface Guess {
  readonly typed: string;
  readonly options: readonly string[];
  /** Somebody has written it, on a ticket that this person may see or not. */
  readonly isWritten: boolean;
}

/** What is to be corrected. */
export interface Correctable {
  readonly search: TicketSearch;
  /** Says whether a word is known to be right, and stays; null when others are asked for, whatever is known. */
  readonly isRight: ((word: string) => boolean) | null;
}

/** What a search was meant to be. */
export interface Correction {
  readonly wanted: readonly string[];
  /** What it finds, when that is known already. */
  readonly tickets: FoundTickets | null;
}

/**
 * Finds what a search was meant to be when its words are misspelled: each word replaced by one that people have
 * written, the likeliest. Null unless a ticket that this person may see holds the words as corrected: a word of other
 * people's tickets is never told. Nor does one keep a word from being replaced: only those they may see do.
 */
export async function correctSearch(
  db: Db,
  { search, isRight }: Correctable,
  now: Temporal.Instant,
): Promise<Correction | null> {
  const guesses = await guessWords(db, search.wanted, isRight ?? (() => false));
  if (guesses.every(({ typed, options }) => options[0] === typed && options.length === 1))
    return null;
  const meant: TicketSearch = {
    ...search,
    wanted: guesses.map(({ options }) => options.join('|')),
    options: [...new Set(guesses.flatMap(({ options }) => options))],
    before: null,
  };
  const tickets = await searchTickets(db, meant, now);
  const wanted = likeliestOf(guesses, tickets);
  if (wanted === undefined || wanted.every((word, index) => word === search.wanted[index])) {
    return null;
  }
  const replaced = guesses.filter(({ typed }, index) => typed !== wanted[index]);
  if (isRight !== null && (await areSeen(db, { search, replaced }, now))) return null;
  const holdsAll = tickets.rows.every(({ holds }) => wanted.every((word) => holds.includes(word)));
  const areAllShown = !tickets.isExact || tickets.count === tickets.rows.length;
  return { wanted, tickets: holdsAll && areAllShown ? tickets : null };
}

/** Whether a ticket that this person may see, whatever the filters, holds a word that would be replaced. */
async function areSeen(
  db: Db,
  { search, replaced }: { search: TicketSearch; replaced: readonly Guess[] },
  now: Temporal.Instant,
): Promise<boolean> {
  const written = replaced.filter(({ isWritten }) => isWritten).map(({ typed }) => typed);
  const isUnfiltered = Object.values(search.filters).every((filter) => filter === null);
  // A word alone was looked for already, and is in no ticket they may see.
  if (written.length === 0 || (search.wanted.length === 1 && isUnfiltered)) return false;
  const asked = { wanted: [written.join('|')], refused: [], filters: noFilters, limit: 1 };
  const { rows } = await searchTickets(db, { ...search, ...asked }, now);
  return rows.length > 0;
}

/** The likeliest words that one of these tickets holds all together. */
function likeliestOf(
  guesses: readonly Guess[],
  { rows }: FoundTickets,
): readonly string[] | undefined {
  const choices = rows.map(({ holds }) => {
    const places = guesses.map(({ options }) => options.findIndex((one) => holds.includes(one)));
    return {
      wanted: guesses.map(({ typed, options }, index) => options[places[index] ?? -1] ?? typed),
      slips: places.reduce((sum, place) => sum + Math.max(place, 0), 0),
    };
  });
  return choices.sort((a, b) => a.slips - b.slips)[0]?.wanted;
}

type Alike = { typed: string; word: string; stem: string; typed_stem: string };

async function guessWords(
  db: Db,
  wanted: readonly string[],
  isRight: (word: string) => boolean,
): Promise<Guess[]> {
  const sought = wanted
    .filter((text) => recognised.test(fold(text)) && !isRight(text))
    .slice(0, mostWords);
  const { rows } =
    sought.length === 0
      ? { rows: [] }
      : await sql<Alike>`
          select typed, alike.word, coalesce((ts_lexize('french_stem', alike.word))[1], '') as stem,
            coalesce((ts_lexize('french_stem', typed))[1], '') as typed_stem
          -- Behind a select: planned once, whatever is typed.
          from unnest((select ${sought.map(fold)}::text[])::text[]) as typed cross join lateral (
            select search_word.word from search_word
            where search_forms(search_word.word) && search_slips(typed)
            order by similarity(search_word.word, typed) desc, search_word.word limit 20) as alike`.execute(
          db,
        );
  const isAlone = wanted.length === 1;
  return wanted.map((text) => {
    const alike = rows.filter(({ typed }) => typed === fold(text));
    // A plural or a feminine finds the same tickets: it is no other word.
    const others = alike.filter(({ stem, typed_stem }) => stem !== typed_stem);
    const candidates = likeliest(fold(text), others);
    const isWritten = others.length < alike.length;
    // Rightly or not: among several words, another one may be the wrong one.
    const asTyped = (isWritten && !isAlone) || candidates.length === 0 ? [text] : [];
    return { typed: text, options: [...asTyped, ...candidates], isWritten };
  });
}

/**
 * The words that a few slips of the keyboard make of this one, the fewest slips first; one for all its forms. None is of
 * grammar: so many ordinary words are one letter away from those, and nobody looks for them.
 */
function likeliest(typed: string, alike: readonly Alike[]): string[] {
  const slips = (word: string) => editDistance(typed, word, 2) ?? 3;
  const near = alike
    .filter(({ word }) => !isGrammarWord(word) && similarFolded(word, typed))
    .sort((a, b) => slips(a.word) - slips(b.word));
  return near
    .filter(({ stem }, index) => near.findIndex((one) => one.stem === stem) === index)
    .slice(0, mostCandidates)
    .map(({ word }) => word);
}
