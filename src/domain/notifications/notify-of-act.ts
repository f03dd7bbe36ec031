import { type RawBuilder, sql } from 'kysely';
import { readTogether } from '../../platform/db/read-together.ts';
import type { Db } from '../tables.ts';
import { activeMembers } from '../teams/team-queries.ts';
import { liveStates } from '../tickets/ticket.ts';
import { readEvents, type TicketEvent } from '../tickets/ticket-event.ts';
import { publicActs } from '../tickets/transition.ts';
import { endingFreeNotices, tellingTeam } from './free-tickets.ts';
import { givingHint } from './hints.ts';
import { topicOf } from './notice-topics.ts';
import { concernsTeam, kindOf, recipients } from './recipients.ts';

/** What one person may be told of. */
type News = { personId: number; event: TicketEvent };

/**
 * Writes the notices that follow from an act, one to a person and event, and gives the hint that the ticket changed.
 * Called by the job of the act; run twice, it writes them once. A combined act tells each person once, of what
 * matters most: its last event they want to know. `alongside` is another insertion that follows from the act, sent in
 * the same statement.
 */
export async function notifyOfAct(
  db: Db,
  { number, actId, alongside }: { number: number; actId: string; alongside?: RawBuilder<unknown> },
  now: Temporal.Instant,
): Promise<void> {
  const [events, { teamId, requesters }] = await readTogether(db, (one) =>
    Promise.all([readEvents(one, number), requestersOf(one, number)]),
  );
  const ofAct = events.filter((one) => one.actId === actId);
  const isReminder = ofAct.some(({ act }) => act === 'remind');
  const leads = isReminder ? await leadsOf(db, teamId) : [];
  const news = ofAct.flatMap((event) =>
    [...recipients(event, { events, requesters, leads })].map((personId) => ({ personId, event })),
  );
  const isPublic = ofAct.some(({ act }) => publicActs.has(act));
  await writeNotices(db, { number, ofAct, news, requesters, isPublic, alongside }, now);
}

async function requestersOf(
  db: Db,
  number: number,
): Promise<{ teamId: number; requesters: number[] }> {
  const { team_id: teamId, requesters } = await db
    .selectFrom('ticket')
    .select([
      'team_id',
      sql<number[]>`array[requester_id, submitted_by_id] || array(
        select person_id from ticket_participant where ticket_number = ticket.number)`.as(
        'requesters',
      ),
    ])
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  return { teamId, requesters };
}

async function leadsOf(db: Db, teamId: number): Promise<number[]> {
  const members = await activeMembers(db, teamId);
  return members.filter(({ role }) => role === 'lead').map(({ personId }) => personId);
}

type Notices = {
  number: number;
  ofAct: readonly TicketEvent[];
  news: readonly News[];
  requesters: readonly number[];
  isPublic: boolean;
  alongside: RawBuilder<unknown> | undefined;
};

/**
 * One statement, which first holds the ticket as it stands, and will stand until the notices are written: were it taken
 * meanwhile, the job of that act could not find what it has to end. Those the ticket concerns by name are told of what
 * they do not refuse; then its team, when it waits for one of them.
 */
async function writeNotices(
  db: Db,
  { number, ofAct, news, requesters, isPublic, alongside }: Notices,
  now: Temporal.Instant,
): Promise<void> {
  const kinds = news.map(({ event }) => kindOf(event));
  const topics = news.map(({ personId }, at) =>
    topicOf(kinds[at] ?? '', requesters.includes(personId)),
  );
  await sql`
    with ticket_now as materialized (
      select number, team_id, state = any(${[...liveStates]}::text[])
        and holder_id is null and assignee_id is null as is_free
      from ticket where number = ${number} for share),
    concerned as materialized (
      select distinct on (news.person_id) news.person_id, news.event_id, news.kind
      from ticket_now cross join unnest(${news.map(({ personId }) => personId)}::bigint[],
        ${news.map(({ event }) => event.id)}::bigint[], ${kinds}::text[], ${topics}::text[])
        with ordinality as news (person_id, event_id, kind, topic, place)
      where not exists (select from notice_refusal refusal
        where refusal.person_id = news.person_id and refusal.topic = news.topic)
      order by news.person_id, news.place desc),
    told as (
      insert into notice (person_id, ticket_number, event_id, kind, created_at)
      select person_id, ${number}::bigint, event_id, kind, ${now}::timestamptz from concerned
      on conflict (event_id, person_id) do nothing
      returning person_id),
    ended as (${endingFreeNotices(number, now)}),
    team_told as (${tellingTeam({ news: ofAct.findLast(concernsTeam), requesters }, now)})
    ${alongside ? sql`, besides as (${alongside})` : sql``}
    ${givingHint({
      ...{ ticket: number, isPublic },
      people: sql`select person_id from told union select person_id from ended
        union select person_id from team_told`,
    })}`.execute(db);
}
