import { type RawBuilder, sql } from 'kysely';
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
  /** The last unread notice of the person, whatever its ticket: what comes later was not on the page; 0: none. */
  readonly newestId: number;
}

type ListQuery = { viewer: Viewer; after?: string | null; limit?: number };

/** Lists what a person was told, ticket by ticket, the unread first. A ticket they no longer see is not there. */
export async function listNoticeGroups(db: Db, query: ListQuery): Promise<NoticeGroup[]> {
  const { viewer } = query;
  return db
    .selectFrom(pageOf(db, query).as('told'))
    .innerJoinLateral(saidOf(viewer.id).as('said'), (join) => join.onTrue())
    .innerJoin('notice', 'notice.id', 'said.latest_id')
    .innerJoin('ticket_event', 'ticket_event.id', 'notice.event_id')
    .leftJoin('person as actor', 'actor.id', 'ticket_event.actor_id')
    .leftJoin('team', 'team.id', 'told.team_id')
    .select([
      ...(['told.number', 'told.subject', 'told.isOwn', 'said.kinds'] as const),
      sql<boolean>`told.rank < 2`.as('isUnread'),
      'team.code as freeTeam',
      sql<string>`concat_ws('-', told.rank, coalesce(told.team_id, 0), told.head_id)`.as('cursor'),
      ...(['notice.id', 'notice.kind', 'notice.created_at as at'] as const),
      sql<NoticeGroup['actor']>`case when actor.id is not null then jsonb_build_object(
        'firstName', actor.first_name, 'lastName', actor.last_name) end`.as('actor'),
      sql<boolean>`(coalesce(ticket_event.data->>'holderId', ticket_event.data->>'assigneeId')
        = ${String(viewer.id)}) is true`.as('isGivenToThem'),
      sql<number>`(${newestUnread(viewer.id)})`.as('newestId'),
    ])
    .orderBy('told.rank')
    .orderBy('told.team_id', 'desc')
    .orderBy('told.head_id', 'desc')
    .execute();
}

/** Where a notice stands: about the person, then the free tickets of each team, then what was read. */
const rankOf = (notice: 'notice' | 'other') =>
  sql<number>`case when ${sql.ref(`${notice}.read_at`)} is not null then 2
    when ${sql.ref(`${notice}.team_id`)} is null then 0 else 1 end`;

/**
 * The notice that gives its place to all that a person is told about a ticket: the first in the order of the list.
 * Asked of each notice in turn, by its ticket, the last ones first, and never of all of them at once: hence the offset.
 */
const isHead = sql<boolean>`not exists (select from notice other
  where other.ticket_number = notice.ticket_number and other.person_id = notice.person_id
    and (${rankOf('other')}, - other.id) < (${rankOf('notice')}, - notice.id)
  order by other.id desc offset 0)`;

/** Consecutive parts of the list, each read in the order of an index until the page is full. */
type Part = { isRead: boolean; where: RawBuilder<boolean> };

const everything = sql<boolean>`true`;

/** What follows a place in the list; the place as our own pages write it, the first page for anything else. */
function partsAfter(cursor: string | null): Part[] {
  const [, rank, team, head] = /^([0-2])-(\d{1,15})-(\d{1,15})$/.exec(cursor ?? '') ?? [];
  const [teamId, headId] = [Number(team), Number(head)];
  const read = { isRead: true, where: everything };
  const unread = (where: Part['where']): Part => ({ isRead: false, where });
  if (rank === undefined) return [unread(everything), read];
  if (rank === '2') return [{ isRead: true, where: sql`notice.id < ${headId}` }];
  if (rank === '1')
    return [unread(sql`(notice.team_id, notice.id) < (${teamId}::bigint, ${headId})`), read];
  const rest = sql<boolean>`notice.team_id is null and notice.id < ${headId}`;
  return [unread(rest), unread(sql`notice.team_id is not null`), read];
}

type Head = {
  number: number;
  subject: string;
  isOwn: boolean;
  rank: number;
  team_id: number | null;
  head_id: number;
};

/** Only the groups of one page: what is said of each is then read for those alone. */
function pageOf(db: Db, { viewer, after = null, limit = 30 }: ListQuery): RawBuilder<Head> {
  const parts = partsAfter(after);
  const names = parts.map((_, index) => sql.table(`part_${String(index)}`));
  const found = (before: readonly RawBuilder<unknown>[]) =>
    sql.join([sql`0`, ...before.map((name) => sql`(select count(*) from ${name})`)], sql` + `);
  const queries = parts.map(({ isRead, where }, index) => {
    const heads = headsOf(db, viewer)
      .where('notice.read_at', isRead ? 'is not' : 'is', null)
      .where(where)
      .$if(!isRead, (query) => query.orderBy('notice.team_id', 'desc'))
      .orderBy('notice.id', 'desc')
      .limit(sql<number>`${limit}::bigint - (${found(names.slice(0, index))})`);
    return sql`${names[index]} as materialized (${heads})`;
  });
  const all = sql.join(
    names.map((name) => sql`select * from ${name}`),
    sql` union all `,
  );
  return sql`(with ${sql.join(queries)} ${all})`;
}

const headsOf = (db: Db, viewer: Viewer) =>
  visibleTickets(db, viewer)
    .innerJoin('notice', 'notice.ticket_number', 'ticket.number')
    .select([
      ...(['ticket.number', 'ticket.subject'] as const),
      sql<boolean>`(ticket.requester_id = ${viewer.id} or ticket.submitted_by_id = ${viewer.id})`.as(
        'isOwn',
      ),
      rankOf('notice').as('rank'),
      sql`case when notice.read_at is null then notice.team_id end`.as('team_id'),
      'notice.id as head_id',
    ])
    .where('notice.person_id', '=', viewer.id)
    .where(isHead);

/** What the unread notices about a ticket say, or the read ones when there are no others. */
const saidOf = (personId: number) =>
  sql<{ latest_id: number; kinds: NoticeGroup['kinds'] }>`(
    select max(latest) as latest_id,
      jsonb_agg(jsonb_build_object('kind', kind, 'count', count) order by latest desc) as kinds
    from (
      select one.kind, count(*) as count, max(one.id) as latest
      from notice one
      where one.person_id = ${personId} and one.ticket_number = told.number
        and (one.read_at is null) = (told.rank < 2)
      group by one.kind
    ) by_kind)`;

/** Looks at the last of each section, not at each of them. */
const newestUnread = (personId: number) => {
  const last = (where: RawBuilder<boolean>) => sql`select team_id, id from notice
    where person_id = ${personId} and read_at is null and ${where}
    order by team_id desc, id desc limit 1`;
  // Those about the person come first: they have no team, which is greater than any.
  const next = last(sql`team_id < coalesce(section.team_id, ${sql.lit(Number.MAX_SAFE_INTEGER)})`);
  return sql`with recursive section as (
    (${last(everything)})
    union all
    select one.* from section cross join lateral (${next}) one
  ) select coalesce(max(id), 0) from section`;
};
