import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type CompiledQuery, Kysely, type LogEvent, PostgresDialect, sql } from 'kysely';
import { type TestDatabase, testDatabase, worldNow } from '../../../test/support/database.ts';
import { runWaitingJobs } from '../../../test/support/jobs.ts';
import { fileTicket, viewerNamed } from '../../../test/support/tickets.ts';
import { parameter } from '../../platform/db/column-types.ts';
import type { Viewer } from '../people/person.ts';
import { findViewer } from '../people/viewer-queries.ts';
import type { Db, Tables } from '../tables.ts';
import { removeTeamMember } from '../teams/team-members.ts';
import { listNoticeGroups, type NoticeGroup } from './notice-groups.ts';
import { countUnreadNotices } from './notices.ts';

let database: TestDatabase;
let db: Db;
let nadia: Viewer;
before(async () => {
  database = await testDatabase();
  ({ db } = database);
  await runWaitingJobs(database, worldNow);
  await db.deleteFrom('notice').execute();
  nadia = await viewerNamed(db, 'nadia.benali');
});
after(() => database.close());

/**
 * Tickets by the thousand straight into the tables, each with three events of which Nadia was told: in a third of them
 * nothing is read, in another the last one, in the others all; one in two is free.
 */
async function fill(count: number): Promise<void> {
  await sql`
    with filed as (
      insert into ticket (category_id, requester_id, submitted_by_id, team_id, state, priority, subject,
        description, phone, room, routing, submitted_at, changed_at, submission_key)
      select model.category_id, model.requester_id, model.requester_id, model.team_id, 'awaiting', 'normal',
        'Poste ' || n, 'Le bureau ' || n, '', '', '{}', ${worldNow}, ${worldNow}, gen_random_uuid()
      from (select category_id, requester_id, team_id from ticket
        where team_id = ${nadia.memberships[0]?.teamId} order by number limit 1) as model
        cross join generate_series(1, ${count}::integer) as n
      returning number, team_id
    ), placed as (
      insert into ticket_team (ticket_number, team_id, since)
      select number, team_id, ${worldNow} from filed
    ), happened as (
      insert into ticket_event (ticket_number, act_id, act, at, to_state)
      select number, gen_random_uuid(), 'complete', ${worldNow}, 'awaiting'
      from generate_series(1, 3) as turn cross join filed order by turn, number
      returning id, ticket_number
    )
    insert into notice (person_id, ticket_number, event_id, kind, created_at, read_at, team_id)
    select ${nadia.id}, number, id, 'complete', ${worldNow},
      case when number % 3 = 0 or number % 3 = 1 and id % 2 = 0 then null else ${worldNow}::timestamptz end,
      case when number % 2 = 0 and id % 5 > 0 then team_id end
    from happened join filed on number = ticket_number order by id`.execute(db);
  await sql`vacuum analyze`.execute(db);
}

/** The whole list, page after page. */
async function walk(viewer: Viewer, limit: number): Promise<NoticeGroup[]> {
  const all: NoticeGroup[] = [];
  for (let after: string | null = null; ; ) {
    const page = await listNoticeGroups(db, { viewer, after, limit });
    all.push(...page);
    const last = page.at(-1);
    if (page.length < limit || last === undefined) return all;
    after = last.cursor;
  }
}

/** The order of the list, told again over plain rows: number of ticket and last notice of each group. */
async function expectedOrder(personId: number) {
  const rows = await db
    .selectFrom('notice')
    .select(['id', 'ticket_number as number', 'read_at as readAt', 'team_id as teamId'])
    .where('person_id', '=', personId)
    .orderBy('id', 'desc')
    .execute();
  const groups = [...Map.groupBy(rows, ({ number }) => number)].map(([number, ofTicket]) => {
    const unread = ofTicket.filter(({ readAt }) => readAt === null);
    const own = unread.find(({ teamId }) => teamId === null);
    const head = own ?? unread[0] ?? ofTicket[0];
    assert.ok(head);
    const rank = own ? 0 : unread.length > 0 ? 1 : 2;
    const latest = (unread[0] ?? head).id;
    return { number, rank, teamId: rank === 1 ? (head.teamId ?? 0) : 0, head: head.id, latest };
  });
  groups.sort((a, b) => a.rank - b.rank || b.teamId - a.teamId || b.head - a.head);
  return groups.map(({ number, rank, latest }) => ({ number, isUnread: rank < 2, id: latest }));
}

