import { sql } from 'kysely';
import type { Db } from '../tables.ts';

/** Learns the words that people wrote on a ticket, to recognise them misspelled. Doing it twice changes nothing. */
export async function learnWords(db: Db, { number }: { number: number }): Promise<void> {
  await learning(sql`select words_of_ticket(${number}::bigint)`).execute(db);
}

/**
 * The statement that learns the words an act brought to a ticket: what it was filed with, or one message and its files.
 * Made to be sent with others.
 */
export function learningWordsOfAct({ number, actId }: { number: number; actId: string }) {
  // Cut into words as `words_of_ticket` does.
  return learning(
    sql`with happened as (
        select act, (data->>'messageId')::bigint as message_id from ticket_event
        where ticket_number = ${number} and act_id = ${actId}::uuid
      ), said as (
        select left(body, 100000) as text from happened join ticket_message on ticket_message.id = message_id
        union all
        select name from attachment
        where ticket_number = ${number} and message_id in (select message_id from happened)
      )
      select found[1]
      from said cross join regexp_matches(fold(search_text(text)), '\\m[a-z]{4,30}\\M', 'g') as found
      union
      select words_of_ticket(${number}::bigint) from happened where act = 'submit'`,
  );
}

/** In order: two jobs at once that learn the same words wait for each other and never both ways. */
const learning = (words: ReturnType<typeof sql>) =>
  sql`insert into search_word (word)
    select word from (${words}) as heard (word) order by word
    on conflict do nothing`;
