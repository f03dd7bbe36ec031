import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import type { Config } from './config.ts';
import type { FileDesk } from './domain/files/file-desk.ts';
import type { Db, Tables } from './domain/tables.ts';
import { systemClock } from './platform/clock.ts';
import { grantApplication } from './platform/db/application-role.ts';
import { createDb } from './platform/db/database.ts';
import { claimData, ensureDatabase } from './platform/db/embedded/desk-database.ts';
import { startEmbeddedPostgres } from './platform/db/embedded-postgres.ts';
import { migrate, migrationNames } from './platform/db/migrate.ts';
import { openPool } from './platform/db/pool.ts';
import { migrateJobs } from './platform/jobs/migrate-jobs.ts';
import type { Log } from './platform/log.ts';
import { clamdScanner } from './platform/scan/clamd.ts';
import { localStorage } from './platform/storage/local-storage.ts';
import { explainDatabase, StartError } from './start-error.ts';

/** The folder of the migrations: the same place from src/ and from dist/. */
export const migrations = join(import.meta.dirname, '../migrations');

/** History is added to, never rewritten, whatever a fault in the application would try. */
const appendOnly = ['ticket_event', 'audit_entry', 'article_version'];

const embeddedName = 'centre_de_services';
const embeddedRole = 'application';

export type Addresses = { url: string; ownerUrl: string; stop: () => Promise<void> };

/** Where the database of development is kept. */
export const clusterOf = ({ dataDir }: Config): string => join(dataDir, 'postgres');

/** What was arriving when a process died is given this long: another process may still be receiving. */
const arrivingHours = 1;

/** Where the files of people are kept. */
export const filesOf = ({ dataDir }: Config): string => join(dataDir, 'files');

/** The addresses of the database, started when it is ours; for the application's role and for the owner. */
export async function addressesOf(config: Config, log: Log): Promise<Addresses> {
  if (config.databaseUrl) return givenAddresses(config, config.databaseUrl);
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  const server = await startEmbeddedPostgres({
    cluster: clusterOf(config),
    exclusive: true,
    onRestart: (reason) => log.warn({ from: 'postgres' }, reason),
  });
  const { password } = server;
  await ensureDatabase(server.url(), { database: embeddedName, role: embeddedRole, password });
  const url = new URL(server.url(embeddedName));
  url.username = embeddedRole;
  return { url: url.href, ownerUrl: server.url(embeddedName), stop: server.stop };
}

const givenAddresses = ({ databaseOwnerUrl }: Config, url: string): Addresses => ({
  url,
  ownerUrl: databaseOwnerUrl ?? url,
  stop: () => Promise.resolve(),
});

/**
 * The addresses of the database for somebody who only looks: a desk that works on it goes on working, and keeps its
 * server afterwards.
 */
export async function addressesToRead(config: Config): Promise<Addresses> {
  if (config.databaseUrl) return givenAddresses(config, config.databaseUrl);
  if (!existsSync(join(clusterOf(config), 'PG_VERSION'))) {
    throw new StartError(
      `Aucune base dans ${config.dataDir} : indiquez DATABASE_URL, ou le bon dossier dans DATA_DIR.`,
    );
  }
  const server = await startEmbeddedPostgres({ cluster: clusterOf(config) });
  const url = server.url(embeddedName);
  const stop = async (): Promise<void> => {
    server.leave();
    // Ours to stop only when we started it and no desk has come to work on it since.
    const release = server.adopted ? undefined : await claimData(server.url());
    await release?.();
    if (release) await server.stop();
  };
  return { url, ownerUrl: url, stop };
}

async function reach(pool: pg.Pool, variable: string): Promise<void> {
  await pool.query('select').catch((error: unknown) => {
    throw explainDatabase(error, variable);
  });
}

/** Brings the database to this version, then gives the application's role its rights when it is not the owner. */
export async function prepareDatabase(url: string, ownerUrl: string): Promise<string[]> {
  const owner = openPool(ownerUrl, { max: 2, statementTimeoutMs: 0 });
  const variable = url === ownerUrl ? 'DATABASE_URL' : 'DATABASE_OWNER_URL';
  try {
    await reach(owner, variable);
    const applied = await migrate(owner, migrations);
    await migrateJobs(owner);
    const role = decodeURIComponent(new URL(url).username);
    if (role && role !== decodeURIComponent(new URL(ownerUrl).username)) {
      await grantApplication(owner, { role, appendOnly });
    }
    return applied;
  } catch (error) {
    throw explainDatabase(error, variable);
  } finally {
    await owner.end();
  }
}

export type Resources = {
  url: string;
  pool: pg.Pool;
  db: Db;
  files: FileDesk;
  /** What this version needs to have been applied, by name. */
  migrations: readonly string[];
  close: () => Promise<void>;
};

/** Opens what pages and jobs work with: the database, at this version. */
export async function openResources(config: Config, log: Log): Promise<Resources> {
  const { url, ownerUrl, stop } = await addressesOf(config, log);
  const pool = openPool(url, {
    max: config.databasePool,
    onIdleError: (error) => log.warn({ err: error }, 'A connection to the database was lost.'),
  });
  const close = async (): Promise<void> => {
    await pool.end();
    await stop();
  };
  try {
    const applied = await prepareDatabase(url, ownerUrl);
    for (const name of applied) log.info({ migration: name }, 'Migration applied.');
    await reach(pool, 'DATABASE_URL');
  } catch (error) {
    await close();
    throw error;
  }
  const names = await migrationNames(migrations);
  const db = createDb<Tables>(pool);
  const files = openFiles(config, db, log);
  await files.storage.sweepIncoming(systemClock().subtract({ hours: arrivingHours }));
  return { url, pool, db, files, migrations: names, close };
}

function openFiles(config: Config, db: Db, log: Log): FileDesk {
  const { limits, clamd, whenScannerDown } = config.files;
  const scanner = clamd === null ? null : clamdScanner(clamd);
  return { db, storage: localStorage(filesOf(config)), limits, scanner, whenScannerDown, log };
}

/** The secret that signs cookies: the one given, or in development one made once and kept with the data. */
export async function sessionSecret({ sessionSecret: given, dataDir }: Config): Promise<string> {
  if (given) return given;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'session-secret');
  const made = randomBytes(32).toString('base64url');
  await writeFile(file, made, { mode: 0o600, flag: 'wx' }).catch(() => undefined);
  return readFile(file, 'utf8');
}