test('page after page, each ticket once: what concerns them, free tickets, what was read, the last first', async () => {
  await fill(100);
  const all = await walk(nadia, 7);
  assert.deepEqual(
    all.map(({ number, isUnread, id }) => ({ number, isUnread, id })),
    await expectedOrder(nadia.id),
  );
  const kinds = [all.some(({ freeTeam }) => freeTeam !== null), all.some((one) => !one.isUnread)];
  assert.deepEqual(kinds, [true, true]);
  const { newest } = await db
    .selectFrom('notice')
    .select((eb) => eb.fn.max<number>('id').as('newest'))
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow();
  assert.ok(all.every(({ newestId }) => newestId === newest));
});

type Plan = { 'Shared Hit Blocks': number; 'Shared Read Blocks': number };

/** How many blocks a reading touches, planned for any values at once. */
async function blocksOf(read: (db: Db) => Promise<unknown>): Promise<number> {
  const sent: CompiledQuery[] = [];
  const dialect = new PostgresDialect({ pool: database.pool });
  await read(new Kysely<Tables>({ dialect, log: ({ query }: LogEvent) => void sent.push(query) }));
  const [query] = sent;
  assert.ok(query && sent.length === 1);
  const client = await database.pool.connect();
  try {
    await client.query('set plan_cache_mode = force_generic_plan');
    await client.query(`prepare reading as ${query.sql}`);
    const values = query.parameters.map((one) => client.escapeLiteral(String(parameterText(one))));
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `explain (analyze, buffers, format json) execute reading(${values.join(', ')})`,
    );
    const plan = rows[0]?.['QUERY PLAN'][0].Plan;
    assert.ok(plan);
    return plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
  } finally {
    await client.query('deallocate reading; reset plan_cache_mode');
    client.release();
  }
}

/** A value as the text of a literal. */
const parameterText = (value: unknown): unknown =>
  Array.isArray(value) ? `{${value.join(',')}}` : parameter(value);

test('a page and the count cost the same with ten times as many notices', async () => {
  const last = (await expectedOrder(nadia.id)).length;
  assert.ok(last >= 100);
  const costs = async () => {
    const places = ['1-1-999999', '2-0-999999'];
    const pages = [null, ...places].map((after) =>
      blocksOf((one) => listNoticeGroups(one, { viewer: nadia, after, limit: 31 })),
    );
    return [...(await Promise.all(pages)), await blocksOf((one) => countUnreadNotices(one, nadia))];
  };
  await fill(1_000);
  const few = await costs();
  await fill(10_000);
  const many = await costs();
  few.forEach((before, index) => {
    const now = many[index] ?? Infinity;
    assert.ok(now <= before * 1.5 + 50, `${String(before)} blocks, then ${String(now)}`);
  });
});

test('a page costs little more when one ticket was told of two thousand times', async () => {
  const page = (one: Db) => listNoticeGroups(one, { viewer: nadia, limit: 31 });
  const before = await blocksOf(page);
  await sql`
    with latest as (select number from ticket order by number desc limit 1),
      happened as (
        insert into ticket_event (ticket_number, act_id, act, at, to_state)
        select number, gen_random_uuid(), 'complete', ${worldNow}, 'awaiting'
        from latest cross join generate_series(1, 2000)
        returning id, ticket_number)
    insert into notice (person_id, ticket_number, event_id, kind, created_at)
    select ${nadia.id}, ticket_number, id, 'complete', ${worldNow} from happened order by id`.execute(
    db,
  );
  await sql`vacuum analyze notice`.execute(db);
  const now = await blocksOf(page);
  assert.ok(now <= before + 2_000 * 5, `${String(before)} blocks, then ${String(now)}`);
});

test('whoever leaves a team is no longer told of its tickets, and what they were told is forgotten', async () => {
  const theirs = await fileTicket(db, { by: 'nadia.benali' }, worldNow);
  await runWaitingJobs(database, worldNow);
  await sql`insert into notice (person_id, ticket_number, event_id, kind, created_at)
    select ${nadia.id}, number, last_event_id, 'reply', ${worldNow} from ticket where number = ${theirs}`.execute(
    db,
  );
  for (const { teamId } of nadia.memberships) {
    await removeTeamMember(db, { actorId: null, teamId, personId: nadia.id }, worldNow);
  }
  const viewer = await findViewer(db, nadia.id);
  assert.ok(viewer);
  // At once, before the job has gone through them.
  assert.equal(await countUnreadNotices(db, viewer), 1);
  assert.deepEqual(
    (await listNoticeGroups(db, { viewer })).map(({ number }) => number),
    [theirs],
  );
  await runWaitingJobs(database, worldNow);
  const left = await db
    .selectFrom('notice')
    .select('ticket_number')
    .where('person_id', '=', nadia.id)
    .execute();
  assert.deepEqual(left, [{ ticket_number: theirs }]);
  assert.equal(await countUnreadNotices(db, viewer), 1);
});
