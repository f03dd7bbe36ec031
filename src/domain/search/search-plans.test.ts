import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type CompiledQuery, Kysely, type LogEvent, PostgresDialect, sql } from 'kysely';
import { type TestDatabase, testDatabase, worldNow } from '../../../test/support/database.ts';
import { viewerNamed } from '../../../test/support/tickets.ts';
import { parameter } from '../../platform/db/column-types.ts';
import type { Viewer } from '../people/person.ts';
import type { Db, Tables } from '../tables.ts';
import { searchTickets, type TicketSearch } from './search-tickets.ts';
import { understandSearch } from './understand-search.ts';

let database: TestDatabase;
let odile: Viewer;
before(async () => {
  database = await testDatabase();
  odile = await viewerNamed(database.db, 'odile.garnier');
});
after(() => database.close());

/** Files tickets by the thousand, straight into the tables: « zinzolin » in one of them, « imprimante » in all. */
async function fill(db: Db, count: number): Promise<void> {
  await sql`
    insert into ticket (category_id, requester_id, submitted_by_id, team_id, state, priority, subject,
      description, phone, room, routing, submitted_at, changed_at, submission_key)
    select model.category_id, model.requester_id, model.requester_id, model.team_id, 'awaiting', 'normal',
      'Imprimante ' || n, 'Le bureau ' || n || case when n = ${count} / 2 then ' zinzolin' else '' end,
      '', '', '{}', ${worldNow}, ${worldNow}, gen_random_uuid()
    from (select category_id, requester_id, team_id from ticket order by number limit 1) as model
      cross join generate_series(1, ${count}::integer) as n`.execute(db);
  await sql`insert into ticket_team (ticket_number, team_id, since)
    select number, team_id, submitted_at from ticket on conflict do nothing`.execute(db);
  await sql`vacuum analyze`.execute(db);
}

type Plan = { 'Shared Hit Blocks': number; 'Shared Read Blocks': number };

/** How many blocks of the database all the statements of a search touch. */
async function blocksOf(search: TicketSearch): Promise<number> {
  const { pool } = database;
  const sent: CompiledQuery[] = [];
  const dialect = new PostgresDialect({ pool });
  const log = ({ query }: LogEvent) => void sent.push(query);
  await searchTickets(new Kysely<Tables>({ dialect, log }), search, worldNow);
  let blocks = 0;
  for (const { sql: text, parameters } of sent) {
    const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `explain (analyze, buffers, format json) ${text}`,
      parameters.map(parameter),
    );
    const plan = rows[0]?.['QUERY PLAN'][0].Plan;
    assert.ok(plan);
    blocks += plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
  }
  assert.ok(sent.length > 0);
  return blocks;
}

function lookFor(viewer: Viewer, wanted: string): TicketSearch {
  const world = { catalogue: { families: [], unknown: null }, teams: [], viewer, now: worldNow };
  const { filters } = understandSearch({ terms: [], filters: [] }, world);
  return { viewer, wanted: [wanted], refused: [], filters, before: null, limit: 20 };
}

test('a word costs the same among ten thousand tickets as among one thousand, rare or common', async () => {
  const nadia = await viewerNamed(database.db, 'nadia.benali');
  const costs = async () => ({
    rare: await blocksOf(lookFor(odile, 'zinzolins')),
    none: await blocksOf(lookFor(odile, 'hurluberlu')),
    common: await blocksOf(lookFor(odile, 'imprimantes')),
    commonOfTeam: await blocksOf(lookFor(nadia, 'imprimantes')),
  });
  await fill(database.db, 1_000);
  const small = await costs();
  await fill(database.db, 9_000);
  const large = await costs();
  for (const kind of ['rare', 'none', 'common', 'commonOfTeam'] as const) {
    const [before, now] = [small[kind], large[kind]];
    assert.ok(now <= before * 1.5 + 50, `${kind}: ${String(before)} blocks, then ${String(now)}`);
  }
});

test('one plan serves everybody and every word: it is made a few times, then kept', async () => {
  const nadia = await viewerNamed(database.db, 'nadia.benali');
  const marie = await viewerNamed(database.db, 'marie.dupont');
  await database.db.connection().execute(async (db) => {
    for (const viewer of [nadia, marie, nadia, marie, nadia, marie, nadia, marie]) {
      for (const word of ['imprimantes', 'zinzolin', 'hurluberlu']) {
        await searchTickets(db, lookFor(viewer, word), worldNow);
      }
    }
    const { rows } = await sql<{ kept: number; made: number }>`
      select generic_plans::int as kept, custom_plans::int as made from pg_prepared_statements
      where statement like '%asked as materialized%' order by generic_plans desc limit 1`.execute(
      db,
    );
    assert.ok((rows[0]?.kept ?? 0) > 10 && (rows[0]?.made ?? 0) <= 5, JSON.stringify(rows));
  });
});
