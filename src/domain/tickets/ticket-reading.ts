import type { Db } from '../tables.ts';

/** What a person has seen of a ticket before they open it. */
export interface ReadSoFar {
  /** 0 when they never opened it. */
  readonly lastReadEventId: number;
  /** They were told of something about it, and have not read that. */
  readonly hasUnreadNotices: boolean;
}

/** Finds what a person has seen of a ticket so far. */
export async function readSoFar(
  db: Db,
  { number, personId }: { number: number; personId: number },
): Promise<ReadSoFar> {
  return db
    .selectNoFrom((eb) => [
      eb.fn
        .coalesce(
          eb
            .selectFrom('ticket_read')
            .select('last_event_id')
            .where('ticket_number', '=', number)
            .where('person_id', '=', personId),
          eb.lit(0),
        )
        .as('lastReadEventId'),
      eb
        .exists(
          eb
            .selectFrom('notice')
            .select('id')
            .where('ticket_number', '=', number)
            .where('person_id', '=', personId)
            .where('read_at', 'is', null),
        )
        .$castTo<boolean>()
        .as('hasUnreadNotices'),
    ])
    .executeTakeFirstOrThrow();
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
