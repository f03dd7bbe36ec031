import { sql } from 'kysely';
import { readTogether } from '../../platform/db/read-together.ts';
import { NotFound } from '../../platform/errors.ts';
import { readDelayBook } from '../calendar/calendar-queries.ts';
import type { DelayBook } from '../calendar/delay-book.ts';
import type { Membership, Viewer } from '../people/person.ts';
import type { Db } from '../tables.ts';
import { holdingMemberships } from '../teams/team-queries.ts';
import type { TicketFacts } from './ticket.ts';
import { formerTeamIds, isParticipant, isVisibleTo, relationTo } from './ticket-access.ts';
import { readEvents, type TicketEvent } from './ticket-event.ts';
import type { Actor } from './transition.ts';

/** A ticket nobody else can change until the end of the transaction, with its whole history. */
export interface LockedTicket extends TicketFacts {
  readonly number: number;
  readonly requesterId: number;
  readonly submittedById: number;
  readonly siteId: number | null;
  readonly organisationUnitId: number | null;
  readonly channel: 'web' | 'email' | 'phone' | 'api';
  readonly subject: string;
  readonly submittedAt: Temporal.Instant;
  readonly takenAt: Temporal.Instant | null;
  readonly resumeAt: Temporal.Instant | null;
  readonly expireAt: Temporal.Instant | null;
  readonly closeAt: Temporal.Instant | null;
  readonly remindAt: Temporal.Instant | null;
  readonly events: readonly TicketEvent[];
  /** The hours and promises of the desk, as they stand. */
  readonly book: DelayBook;
}

const holderHasLeft = sql<boolean>`(ticket.holder_id is not null and not exists (
  select 1 from team_member
  join person on person.id = team_member.person_id and person.status = 'active'
  where team_member.team_id = ticket.team_id
    and team_member.person_id = ticket.holder_id
    and team_member.active))`;

/**
 * Locks a ticket for an act and tells who the actor is to it; NotFound when they may not see it.
 * The lock is taken first, in a statement of its own, so that what is read after it is the last word on the ticket.
 */
export async function lockTicket(
  db: Db,
  number: number,
  who: Viewer | 'system',
): Promise<{ ticket: LockedTicket; actor: Actor }> {
  await locking(number).execute(db);
  return readLocked(db, number, who);
}

/**
 * The same for who acts: their places in their teams, as they are now, are held first. Their page may have been opened
 * when they were in others.
 */
export async function lockTicketFor(
  db: Db,
  number: number,
  who: Viewer | 'system',
): Promise<{ ticket: LockedTicket; actor: Actor }> {
  if (who === 'system' || who.memberships.length === 0) return lockTicket(db, number, who);
  // Their rows are locked by the condition that is asked of the ticket’s, hence before it.
  const { rows } = await sql<{ teamId: number | null; role: Membership['role'] }>`
    with place as materialized (${holdingMemberships(db, who.id)}),
      locked as materialized (${locking(number, sql`(select count(*) from place) >= 0`)})
    select place."teamId", place.role from locked left join place on true order by 1`.execute(db);
  const memberships = rows.flatMap(({ teamId, role }) => (teamId === null ? [] : { teamId, role }));
  return readLocked(db, number, { ...who, memberships });
}

const locking = (number: number, first = sql`true`) => sql`
  select number from ticket where number = ${number} and ${first} for no key update`;

async function readLocked(
  db: Db,
  number: number,
  who: Viewer | 'system',
): Promise<{ ticket: LockedTicket; actor: Actor }> {
  const found = (one: Db) =>
    one
      .selectFrom('ticket')
      .innerJoin('person as requester', 'requester.id', 'ticket.requester_id')
      .select([
        'ticket.number',
        'ticket.state',
        'ticket.team_id',
        'ticket.category_id',
        'ticket.priority',
        'ticket.holder_id',
        'ticket.assignee_id',
        'ticket.requester_id',
        'ticket.submitted_by_id',
        'ticket.site_id',
        'requester.organisation_unit_id',
        'ticket.channel',
        'ticket.subject',
        'ticket.submitted_at',
        'ticket.taken_at',
        'ticket.closed_at',
        'ticket.resume_at',
        'ticket.expire_at',
        'ticket.close_at',
        'ticket.remind_at',
        holderHasLeft.as('holder_has_left'),
        formerTeamIds.as('former_team_ids'),
        isParticipant(who === 'system' ? 0 : who.id).as('is_participant'),
      ])
      .where('ticket.number', '=', number)
      .$if(who !== 'system', (query) => query.where(isVisibleTo(who as Viewer)))
      .executeTakeFirst();
  const [row, events, book] = await readTogether(db, (one) =>
    Promise.all([found(one), readEvents(one, number), readDelayBook(one)]),
  );
  if (row === undefined) throw new NotFound(`ticket ${String(number)}`);
  const ticket: LockedTicket = {
    number: row.number,
    state: row.state,
    teamId: row.team_id,
    categoryId: row.category_id,
    priority: row.priority,
    holderId: row.holder_id,
    assigneeId: row.assignee_id,
    holderHasLeft: row.holder_has_left,
    closedAt: row.closed_at,
    requesterId: row.requester_id,
    submittedById: row.submitted_by_id,
    siteId: row.site_id,
    organisationUnitId: row.organisation_unit_id,
    channel: row.channel,
    subject: row.subject,
    submittedAt: row.submitted_at,
    takenAt: row.taken_at,
    resumeAt: row.resume_at,
    expireAt: row.expire_at,
    closeAt: row.close_at,
    remindAt: row.remind_at,
    ...{ events, book },
  };
  if (who === 'system') return { ticket, actor: { kind: 'system' } };
  const relation = relationTo(who, {
    requesterId: row.requester_id,
    submittedById: row.submitted_by_id,
    teamId: row.team_id,
    isParticipant: row.is_participant,
    formerTeamIds: row.former_team_ids,
  });
  return { ticket, actor: { kind: 'person', id: who.id, relation } };
}
