import { sql } from 'kysely';
import type { Viewer } from '../people/person.ts';
import type { Db } from '../tables.ts';
import { visibleTickets } from '../tickets/ticket-access.ts';
import { hintChannel } from './hints.ts';

/** Marks as read everything a person was told up to a notice, or about one ticket, or both; tells how many were not. */
export async function markNoticesRead(
  db: Db,
  { personId, upToId, ticketNumber }: { personId: number; upToId?: number; ticketNumber?: number },
  now: Temporal.Instant,
): Promise<number> {
  const marked = db
    .updateTable('notice')
    .set({ read_at: now })
    .where('person_id', '=', personId)
    .where('read_at', 'is', null)
    .$if(upToId !== undefined, (query) => query.where('id', '<=', upToId ?? 0))
    .$if(ticketNumber !== undefined, (query) =>
      query.where('ticket_number', '=', ticketNumber ?? 0),
    )
    .returning('id');
  // Their other windows count again: the hint leaves with the marks, in one statement.
  const payload = JSON.stringify({ people: [personId] });
  const { rows } = await sql<{ count: number }>`with marked as (${marked})
    select count(*) as count, case when count(*) > 0 then pg_notify(${hintChannel}, ${payload}) end
    from marked`.execute(db);
  return rows[0]?.count ?? 0;
}

/**
 * Counts what a person was told after a notice, or ever, and has not read, on tickets they still see; 100 stands for
 * « more than 99 ».
 */
export async function countUnreadNotices(db: Db, viewer: Viewer, afterId = 0): Promise<number> {
  const unread = visibleTickets(db, viewer)
    .innerJoin('notice', 'notice.ticket_number', 'ticket.number')
    .select('notice.id')
    .where('notice.person_id', '=', viewer.id)
    .where('notice.read_at', 'is', null)
    .where('notice.id', '>', afterId)
    .limit(100)
    .as('unread');
  const { count } = await db
    .selectFrom(unread)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** How long a notice stays once it was read. */
export const keptDays = 90;

/** Forgets the notices read long ago, and gives how many. */
export async function sweepNotices(db: Db, now: Temporal.Instant): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('notice')
    .where('read_at', '<', now.subtract({ hours: keptDays * 24 }))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
