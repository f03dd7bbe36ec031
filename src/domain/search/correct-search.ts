import { sql } from 'kysely';
import { editDistance, fold, similarWords } from '../../platform/text/compare.ts';
import type { Db } from '../tables.ts';
import { searchTickets, type TicketSearch } from './search-tickets.ts';

const mostWords = 6;
const mostCandidates = 4;
/** Shorter words have too few letters to be recognised once misspelled. */
const shortest = 4;

/** A typed word, and those it may have been meant to be, the likeliest first. */
interface Guess {
  readonly typed: string;
  readonly candidates: readonly string[];
}

/**
 * Finds what a search was meant to be when its words are misspelled: each word replaced by one that people have
 * written, the likeliest. Null unless a ticket that this person may see holds the words as corrected: a word of other
 * people's tickets is never told.
 */
export async function correctSearch(
  db: Db,
  search: TicketSearch,
  now: Temporal.Instant,
): Promise<string[] | null> {
  const guesses = await guessWords(db, search.wanted);
  if (guesses.every(({ candidates }) => candidates.length === 0)) return null;
  const either = search.wanted.map((text) => {
    const guess = guesses.find(({ typed }) => typed === text);
    return guess ? [text, ...guess.candidates].join('|') : text;
  });
  const found = await searchTickets(db, { ...search, wanted: either, before: null }, now);
  const numbers = found.rows.map(({ number }) => number);
  const seen = await wordsIn(db, numbers, [...new Set(guesses.flatMap((one) => one.candidates))]);
  const corrected = search.wanted.map((text) => {
    const guess = guesses.find(({ typed }) => typed === text);
    return guess?.candidates.find((word) => seen.has(word)) ?? text;
  });
  return corrected.some((word, index) => word !== search.wanted[index]) ? corrected : null;
}

async function guessWords(db: Db, wanted: readonly string[]): Promise<Guess[]> {
  const typed = wanted.filter((text) => /^[a-z]+$/.test(fold(text)) && text.length >= shortest);
  if (typed.length === 0) return [];
  const folded = typed.slice(0, mostWords).map(fold);
  const { rows } = await sql<{ typed: string; word: string }>`
    select typed, alike.word from unnest(${folded}::text[]) as typed
    cross join lateral (
      select search_word.word from search_word where search_word.word % typed
        -- A plural or a feminine finds the same tickets: it is no other word.
        and search_query(array[search_word.word], '{}') <> search_query(array[typed], '{}')
      order by similarity(search_word.word, typed) desc, search_word.word limit 20) as alike`.execute(
    db,
  );
  return typed.slice(0, mostWords).map((text) => {
    const word = fold(text);
    const alike = rows.filter((row) => row.typed === word).map((row) => row.word);
    return { typed: text, candidates: likeliest(word, alike) };
  });
}

/** The words that a few slips of the keyboard make of this one, the fewest slips first. */
function likeliest(typed: string, alike: readonly string[]): string[] {
  const slips = (word: string) => editDistance(typed, word, 2) ?? 3;
  return alike
    .filter((word) => word !== typed && similarWords(word, typed))
    .sort((a, b) => slips(a) - slips(b))
    .slice(0, mostCandidates);
}

/** Which of these words are in tickets that were found. */
async function wordsIn(
  db: Db,
  numbers: readonly number[],
  words: readonly string[],
): Promise<ReadonlySet<string>> {
  if (numbers.length === 0) return new Set();
  const { rows } = await sql<{ word: string }>`
    select word from unnest(${[...words]}::text[]) as word
    where exists (select 1 from ticket_words
      where ticket_words.ticket_number = any(${[...numbers]}::bigint[])
        and ticket_words.words @@ search_query(array[word], '{}'))`.execute(db);
  return new Set(rows.map(({ word }) => word));
}
