import { createHash } from 'node:crypto';
import { cpus, totalmem } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import type { Db, Tables } from '../src/domain/tables.ts';
import { createDb } from '../src/platform/db/database.ts';
import { openPool } from '../src/platform/db/pool.ts';
import { httpClient } from './client.ts';
import { type BenchDatabase, openFilled } from './database.ts';
import { type Floors, measureFloors } from './floors.ts';
import { type Note, notePages } from './lighthouse.ts';
import { type Figure, measure, repeat, warmUp } from './measure.ts';
import type { Options, Part } from './options.ts';
import { type Weight, weighPages } from './pages.ts';
import { readPlans, writePlans } from './plans.ts';
import {
  type Hour,
  idleStreams,
  liveHour,
  type Overload,
  overload,
  type Streams,
} from './pressure.ts';
import { cpuOf, memoryOf, memoryOfServer } from './processes.ts';
import { type Site, startSite } from './site.ts';
import { type Size, sizes } from './sizes.ts';
import { type Spent, statementCounter } from './statements.ts';
import { findSubjects, type Subjects } from './subjects.ts';
import { hourOperation, orTurnedAway, type Workload, workloads } from './workloads.ts';

/** What was measured of one thing people do. */
export type Measured = {
  part: Part;
  id: string;
  title: string;
  figure: Figure;
  /** The same, asked by many at once. */
  many: Figure | null;
  /** Milliseconds of processor for each, of the application and of the database. */
  cpu: { application: number; database: number };
  statements: number;
  /** Blocks of the database its statements look at. */
  blocks: number;
  spent: Spent[];
};

export type SizeResult = {
  size: Size;
  tickets: number;
  databaseBytes: number;
  floors: Floors | null;
  measured: Measured[];
  weights: Weight[];
  /** Bytes: the application once warm, and at the end; the server with all its processes. */
  memory: { application: number; applicationAfter: number; database: number };
  hour: Hour | null;
  overload: Overload | null;
  streams: Streams | null;
  flat: Hour | null;
  notes: Note[];
};

export type Result = {
  at: string;
  machine: { cpus: number; model: string; memory: number; node: string; postgres: string };
  /** Milliseconds of a fixed piece of work, before and after: how fast the machine was. */
  calibration: { before: number; after: number };
  options: { seconds: number; clients: number; seed: number };
  sizes: SizeResult[];
};

const counted = 12;
const streamsWanted = 2_000;
const knownMany: ReadonlySet<string> = new Set(['W1', 'W2']);

/** A fixed piece of work for one core: what tells a slow machine from a slow product. */
export function calibrate(): number {
  const bytes = Buffer.alloc(1 << 20, 7);
  const times = Array.from({ length: 9 }, () => {
    const start = performance.now();
    let sum = 0;
    for (let round = 0; round < 8; round++)
      sum += createHash('sha256').update(bytes).digest()[0] ?? 0;
    for (let turn = 0; turn < 2_000_000; turn++) sum = (sum * 31 + turn) | 0;
    return performance.now() - start + (sum === Infinity ? 1 : 0);
  });
  return times.sort((a, b) => a - b)[4] ?? 0;
}

/** Measures everything that was asked for, at each size. */
export async function measureAll(options: Options, say: (line: string) => void): Promise<Result> {
  const before = calibrate();
  const results: SizeResult[] = [];
  let postgres = '';
  for (const size of options.sizes) {
    const database = await openFilled(size, options.seed);
    try {
      postgres = await warm(database);
      results.push(await measureSize(database, options, say));
    } finally {
      await database.close();
    }
  }
  const [cpu] = cpus();
  return {
    at: Temporal.Now.instant().round('second').toString(),
    machine: {
      cpus: cpus().length,
      model: cpu?.model ?? '',
      memory: totalmem(),
      node: process.version,
      postgres,
    },
    calibration: { before, after: calibrate() },
    options: { seconds: options.seconds, clients: options.clients, seed: options.seed },
    sizes: results,
  };
}

