import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { type TestDatabase, testDatabase, worldNow } from '../../test/support/database.ts';
import { checkFilled } from './check.ts';
import { generate } from './generate.ts';

const tickets = 1_000;
/** One of those by which even so few tickets show every state. */
const seed = 2;
let filled: TestDatabase;
before(async () => {
  filled = await testDatabase({ seeded: false });
  await generate({ url: filled.url, tickets, seed, now: worldNow });
});
after(() => filled.close());

/** The catalogue of a database: columns, constraints, indexes and triggers, as the server defines them. */
async function schemaOf({ pool }: TestDatabase): Promise<string[]> {
  const { rows } = await pool.query<{ line: string }>(`
    select format('%s.%s %s %s %s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull, attidentity, attstorage) as line
      from pg_attribute join pg_class on pg_class.oid = attrelid
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'i') and attnum > 0 and not attisdropped
    union all select format('%s %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated)
      from pg_constraint where connamespace = 'public'::regnamespace
    union all select format('%s %s', indexrelid::regclass, pg_get_indexdef(indexrelid))
      from pg_index join pg_class on pg_class.oid = indrelid where relnamespace = 'public'::regnamespace
    union all select format('%s %s %s', tgrelid::regclass, pg_get_triggerdef(oid), tgenabled)
      from pg_trigger where not tgisinternal
    union all select format('%s %s', relname, reloptions) from pg_class where relnamespace = 'public'::regnamespace
    order by 1`);
  return rows.map(({ line }) => line);
}

/** What a table holds, in one line. */
async function digest({ pool }: TestDatabase): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  const tables = [
    'person',
    'team_member',
    'ticket',
    'ticket_event',
    'ticket_message',
    'ticket_words',
    'notice',
    'attachment',
  ];
  for (const table of tables) {
    const { rows } = await pool.query<{ digest: string }>(
      `select md5(string_agg(line, '' order by line)) as digest from (select ${table}::text as line from ${table}) lines`,
    );
    digests[table] = rows[0]?.digest ?? '';
  }
  return digests;
}

test('a filled desk is one that its people could have made', async () => {
  await checkFilled(filled.db, tickets);
});

test('filling leaves the schema as the migrations made it', async () => {
  const empty = await testDatabase({ seeded: false });
  const [expected, found] = [await schemaOf(empty), await schemaOf(filled)];
  await empty.close();
  assert.ok(expected.length > 300);
  assert.deepEqual(found, expected);
});

test('the same seed and instant give the same rows', async () => {
  const again = await testDatabase({ seeded: false });
  await generate({ url: again.url, tickets, seed, now: worldNow });
  assert.deepEqual(await digest(again), await digest(filled));
  await again.close();
});

test('a filled desk has the people, places and habits of a large one', async () => {
  const { rows } = await sql<Record<string, number>>`select
    (select count(*)::int from person) as people, (select count(*)::int from team) as teams,
    (select count(distinct person_id)::int from team_member) as agents, (select count(*)::int from site) as sites,
    (select count(*)::int from category) as natures, (select count(*)::int from ticket) as tickets,
    (select count(*)::float / ${tickets}::int from ticket_message) as messages,
    (select count(*)::int from ticket where state in ('awaiting', 'in_progress', 'on_hold', 'needs_information')) as live,
    (select count(distinct state)::int from ticket) as states, (select count(distinct act)::int from ticket_event) as acts,
    (select count(*)::int from ticket where extract(month from submitted_at) = 9) as september,
    (select count(*)::int from ticket where extract(month from submitted_at) = 8) as august,
    (select count(distinct subject)::int from ticket) as subjects, (select count(distinct body)::float / count(*) from ticket_message) as spread,
    (select extract(year from age(max(submitted_at), min(submitted_at)))::int from ticket) as years,
    (select max(count)::int from (select count(*) from ticket group by team_id)) as busiest,
    (select count(*)::int from ticket where remind_at <= ${worldNow} or close_at <= ${worldNow} or expire_at <= ${worldNow}) as late`.execute(
    filled.db,
  );
  const [found = {}] = rows;
  const {
    messages = 0,
    live = 0,
    spread = 0,
    september = 0,
    august = 0,
    busiest = 0,
    ...exact
  } = found;
  assert.ok(messages > 5.5 && messages < 6.5, `${String(messages)} messages a ticket`);
  assert.ok(live >= 10 && live <= 35, `${String(live)} live`);
  assert.ok(spread > 0.9, `one message in ${String(1 - spread)} says the same as another`);
  assert.ok(
    september > 20 * august,
    `${String(september)} in September, ${String(august)} in August`,
  );
  assert.ok(busiest > tickets / 5);
  assert.ok((exact['acts'] ?? 0) >= 20 && (exact['subjects'] ?? 0) > 850);
  const { acts: _acts, subjects: _subjects, ...sizes } = exact;
  assert.deepEqual(sizes, {
    people: 30_000,
    teams: 20,
    agents: 300,
    sites: 600,
    natures: 60,
    tickets,
    states: 7,
    years: 9,
    late: 0,
  });
});

test('a database that holds a desk is not filled', async () => {
  await assert.rejects(
    generate({ url: filled.url, tickets: 10, seed, now: worldNow }),
    /n’est pas vide/,
  );
});
