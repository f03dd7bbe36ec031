import { sql } from 'kysely';
import type { Db } from '../../src/domain/tables.ts';

/** What a ticket says, as the database cuts it: number and subject, description and answers, messages, file names. */
export type Said = {
  number: number;
  subject: string;
  description: string;
  answers: string;
  /** Newest first, as the database reads them. */
  messages: readonly string[];
  files: readonly string[];
};

/** As the parser of the database cuts: whatever is not ASCII is a letter, apostrophes and guillemets included. */
const token = /[a-zA-Z0-9\u0080-\uffff]+/g;
const hyphened = /[\p{L}\p{N}_]+(?:-[\p{L}\p{N}_]+)+/gu;

/** Cuts a text into the words of a document: what hyphens join comes again in one word, after the rest. */
function wordsIn(text: string): string[] {
  const words = text.normalize('NFKC').match(token) ?? [];
  if (!text.includes('-')) return words;
  const joined = [...text.matchAll(hyphened)].flatMap(([whole]) =>
    whole.replaceAll('-', '').replaceAll('_', ' ').split(' '),
  );
  return [...words, ...joined];
}

/** A word as written, and what it is looked for by: nothing when it is too common, null while it is not known. */
type Entry = { readonly word: string; lexeme: string | null };

/** A ticket cut into words, section by section. */
export type Cut = { number: number; sections: readonly (readonly Entry[])[] };

/**
 * Makes the documents of the search as `read_ticket_words` would, ten times quicker: each word is given to the
 * dictionaries of the database once. The check after loading compares documents with those of the function.
 */
export function lexicon(db: Db) {
  const entries = new Map<string, Entry>();
  let unknown: Entry[] = [];
  const entryOf = (word: string): Entry => {
    const known = entries.get(word);
    if (known !== undefined) return known;
    const entry = { word, lexeme: null };
    entries.set(word, entry);
    unknown.push(entry);
    return entry;
  };
  return {
    /** Every word met, as written. */
    words: (): string[] => [...entries.keys()],
    cut: ({ number, subject, description, answers, messages, files }: Said): Cut => ({
      number,
      sections: [subject, `${description} ${answers}`, messages.join(' '), files.join(' ')].map(
        (text) => wordsIn(text).map(entryOf),
      ),
    }),
    /** Asks the database for the words met for the first time. */
    learn: async (): Promise<void> => {
      const asked = unknown;
      unknown = [];
      if (asked.length === 0) return;
      const { rows } = await sql<{ lexeme: string | null }>`
        select (select min(lexeme) from unnest(search_words(word))) as lexeme
        from unnest(${asked.map(({ word }) => word)}::text[]) with ordinality as asked (word, place)
        order by place`.execute(db);
      for (const [place, entry] of asked.entries()) {
        entry.lexeme = (rows[place]?.lexeme ?? '').replaceAll("'", "''");
      }
    },
    document: documentOf,
  };
}

const weights = ['A', 'B', 'C', ''];

/** Places of words as the database writes them, by weight: the same ones come back with every ticket. */
const placeTexts: readonly string[][] = weights.map(() => []);

/** The document of a ticket, as text; what it says has been learned. */
function documentOf({ number, sections }: Cut): string {
  const places = new Map<string, string>([[String(number), '1A']]);
  let [start, furthest] = [1, 1];
  for (const [index, section] of sections.entries()) {
    const weight = weights[index] ?? '';
    const texts = placeTexts[index] ?? [];
    let place = start;
    for (const { lexeme } of section) {
      place += 1;
      if (lexeme === null || lexeme === '') continue;
      const here = (texts[place] ??= `${String(place)}${weight}`);
      const before = places.get(lexeme);
      places.set(lexeme, before === undefined ? here : `${before},${here}`);
      furthest = place;
    }
    start = furthest;
  }
  let text = '';
  for (const [lexeme, where] of places) text += `'${lexeme}':${where} `;
  return text;
}
