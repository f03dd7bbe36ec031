import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { fingerprint } from '../scripts/fingerprint.mjs';
import { ensureDatabase } from '../src/platform/db/embedded/desk-database.ts';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../src/platform/db/embedded-postgres.ts';
import { prepareDatabase } from '../src/resources.ts';
import { generate } from './generate/generate.ts';
import { cpuOf } from './processes.ts';
import { copiedUpTo, type Size, sizes } from './sizes.ts';

const root = join(import.meta.dirname, '..');
const cluster = join(root, '.cache/bench/postgres');
/** Where the server of the measures writes its log. */
export const serverLog = `${cluster}.log`;
const role = 'application';
const copy = 'bench_copy';
/** What people, texts and lives come from: others make other databases. */
const sources = ['bench/generate', 'seeds'];
/** A desk older than this would have closed half of its live tickets by itself. */
const freshDays = 7;

/** What speed.md advises on a machine of two cores and 8 GB; the server keeps its journal, and every commit waits for it. */
const measuring = {
  shared_buffers: '1GB',
  effective_cache_size: '4GB',
  work_mem: '16MB',
  maintenance_work_mem: '256MB',
  random_page_cost: '1.1',
  effective_io_concurrency: '200',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  wal_compression: 'on',
  jit: 'off',
  max_connections: '200',
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.max': '5000',
};

/** Nothing that is being filled is worth a flush: it is filled again when it breaks. */
const loading = {
  ...measuring,
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '8GB',
  autovacuum: 'off',
  shared_preload_libraries: '',
};

const inClient = async <R>(url: string, fn: (client: pg.Client) => Promise<R>): Promise<R> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await fn(client);
  } finally {
    await client.end();
  }
};

/** A filled database that is being measured, and how the application reaches it. */
export type BenchDatabase = {
  size: Size;
  name: string;
  url: string;
  applicationUrl: string;
  postmasterPid: number;
  bytes: number;
  close: () => Promise<void>;
};

const nameOf = (size: Size, seed: number): string =>
  `desk_${size.toLowerCase()}_${String(seed)}_${fingerprint(root, sources).slice(0, 10)}`;

type Filled = { filledAt: string; seconds: number; cpuSeconds: number };

/** Reads how a database was filled; undefined when there is none of this name. */
async function findFilled(server: EmbeddedPostgres, name: string): Promise<Filled | undefined> {
  return inClient(server.url(), async (client) => {
    const { rows } = await client.query<{ told: string | null }>(
      "select shobj_description(oid, 'pg_database') as told from pg_database where datname = $1",
      [name],
    );
    return rows[0]?.told ? (JSON.parse(rows[0].told) as Filled) : undefined;
  });
}

const start = (settings: Record<string, string>, durable: boolean): Promise<EmbeddedPostgres> =>
  startEmbeddedPostgres({ cluster, durable, exclusive: true, settings });

/** Fills a database of this size unless it is there already; tells how long it took. */
export async function ensureFilled(
  { size, seed, again = false }: { size: Size; seed: number; again?: boolean },
  say: (line: string) => void,
): Promise<Filled> {
  await mkdir(join(root, '.cache/bench'), { recursive: true });
  const server = await start(loading, false);
  const name = nameOf(size, seed);
  try {
    const found = await findFilled(server, name);
    const isOld = found !== undefined && ageInDays(found) > freshDays;
    if (found && !again && !(isOld && sizes[size] <= copiedUpTo)) {
      if (isOld)
        say(`${size} : remplie il y a plus de ${String(freshDays)} jours (--fresh la refait).`);
      return found;
    }
    say(`${size} : remplissage (graine ${String(seed)})…`);
    await dropOthers(server, size);
    return await fillDatabase(server, { size, seed, name }, say);
  } finally {
    await server.stop();
  }
}

const ageInDays = ({ filledAt }: Filled): number =>
  Temporal.Now.instant().since(Temporal.Instant.from(filledAt)).total('hours') / 24;

/** A database of this size from other sources is of no use any more, and large. */
async function dropOthers(server: EmbeddedPostgres, size: Size): Promise<void> {
  await inClient(server.url(), async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "select datname as name from pg_database where datname like $1 or datname = 'filling'",
      [`desk\\_${size.toLowerCase()}\\_%`],
    );
    for (const one of rows)
      await client.query(`drop database if exists "${one.name}" with (force)`);
  });
}

async function fillDatabase(
  server: EmbeddedPostgres,
  { size, seed, name }: { size: Size; seed: number; name: string },
  say: (line: string) => void,
): Promise<Filled> {
  const administer = (statement: string) =>
    inClient(server.url(), (client) => client.query(statement));
  await administer('create database filling strategy file_copy');
  const url = server.url('filling');
  await prepareDatabase(url, url);
  const now = Temporal.Now.instant().round('minute');
  const cpu = () =>
    process.cpuUsage().user / 1e6 +
    process.cpuUsage().system / 1e6 +
    cpuOf(server.pid, { withChildren: true });
  const [began, before] = [performance.now(), cpu()];
  await generate({ url, tickets: sizes[size], seed, now, say: (line) => say(`${size} : ${line}`) });
  const seconds = Math.round((performance.now() - began) / 1000);
  const filled = {
    filledAt: now.toString(),
    seconds,
    cpuSeconds: Math.round(cpu() - before),
  };
  await administer('checkpoint');
  await administer(`comment on database filling is '${JSON.stringify(filled)}'`);
  await administer(`alter database filling rename to "${name}"`);
  say(
    `${size} : remplie en ${String(seconds)} s (${String(filled.cpuSeconds)} s de processeur, PostgreSQL compris).`,
  );
  return filled;
}

/** Opens a filled database for measuring: a copy when it is small, itself otherwise. */
export async function openFilled(size: Size, seed: number): Promise<BenchDatabase> {
  const server = await start(measuring, true);
  const original = nameOf(size, seed);
  const isCopied = sizes[size] <= copiedUpTo;
  const name = isCopied ? copy : original;
  const { password } = server;
  await ensureDatabase(server.url(), { database: 'postgres', role, password });
  if (isCopied) {
    await inClient(server.url(), async (client) => {
      await client.query(`drop database if exists ${copy} with (force)`);
      await client.query(`create database ${copy} template "${original}" strategy file_copy`);
    });
  }
  const url = server.url(name);
  const applicationUrl = new URL(url);
  applicationUrl.username = role;
  await prepareDatabase(applicationUrl.href, url);
  const bytes = await inClient(url, async (client) => {
    await client.query('create extension if not exists pg_stat_statements');
    // Counted for a moment only, when asked: see statements.ts.
    await client.query("alter system set pg_stat_statements.track = 'none'");
    await client.query('select pg_reload_conf()');
    await client.query('create extension if not exists pg_prewarm');
    const { rows } = await client.query<{ bytes: string }>(
      'select pg_database_size(current_database()) as bytes',
    );
    return Number(rows[0]?.bytes ?? 0);
  });
  return {
    ...{ size, name, url, bytes },
    applicationUrl: applicationUrl.href,
    postmasterPid: server.pid,
    close: () => server.stop(),
  };
}
