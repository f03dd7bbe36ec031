import { sql } from 'kysely';
import type { Viewer } from '../people/person.ts';
import type { Db } from '../tables.ts';
import { visibleTickets } from '../tickets/ticket-access.ts';

/** Something a person is told about a ticket they may see. */
export interface Notice {
  readonly id: number;
  readonly kind: string;
  readonly number: number;
  readonly subject: string;
  readonly at: Temporal.Instant;
  readonly isRead: boolean;
  /** Who did it; null: the desk itself. */
  readonly actor: { readonly firstName: string; readonly lastName: string } | null;
  /** The ticket is one they follow for themselves, not one they work on. */
  readonly isOwn: boolean;
  /** assign: the ticket was given to this very person. */
  readonly isGivenToThem: boolean;
}

/** Lists what a person was told, newest first, from before a given notice on. A ticket they no longer see is not there. */
export async function listNotices(
  db: Db,
  {
    viewer,
    beforeId = null,
    limit = 50,
  }: { viewer: Viewer; beforeId?: number | null; limit?: number },
): Promise<Notice[]> {
  return visibleTickets(db, viewer)
    .innerJoin('notice', 'notice.ticket_number', 'ticket.number')
    .innerJoin('ticket_event', 'ticket_event.id', 'notice.event_id')
    .leftJoin('person as actor', 'actor.id', 'ticket_event.actor_id')
    .select([
      'notice.id',
      'notice.kind',
      'ticket.number',
      'ticket.subject',
      'notice.created_at as at',
      sql<boolean>`notice.read_at is not null`.as('isRead'),
      sql<Notice['actor']>`case when actor.id is not null then jsonb_build_object(
        'firstName', actor.first_name, 'lastName', actor.last_name) end`.as('actor'),
      sql<boolean>`(ticket.requester_id = ${viewer.id} or ticket.submitted_by_id = ${viewer.id})`.as(
        'isOwn',
      ),
      sql<boolean>`(coalesce(ticket_event.data->>'holderId', ticket_event.data->>'assigneeId') = ${String(viewer.id)})
        is true`.as('isGivenToThem'),
    ])
    .where('notice.person_id', '=', viewer.id)
    .$if(beforeId !== null, (query) => query.where('notice.id', '<', beforeId ?? 0))
    .orderBy('notice.id', 'desc')
    .limit(limit)
    .execute();
}

/** Marks as read everything a person was told up to a notice, or about one ticket; tells how many were not. */
export async function markNoticesRead(
  db: Db,
  { personId, upToId, ticketNumber }: { personId: number; upToId?: number; ticketNumber?: number },
  now: Temporal.Instant,
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('notice')
    .set({ read_at: now })
    .where('person_id', '=', personId)
    .where('read_at', 'is', null)
    .$if(upToId !== undefined, (query) => query.where('id', '<=', upToId ?? 0))
    .$if(ticketNumber !== undefined, (query) =>
      query.where('ticket_number', '=', ticketNumber ?? 0),
    )
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** Counts what a person was told and has not read, on tickets they still see; 100 stands for « more than 99 ». */
export async function countUnreadNotices(db: Db, viewer: Viewer): Promise<number> {
  const unread = visibleTickets(db, viewer)
    .innerJoin('notice', 'notice.ticket_number', 'ticket.number')
    .select('notice.id')
    .where('notice.person_id', '=', viewer.id)
    .where('notice.read_at', 'is', null)
    .limit(100)
    .as('unread');
  const { count } = await db
    .selectFrom(unread)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
