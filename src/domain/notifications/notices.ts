import { sql } from 'kysely';
import { teamIdsOf, type Viewer } from '../people/person.ts';
import { findViewer } from '../people/viewer-queries.ts';
import type { Db } from '../tables.ts';
import { visibleTickets } from '../tickets/ticket-access.ts';
import { reachingEvent, type Seen } from '../tickets/ticket-reading.ts';
import { hintChannel } from './hints.ts';

type Told = { personId: number; upToId?: number; ticketNumber?: number };

const marking = (db: Db, { personId, upToId, ticketNumber }: Told, now: Temporal.Instant) =>
  db
    .updateTable('notice')
    .set({ read_at: now })
    .where('person_id', '=', personId)
    .where('read_at', 'is', null)
    .$if(upToId !== undefined, (query) => query.where('id', '<=', upToId ?? 0))
    .$if(ticketNumber !== undefined, (query) =>
      query.where('ticket_number', '=', ticketNumber ?? 0),
    )
    .returning('id');

/** How many were marked. The person’s other windows count again: the hint leaves with the marks, in one statement. */
const countMarked = (personId: number) => sql`
  select count(*) as count, case when count(*) > 0
    then pg_notify(${hintChannel}, ${JSON.stringify({ people: [personId] })}) end
  from marked`;

/** Marks as read everything a person was told up to a notice, or about one ticket, or both; tells how many were not. */
export async function markNoticesRead(db: Db, told: Told, now: Temporal.Instant): Promise<number> {
  const { rows } = await sql<{ count: number }>`with marked as (${marking(db, told, now)})
    ${countMarked(told.personId)}`.execute(db);
  return rows[0]?.count ?? 0;
}

/**
 * Remembers how far a person has seen a ticket, and that they read what they were told of it up to a notice, in one
 * statement; tells how many notices that was.
 */
export async function seeTicket(
  db: Db,
  { noticeId, ...seen }: Seen & { noticeId: number },
  now: Temporal.Instant,
): Promise<number> {
  const { personId, number } = seen;
  const { rows } = await sql<{ count: number }>`
    with seen as (${reachingEvent(db, seen)}),
      marked as (${marking(db, { personId, ticketNumber: number, upToId: noticeId }, now)})
    ${countMarked(personId)}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** A hundred stands for « more than 99 ». */
const mostCounted = 100;

/**
 * Counts what a person was told after a notice, or ever, and has not read, on tickets they still see; 100 stands for
 * « more than 99 ». A ticket is looked at only where the notice alone does not tell that they see it.
 */
export async function countUnreadNotices(db: Db, viewer: Viewer, afterId = 0): Promise<number> {
  const teamIds = teamIdsOf(viewer);
  const unread = sql`notice.person_id = ${viewer.id} and notice.read_at is null
    and notice.id > ${afterId}`;
  // Free tickets were, and so will always have been, those of the team that was told.
  const ofTeams = sql<boolean>`notice.team_id = any(${teamIds}::bigint[])`;
  const others = visibleTickets(db, viewer)
    .innerJoin('notice', 'notice.ticket_number', 'ticket.number')
    .where(sql<boolean>`${unread} and (${ofTeams}) is not true`)
    .select(sql`1`.as('one'))
    .limit(mostCounted);
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      (select 1 from notice where ${unread} and ${ofTeams} limit ${sql.lit(mostCounted)})
      union all (${others})
      limit ${sql.lit(mostCounted)}
    ) unread`.execute(db);
  return rows[0]?.count ?? 0;
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

/** So that no statement lasts: they are not beside one another. */
const forgottenAtOnce = 2_000;

/** Forgets what somebody was told of tickets they no longer see, since they left a team; gives how many notices. */
export async function forgetUnseenNotices(
  db: Db,
  { personId }: { personId: number },
): Promise<number> {
  const viewer = await findViewer(db, personId);
  if (viewer === undefined) return 0;
  const seen = visibleTickets(db, viewer)
    .select('ticket.number')
    .where('ticket.number', '=', sql.ref<number>('told.ticket_number'));
  let forgotten = 0;
  for (let after: number | null = 0; after !== null; ) {
    const { rows } = await sql<{ last: number | null; count: number }>`
      with told as (
        select id, ticket_number from notice where person_id = ${personId} and ticket_number > ${after}
        order by ticket_number fetch first ${sql.lit(forgottenAtOnce)} rows with ties),
      gone as (
        delete from notice where id in (select id from told where not exists (${seen})) returning id)
      select (select max(ticket_number) from told) as last, count(*) as count from gone`.execute(
      db,
    );
    forgotten += rows[0]?.count ?? 0;
    after = rows[0]?.last ?? null;
  }
  return forgotten;
}