/** Brings into memory what a desk that has run for a while would have there. */
async function warm({ url }: BenchDatabase): Promise<string> {
  const client = new pg.Client({ connectionString: url, statement_timeout: 0 });
  await client.connect();
  const hot = [
    'ticket',
    'ticket_words',
    'ticket_event',
    'ticket_message',
    'notice',
    'person',
    'ticket_team',
    'ticket_read',
  ];
  await client.query(
    `select pg_prewarm(indexrelid) from pg_index where indrelid::regclass::text = any($1) and pg_relation_size(indexrelid) < 400000000`,
    [hot],
  );
  const { rows } = await client.query<{ version: string }>(
    "select current_setting('server_version') as version",
  );
  await client.end();
  return rows[0]?.version ?? '';
}

async function measureSize(
  database: BenchDatabase,
  options: Options,
  say: (line: string) => void,
): Promise<SizeResult> {
  const { size } = database;
  const pool = openPool(database.url, { max: 4, statementTimeoutMs: 0 });
  const db = createDb<Tables>(pool);
  try {
    const subjects = await findSubjects(db);
    const result: SizeResult = {
      size,
      tickets: sizes[size],
      databaseBytes: database.bytes,
      ...{
        floors: null,
        measured: [],
        weights: [],
        hour: null,
        overload: null,
        streams: null,
        flat: null,
        notes: [],
      },
      memory: { application: 0, applicationAfter: 0, database: 0 },
    };
    if (options.plans) {
      say(`${size} : plans…`);
      say(writePlans(await readPlans(database, subjects), size));
    }
    await countAndWeigh(database, { options, subjects, result, say });
    const site = await startSite(database.applicationUrl, database.url);
    try {
      await measurePages(site, { database, options, subjects, result, say, db });
      if (options.lighthouse) {
        say(`${size} : Lighthouse…`);
        result.notes = await notePages(site, subjects);
      }
      await press(site, { options, subjects, result, say, db });
      result.memory.applicationAfter = memoryOf(site.pid).resident;
      result.memory.database = memoryOfServer(database.postmasterPid);
    } finally {
      await site.stop();
    }
    return result;
  } finally {
    await pool.end();
  }
}

type Run = {
  options: Options;
  subjects: Subjects;
  result: SizeResult;
  say: (line: string) => void;
};

const wanted = ({ only }: Options, all: readonly Workload[]): Workload[] =>
  all.filter(({ part }) => only.has(part));

/** Statements and weights, on a process that serves pages and does no job: what a page costs is then its own. */
async function countAndWeigh(
  database: BenchDatabase,
  { options, subjects, result, say }: Run,
): Promise<void> {
  say(`${result.size} : requêtes et poids des pages…`);
  const site = await startSite(database.applicationUrl, database.url, { PROCESS: 'web' });
  const client = httpClient(site.port);
  const counter = await statementCounter(database.url);
  try {
    for (const { part, id, title, operation } of wanted(options, workloads(client, subjects))) {
      await repeat(operation, 8);
      const spent = await counter.count(() => repeat(operation, counted, 8));
      const of = spent.filter(({ calls }) => calls >= counted / 2);
      result.measured.push({
        ...{ part, id, title, figure: nothing, many: null, cpu: { application: 0, database: 0 } },
        statements: Math.round(of.reduce((sum, { calls }) => sum + calls, 0) / counted),
        blocks: Math.round(of.reduce((sum, { blocks }) => sum + blocks, 0) / counted),
        spent: of.map(({ query, calls, milliseconds, blocks }) => ({
          query,
          calls: calls / counted,
          milliseconds: milliseconds / calls,
          blocks: Math.round(blocks / calls),
        })),
      });
    }
    if (options.only.has('pages') || options.only.has('floors')) {
      result.weights = await weighPages(client, subjects);
    }
  } finally {
    client.close();
    await counter.close();
    await site.stop();
  }
}

