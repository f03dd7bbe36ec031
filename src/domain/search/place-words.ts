import { sql } from 'kysely';
import type { Db } from '../tables.ts';

/** Puts in their place the words that wait in the index of tickets, so that no act of a person has to. */
export async function placeWaitingWords(db: Db): Promise<void> {
  await sql`select place_waiting_words()`.execute(db);
}
