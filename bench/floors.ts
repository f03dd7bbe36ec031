import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from '../src/platform/db/embedded/cluster.ts';
import { openPool } from '../src/platform/db/pool.ts';
import { httpClient } from './client.ts';
import { type Figure, measure } from './measure.ts';
import type { Subjects } from './subjects.ts';

/** What this machine can do at all, by what is done. */
export type Floors = {
  /** `node:http` that answers a constant page as heavy as the requester's home. */
  node: Figure;
  /** The same Fastify with one prepared read of 15 rows. */
  fastify: Figure;
  /** The same at many clients. */
  fastifyMany: Figure;
  /** A transaction of five inserts, acknowledged once durable, in one statement and in five. */
  insertOne: Figure;
  insertFive: Figure;
  insertFiveMany: Figure;
  /** Straight in SQL: 15 rows by an index, the search by a rare word, the newest 50 of a common one. */
  rows: Figure;
  rareWord: Figure;
  commonWord: Figure;
};

type Terms = {
  url: string;
  subjects: Subjects;
  pageBytes: number;
  seconds: number;
  clients: number;
};

/** Measures what stands below any answer of the product, on the same machine and database. */
export async function measureFloors(terms: Terms): Promise<Floors> {
  const { url, seconds } = terms;
  const client = await connected(url);
  try {
    await client.query(scratch);
    return {
      ...(await httpFloors(terms)),
      insertOne: await measure((turn) => client.query(named(inOne, values(turn))), { seconds }),
      insertFive: await measure((turn) => inFive(client, turn), { seconds }),
      insertFiveMany: await insertMany(terms),
      ...(await readFloors(client, terms)),
    };
  } finally {
    await client.query('drop schema if exists bench cascade');
    await client.end();
  }
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    // As the product asks; small desks would rather read everything than an index.
    options:
      '-c max_parallel_workers_per_gather=0 -c jit=off -c plan_cache_mode=force_generic_plan -c enable_seqscan=off',
  });
  await client.connect();
  return client;
}

/** What an act writes at the very least: a ticket, what is said, an event, who has read it, a job. */
const scratch = `drop schema if exists bench cascade;
  create schema bench;
  create table bench.ticket (id bigint generated always as identity primary key, key uuid not null unique, person bigint not null, words text not null);
  create table bench.message (id bigint generated always as identity primary key, ticket bigint not null, words text not null);
  create table bench.event (id bigint generated always as identity primary key, ticket bigint not null, at timestamptz not null, data jsonb not null);
  create table bench.seen (ticket bigint not null, person bigint not null, primary key (ticket, person));
  create table bench.job (id bigint generated always as identity primary key, payload jsonb not null)`;

const text =
  'Le poste du bureau ne démarre plus depuis ce matin, le voyant orange reste fixe et la réunion approche.';
const values = (turn: number): unknown[] => [crypto.randomUUID(), turn % 30_000, text];
const named = (statement: string, given: unknown[]) => ({
  name: `bench-${String(statement.length)}`,
  text: statement,
  values: given,
});

const inOne = `with ticket as (insert into bench.ticket (key, person, words) values ($1::uuid, $2::bigint, $3::text) returning id),
  message as (insert into bench.message (ticket, words) select id, $3::text from ticket),
  event as (insert into bench.event (ticket, at, data) select id, now(), '{"act": "submit"}' from ticket),
  seen as (insert into bench.seen (ticket, person) select id, $2::bigint from ticket)
  insert into bench.job (payload) select jsonb_build_object('number', id) from ticket`;

async function inFive(client: pg.ClientBase, turn: number): Promise<void> {
  const [key, person, words] = values(turn);
  await client.query('begin');
  const { rows } = await client.query<{ id: string }>(
    named('insert into bench.ticket (key, person, words) values ($1, $2, $3) returning id', [
      key,
      person,
      words,
    ]),
  );
  const id = rows[0]?.id;
  await client.query(
    named('insert into bench.message (ticket, words) values ($1, $2)', [id, words]),
  );
  await client.query(
    named('insert into bench.event (ticket, at, data) values ($1, now(), \'{"act": "submit"}\')', [
      id,
    ]),
  );
  await client.query(
    named('insert into bench.seen (ticket, person) values ($1, $2)', [id, person]),
  );
  await client.query(
    named("insert into bench.job (payload) values (jsonb_build_object('number', $1::bigint))", [
      id,
    ]),
  );
  await client.query('commit');
}

async function insertMany({ url, seconds, clients }: Terms): Promise<Figure> {
  const pool = openPool(url, { max: 10 });
  try {
    const one = async (turn: number): Promise<void> => {
      const client = await pool.connect();
      try {
        await inFive(client, turn);
      } finally {
        client.release();
      }
    };
    return await measure(one, { seconds, clients });
  } finally {
    await pool.end();
  }
}

async function readFloors(client: pg.Client, { subjects, seconds }: Terms) {
  const rare = subjects.words.rare;
  const rows = `select number, subject, state, submitted_at, team_id, holder_id from ticket
    where team_id = $1 and state in ('awaiting', 'in_progress', 'on_hold', 'needs_information')
    order by submitted_at desc, number desc limit 15`;
  // By the index of words, then row by row: the floor is what nobody can do without, and no guess of the planner.
  const word = `select one.number, one.subject from (select ticket_number from ticket_words
      where words @@ (select search_query(array[$1], '{}')) offset 0) found
    cross join lateral (select number, subject from ticket where number = ticket_number offset 0) one
    order by one.number desc limit 20`;
  const newest = `select number, subject from (select ticket_number, words from ticket_words order by ticket_number desc limit 300) newest
    join ticket on number = ticket_number where words @@ search_query(array[$1], '{}') order by number desc limit 50`;
  return {
    rows: await measure(() => client.query(named(rows, [subjects.busyTeamId])), { seconds }),
    rareWord: await measure(
      (turn) => client.query(named(word, [rare[turn % rare.length] ?? 'zinzolin'])),
      { seconds },
    ),
    commonWord: await measure(() => client.query(named(newest, [subjects.words.common])), {
      seconds,
    }),
  };
}

async function httpFloors({ url, subjects, pageBytes, seconds, clients }: Terms) {
  const port = await freePort();
  const script = join(import.meta.dirname, 'floor-server.ts');
  const words = [String(port), String(pageBytes), url, String(subjects.busyTeamId)];
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const client = httpClient(port);
  try {
    await once(child.stdout, 'data');
    const ask = (path: string) => () => client.ask({ path });
    return {
      node: await measure(ask('/node'), { seconds }),
      fastify: await measure(ask('/fastify'), { seconds }),
      fastifyMany: await measure(ask('/fastify'), { seconds, clients }),
    };
  } finally {
    client.close();
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  }
}
