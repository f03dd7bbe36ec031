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

/** Remembers that a person has seen everything that has happened to a ticket so far. */
export async function markRead(
  db: Db,
  reading: { number: number; personId: number },
): Promise<void> {
  await reachingLastEvent(db, reading).execute();
}

/** The statement of markRead, to be sent with others. */
export function reachingLastEvent(
  db: Db,
  { number, personId }: { number: number; personId: number },
) {
  return db
    .insertInto('ticket_read')
    .columns(['ticket_number', 'person_id', 'last_event_id'])
    .expression((eb) =>
      eb
        .selectFrom('ticket')
        .select((row) => [
          'ticket.number',
          row.val(personId).as('person_id'),
          'ticket.last_event_id',
        ])
        .where('ticket.number', '=', number),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['ticket_number', 'person_id'])
        .doUpdateSet((eb) => ({ last_event_id: eb.ref('excluded.last_event_id') }))
        .whereRef('ticket_read.last_event_id', '<', 'excluded.last_event_id'),
    );
}
