import { sql } from 'kysely';
import type { Db } from '../tables.ts';

/** Learns the words that people wrote on a ticket, to recognise them misspelled. Doing it twice changes nothing. */
export async function learnWords(db: Db, { number }: { number: number }): Promise<void> {
  // In order: two jobs at once that learn the same words wait for each other and never both ways.
  await sql`
    insert into search_word (word)
    select word from words_of_ticket(${number}::bigint) as word order by word
    on conflict do nothing`.execute(db);
}
