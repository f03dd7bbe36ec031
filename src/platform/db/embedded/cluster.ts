import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, dirname, join } from 'node:path';
import {
  type Binaries,
  EmbeddedPostgresError,
  giveToServer,
  serverEnvironment,
} from './binaries.ts';
import { type Postmaster, waitUntilReady } from './postmaster.ts';

export const superuser = 'postgres';

/** The password stays beside the data it opens, readable by the same account only. */
const passwordFile = 'centre-de-services.password';

/** Personal data stays out of the server's log: no statement, no parameter, no detail line (it quotes rows). */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
  log_timezone: 'UTC',
};

const logLimit = 5_000_000;

async function run(command: string[], binaries: Binaries): Promise<void> {
  const [program = '', ...words] = command;
  const child = spawn(program, words, {
    env: serverEnvironment,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...binaries.account,
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return;
  const reason = complaint.trim().split('\n').at(0) ?? '';
  throw new EmbeddedPostgresError(`PostgreSQL n’a pas pu préparer son dossier : ${reason}`);
}

/**
 * Prepares the folder of a new server under another name and renames it when complete: a start that is killed, or
 * two at once, never leave half a cluster. Names sort by code point unless a query asks for French.
 */
export async function createCluster(
  cluster: string,
  binaries: Binaries,
  { durable }: { durable: boolean },
): Promise<void> {
  if (existsSync(join(cluster, 'PG_VERSION'))) return;
  const parent = dirname(cluster);
  await mkdir(parent, { recursive: true, mode: 0o700 });
  const draft = await mkdtemp(join(parent, `${basename(cluster)}.new-`));
  const password = join(draft, 'password');
  const pgdata = join(draft, 'cluster');
  try {
    await writeFile(password, randomBytes(24).toString('base64url'), { mode: 0o600 });
    await giveToServer(binaries, draft);
    await giveToServer(binaries, password);
    await run(
      [
        ...binaries.prefix,
        binaries.initdb,
        `--pgdata=${pgdata}`,
        `--username=${superuser}`,
        `--pwfile=${password}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        ...(durable ? [] : ['--no-sync']),
      ],
      binaries,
    );
    await rename(password, join(pgdata, passwordFile));
    await rename(pgdata, cluster).catch((error: unknown) => {
      // Another start was faster: its cluster is as good as ours.
      if (!existsSync(join(cluster, 'PG_VERSION'))) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  if (durable) await sweepDrafts(cluster);
}

const abandonedAfterMs = 600_000;

/** Removes what killed first starts have left, not what another one may be preparing now. */
async function sweepDrafts(cluster: string): Promise<void> {
  const parent = dirname(cluster);
  // Compared with the time of a file made just now: the clock of the disk, which may be another machine's.
  const before = (await stat(join(cluster, passwordFile))).mtimeMs - abandonedAfterMs;
  for (const name of await readdir(parent)) {
    if (!name.startsWith(`${basename(cluster)}.new-`)) continue;
    const { mtimeMs } = await stat(join(parent, name));
    if (mtimeMs < before) await rm(join(parent, name), { recursive: true, force: true });
  }
}

/** The password of the cluster's owner. */
export const readPassword = (cluster: string): Promise<string> =>
  readFile(join(cluster, passwordFile), 'utf8');

/** A port of the loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

async function lastComplaint(log: string): Promise<string> {
  const text = await readFile(log, 'utf8').catch(() => '');
  const lines = text.split('\n').filter((line) => /FATAL|PANIC|rror/.test(line));
  return lines.at(-1) ?? text.trim().split('\n').at(-1) ?? '';
}

/**
 * Starts a server on a prepared folder and waits until it answers. It is detached: Ctrl-C in the terminal reaches
 * the application alone, which drains before it stops the database.
 */
export async function startPostmaster(
  cluster: string,
  binaries: Binaries,
  { port, extra }: { port: number; extra: Record<string, string> },
): Promise<Postmaster> {
  const log = `${cluster}.log`;
  const written = await stat(log).catch(() => undefined);
  if (written && written.size > logLimit) await truncate(log);
  const output = await open(log, 'a', 0o600);
  const [program = '', ...words] = [...binaries.prefix, binaries.postgres];
  const options = Object.entries({ ...settings, ...extra, port: String(port) });
  const child = spawn(
    program,
    [...words, '-D', cluster, ...options.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      detached: true,
      env: serverEnvironment,
      stdio: ['ignore', output.fd, output.fd],
      cwd: '/',
      ...binaries.account,
    },
  );
  await output.close();
  child.unref();
  const failed = new Promise<undefined>((resolve) => child.once('error', () => resolve(undefined)));
  const ready = await Promise.race([failed, waitUntilReady(cluster, child.pid ?? -1, 120_000)]);
  if (ready) return ready;
  throw new EmbeddedPostgresError(
    `PostgreSQL n’a pas démarré (journal : ${log}) : ${await lastComplaint(log)}`,
  );
}
