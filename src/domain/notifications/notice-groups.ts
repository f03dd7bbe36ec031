import { sql } from 'kysely';
import type { Viewer } from '../people/person.ts';
import type { Db } from '../tables.ts';
import { visibleTickets } from '../tickets/ticket-access.ts';

/** What a person is told about one ticket they may see. */
export interface NoticeGroup {
  readonly number: number;
  readonly subject: string;
  readonly isUnread: boolean;
  /** Everything unread says that the ticket waits for somebody of this team. */
  readonly freeTeam: string | null;
  /** Where the list goes on after this group. */
  readonly cursor: string;
  /** The last notice among those counted. */
  readonly id: number;
  readonly kind: string;
  readonly at: Temporal.Instant;
  /** Who did it; null: the desk itself. */
  readonly actor: { readonly firstName: string; readonly lastName: string } | null;
  /** The ticket is one they follow for themselves, not one they work on. */
  readonly isOwn: boolean;
  /** assign: the ticket was given to this very person. */
  readonly isGivenToThem: boolean;
  /** How many notices of each kind, the latest first: the unread ones when there are any. */
  readonly kinds: readonly { readonly kind: string; readonly count: number }[];
  /** The last notice of the person, whatever its ticket: what comes later was not on the page. */
  readonly newestId: number;
}

type ListQuery = { viewer: Viewer; after?: string | null; limit?: number };

/** Lists what a person was told, ticket by ticket, the unread first. A ticket they no longer see is not there. */
export async function listNoticeGroups(db: Db, query: ListQuery): Promise<NoticeGroup[]> {
  const { viewer } = query;
  return db
    .selectFrom(pageOf(db, query).as('told'))
    .innerJoin('notice', 'notice.id', 'told.latest_id')
    .innerJoin('ticket_event', 'ticket_event.id', 'notice.event_id')
    .leftJoin('person as actor', 'actor.id', 'ticket_event.actor_id')
    .leftJoin('team', 'team.id', 'told.team_id')
    .select([
      ...(['told.number', 'told.subject', 'told.isOwn', 'told.newest_id as newestId'] as const),
      sql<boolean>`told.rank < 2`.as('isUnread'),
      'team.code as freeTeam',
      sql<string>`concat_ws('-', told.rank, told.team_id, told.latest_id)`.as('cursor'),
      ...(['notice.id', 'notice.kind', 'notice.created_at as at'] as const),
      sql<NoticeGroup['actor']>`case when actor.id is not null then jsonb_build_object(
        'firstName', actor.first_name, 'lastName', actor.last_name) end`.as('actor'),
      sql<boolean>`(coalesce(ticket_event.data->>'holderId', ticket_event.data->>'assigneeId')
        = ${String(viewer.id)}) is true`.as('isGivenToThem'),
      kindsOf(viewer.id).as('kinds'),
    ])
    .orderBy(place)
    .execute();
}

/** Where each group stands: unread ones about the person, then the free tickets of each team, then what was read. */
const place = sql`(told.rank, told.team_id, - told.latest_id)`;

/** Only the groups of one page: what is told of each is then read for those alone. */
function pageOf(db: Db, { viewer, after = null, limit = 30 }: ListQuery) {
  const cursor = cursorOf(after);
  return visibleTickets(db, viewer)
    .innerJoin(toldTo(viewer.id).as('told'), 'told.ticket_number', 'ticket.number')
    .select([
      ...(['ticket.number', 'ticket.subject'] as const),
      ...(['told.rank', 'told.team_id', 'told.latest_id', 'told.newest_id'] as const),
      sql<boolean>`(ticket.requester_id = ${viewer.id} or ticket.submitted_by_id = ${viewer.id})`.as(
        'isOwn',
      ),
    ])
    .$if(cursor !== null, (query) => query.where(sql<boolean>`${place} > ${cursor}`))
    .orderBy(place)
    .limit(limit);
}

/** One person's notices, a line to a ticket. Read ones do not stay, so that there are never many. */
function toldTo(personId: number) {
  const unread = sql`filter (where read_at is null)`;
  return sql<{
    ticket_number: number;
    latest_id: number;
    newest_id: number;
    team_id: number;
    rank: number;
  }>`(
    select ticket_number, latest_id, newest_id,
      case when is_free then team_id else 0 end as team_id,
      case when is_free then 1 when is_unread then 0 else 2 end as rank
    from (
      select ticket_number,
        coalesce(max(id) ${unread}, max(id)) as latest_id,
        max(max(id)) over () as newest_id,
        bool_or(read_at is null) as is_unread,
        bool_and(team_id is not null) ${unread} is true as is_free,
        max(team_id) ${unread} as team_id
      from notice where person_id = ${personId} group by ticket_number
    ) by_ticket)`;
}

function kindsOf(personId: number) {
  return sql<NoticeGroup['kinds']>`(
    select jsonb_agg(jsonb_build_object('kind', kind, 'count', count) order by latest desc)
    from (
      select one.kind, count(*) as count, max(one.id) as latest
      from notice one
      where one.person_id = ${personId} and one.ticket_number = told.number
        and (one.read_at is null) = (told.rank < 2)
      group by one.kind
    ) by_kind)`;
}

/** A cursor as our own pages write it; null for anything else: the first page. */
function cursorOf(text: string | null) {
  const [, rank, team, latest] = /^([0-2])-(\d{1,15})-(\d{1,15})$/.exec(text ?? '') ?? [];
  if (rank === undefined) return null;
  return sql`(${Number(rank)}::int, ${Number(team)}::bigint, ${-Number(latest)}::bigint)`;
}
