import type { Db } from '../tables.ts';

/** Finds the last event a person has seen of a ticket; 0 when they never opened it. */
export async function lastReadEvent(
  db: Db,
  { number, personId }: { number: number; personId: number },
): Promise<number> {
  const row = await db
    .selectFrom('ticket_read')
    .select('last_event_id')
    .where('ticket_number', '=', number)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row?.last_event_id ?? 0;
}
