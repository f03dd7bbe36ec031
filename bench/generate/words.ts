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
const token = /[a-z0-9\u0080-\u{10ffff}]+/giu;
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

/** A ticket cut into words, section by section. */
export type Cut = { number: number; sections: readonly (readonly string[])[] };

export function cut({ number, subject, description, answers, messages, files }: Said): Cut {
  return {
    number,
    sections: [
      wordsIn(subject),
      wordsIn(`${description} ${answers}`),
      wordsIn(messages.join(' ')),
      wordsIn(files.join(' ')),
    ],
  };
}

/**
 * Makes the documents of the search as `read_ticket_words` would, ten times quicker: each word is given to the
 * dictionaries of the database once. The check after loading compares documents with those of the function.
 */
export function lexicon(db: Db) {
  const lexemes = new Map<string, string>();
  return {
    /** Every word met, as written. */
    words: (): string[] => [...lexemes.keys()],
    /** Asks the database for the words met for the first time. */
    learn: async (cuts: readonly Cut[]): Promise<void> => {
      const unknown = new Set<string>();
      for (const { sections } of cuts) {
        for (const section of sections) {
          for (const word of section) if (!lexemes.has(word)) unknown.add(word);
        }
      }
      if (unknown.size === 0) return;
      const { rows } = await sql<{ word: string; lexeme: string | null }>`
        select word, (select min(lexeme) from unnest(search_words(word))) as lexeme
        from unnest(${[...unknown]}::text[]) as word`.execute(db);
      for (const { word, lexeme } of rows) lexemes.set(word, (lexeme ?? '').replaceAll("'", "''"));
    },
    document: ({ number, sections }: Cut): string => documentOf(lexemes, number, sections),
  };
}

const weights = ['A', 'B', 'C', ''];

function documentOf(
  lexemes: ReadonlyMap<string, string>,
  number: number,
  sections: Cut['sections'],
): string {
  const places = new Map<string, string>([[String(number), '1A']]);
  let [start, furthest] = [1, 1];
  for (const [index, section] of sections.entries()) {
    const weight = weights[index] ?? '';
    let place = start;
    for (const word of section) {
      place += 1;
      const lexeme = lexemes.get(word);
      if (!lexeme) continue;
      const before = places.get(lexeme);
      const here = `${String(place)}${weight}`;
      places.set(lexeme, before === undefined ? here : `${before},${here}`);
      furthest = place;
    }
    start = furthest;
  }
  let text = '';
  for (const [lexeme, where] of places) text += `'${lexeme}':${where} `;
  return text;
}
