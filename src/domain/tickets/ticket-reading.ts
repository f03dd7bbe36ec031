import type { Db } from '../tables.ts';

/** What a person has seen of a ticket before they open it. */
export interface ReadSoFar {
  /** 0 when they never opened it. */
  readonly lastReadEventId: number;
  /** The last thing they were told about it and have not read; 0 when there is none. */
  readonly lastUnreadNoticeId: number;
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
      eb.fn
        .coalesce(
          eb
            .selectFrom('notice')
            .select((notice) => notice.fn.max('id').as('id'))
            .where('ticket_number', '=', number)
            .where('person_id', '=', personId)
            .where('read_at', 'is', null),
          eb.lit(0),
        )
        .as('lastUnreadNoticeId'),
    ])
    .executeTakeFirstOrThrow();
}

/** How far somebody has seen what happened to a ticket. */
export type Seen = {
  readonly number: number;
  readonly personId: number;
  /** The last event they were shown: what came meanwhile is still new to them. */
  readonly eventId: number;
};

/** Remembers how far a person has seen what happened to a ticket. */
export async function markRead(db: Db, seen: Seen): Promise<void> {
  await reachingEvent(db, seen).execute();
}

/** The statement of markRead, to be sent with others. */
export function reachingEvent(db: Db, { number, personId, eventId }: Seen) {
  return db
    .insertInto('ticket_read')
    .values({ ticket_number: number, person_id: personId, last_event_id: eventId })
    .onConflict((conflict) =>
      conflict
        .columns(['ticket_number', 'person_id'])
        .doUpdateSet((eb) => ({ last_event_id: eb.ref('excluded.last_event_id') }))
        .whereRef('ticket_read.last_event_id', '<', 'excluded.last_event_id'),
    );
}