const nothing: Figure = { done: 0, seconds: 0, p50: 0, p95: 0, p99: 0, perSecond: 0 };

async function measurePages(
  site: Site,
  { database, options, subjects, result, say, db }: Run & { database: BenchDatabase; db: Db },
): Promise<void> {
  const client = httpClient(site.port);
  const { seconds, clients } = options;
  try {
    if (options.only.has('floors')) {
      say(`${result.size} : planchers…`);
      const pageBytes = result.weights.find(({ page }) => page === 'accueil')?.warm.bytes ?? 20_000;
      result.floors = await measureFloors({
        url: database.url,
        subjects,
        pageBytes,
        seconds,
        clients,
      });
    }
    for (const { id, title, operation } of wanted(options, workloads(client, subjects))) {
      const measured = result.measured.find((one) => one.id === id);
      if (measured === undefined) continue;
      await warmUp(operation, seconds);
      await untilJobsAreDone(db);
      const cpu = cpuReader(site, database);
      measured.figure = await measure(operation, { seconds, isWarm: true });
      await untilJobsAreDone(db);
      measured.cpu = cpu(measured.figure.done);
      if (knownMany.has(id))
        measured.many = await measure(orTurnedAway(operation), { seconds, clients });
      say(
        `${result.size} : ${id.padEnd(11)} ${title.padEnd(38)} p50 ${measured.figure.p50.toFixed(2)} ms`,
      );
    }
    result.memory.application = memoryOf(site.pid).resident;
  } finally {
    client.close();
  }
}

const longestWaitMs = 60_000;

/**
 * Waits until what follows from the acts so far is done: a page is measured beside its own work alone, and an act is
 * counted with all of its own.
 */
async function untilJobsAreDone(db: Db): Promise<void> {
  const deadline = performance.now() + longestWaitMs;
  const waiting = sql<{ count: number }>`select count(*) as count from graphile_worker.jobs
    where run_at <= now() and attempts < max_attempts`;
  while (((await waiting.execute(db)).rows[0]?.count ?? 0) > 0 && performance.now() < deadline) {
    await pause(20);
  }
}

/** Starts to count processor; gives milliseconds for each thing done since. */
function cpuReader({ pid }: Site, { postmasterPid }: BenchDatabase) {
  const read = () => ({
    application: cpuOf(pid),
    database: cpuOf(postmasterPid, { withChildren: true }),
  });
  const before = read();
  return (done: number): Measured['cpu'] => {
    const after = read();
    const each = (a: number, b: number): number => (1000 * (a - b)) / Math.max(1, done);
    return {
      application: each(after.application, before.application),
      database: each(after.database, before.database),
    };
  };
}

/** What many people at once make of it: an hour of a day, streams, more than can be answered, half an hour. */
async function press(
  site: Site,
  { options, subjects, result, say, db }: Run & { db: Db },
): Promise<void> {
  const client = httpClient(site.port, 256);
  const operation = hourOperation(client, subjects);
  try {
    if (options.only.has('W8')) {
      say(`${result.size} : W8, une heure d’une vraie journée…`);
      const seconds = Math.max(20, Math.min(60, options.seconds * 6));
      result.hour = await liveHour(site, subjects, { operation, seconds });
    }
    if (options.only.has('streams')) {
      say(`${result.size} : flux au repos…`);
      result.streams = await idleStreams(site, db, streamsWanted);
    }
    if (options.flat > 0) {
      say(`${result.size} : mémoire pendant ${String(options.flat)} min…`);
      result.flat = await liveHour(site, subjects, { operation, seconds: options.flat * 60 });
    }
    const home = result.measured.find(({ id }) => id === 'W2');
    if (options.only.has('overload') && home?.many) {
      say(`${result.size} : trois fois trop de monde…`);
      const terms = {
        knee: home.many.perSecond,
        usualP95: home.figure.p95,
        seconds: options.seconds * 2,
      };
      result.overload = await overload(site, subjects, terms);
    }
  } finally {
    client.close();
  }
}
