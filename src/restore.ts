import { existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type pg from 'pg';
import type { Config } from './config.ts';
import { hasFiles, restoreFiles } from './platform/backup/copy-files.ts';
import { isEmptyDatabase } from './platform/backup/dump-database.ts';
import { loadDatabase } from './platform/backup/load-database.ts';
import { type Manifest, manifest, manifestFile } from './platform/backup/manifest.ts';
import { SealError, verifySealed } from './platform/backup/sealed-folder.ts';
import { migrate, readMigrations } from './platform/db/migrate.ts';
import { openPool } from './platform/db/pool.ts';
import { migrateJobs } from './platform/jobs/migrate-jobs.ts';
import type { Log } from './platform/log.ts';
import { type Addresses, addressesOf, filesOf, migrations, prepareDatabase } from './resources.ts';
import { explainDatabase, StartError } from './start-error.ts';

/** Reads a whole backup and compares it with its sums; throws when anything is missing or changed. */
export async function verifyBackup(folder: string): Promise<Manifest> {
  if (!existsSync(folder)) throw new SealError(`Ce dossier n’existe pas : ${folder}`);
  const count = await verifySealed(folder);
  const text = await readFile(join(folder, manifestFile), 'utf8').catch(() => '{}');
  const read = manifest.safeParse(JSON.parse(text));
  if (!read.success) {
    throw new SealError(
      `${manifestFile} n’est pas celui d’une sauvegarde que cette version sait lire.`,
    );
  }
  // The description itself is listed, and does not count itself.
  if (count !== read.data.fileCount + 1) {
    throw new SealError('La liste des fichiers de cette sauvegarde n’est pas complète.');
  }
  return read.data;
}

/** A backup is read by its own version or by a later one, which has every migration it had. */
async function checkVersion({ version, migrations: needed }: Manifest): Promise<void> {
  const known = new Map((await readMigrations(migrations)).map((one) => [one.name, one.checksum]));
  const missing = needed.find(({ name, checksum }) => known.get(name) !== checksum);
  if (!missing) return;
  throw new StartError(
    `Cette sauvegarde vient de la version ${version}, dont cette installation n’a pas la migration ${missing.name} : installez cette version-là ou une plus récente.`,
  );
}

type Target = { config: Config; addresses: Addresses; folder: string; read: Manifest };

const stagedOf = (config: Config): string => `${filesOf(config)}.restauration`;

/** Puts the files beside their place: a disk that is too small says so before the database is touched. */
async function stageFiles({ config, folder }: Target): Promise<number> {
  await rm(stagedOf(config), { recursive: true, force: true });
  return restoreFiles(folder, stagedOf(config));
}

/** Gives the staged files their place. */
async function placeFiles(config: Config): Promise<void> {
  await rm(filesOf(config), { recursive: true, force: true });
  await rename(stagedOf(config), filesOf(config));
}

/** The tables as the migrations of the backup make them. */
async function makeTables(owner: pg.Pool, client: pg.ClientBase, read: Manifest): Promise<void> {
  await migrate(owner, migrations, { only: new Set(read.migrations.map(({ name }) => name)) });
  await migrateJobs(owner);
  const jobs = await client.query<{ id: number }>(
    'select id from graphile_worker.migrations order by id',
  );
  if (String(jobs.rows.map(({ id }) => id)) === String(read.jobMigrations)) return;
  throw new StartError(
    `La file des tâches a changé depuis la version ${read.version} : restaurez avec cette version, puis mettez à jour.`,
  );
}

async function fillTarget(target: Target): Promise<void> {
  const { config, addresses, folder, read } = target;
  const owner = openPool(addresses.ownerUrl, {
    max: 2,
    statementTimeoutMs: 0,
    idleInTransactionTimeoutMs: 0,
  });
  try {
    const client = await owner.connect();
    try {
      if (!(await isEmptyDatabase(client))) {
        throw new StartError(
          'La base n’est pas vide : restaurez dans une base neuve. Rien n’a été modifié.',
        );
      }
      const files = await stageFiles(target);
      await makeTables(owner, client, read);
      await loadDatabase(client, { folder, manifest: read }, async () => {
        if (files > 0) await placeFiles(config);
      });
    } finally {
      // Closed rather than given back: what it was doing, if anything, is undone.
      client.release(true);
    }
  } finally {
    await owner.end();
    await rm(stagedOf(config), { recursive: true, force: true });
  }
}

/** Why a restoration stopped, in words for the person who asked for it. */
function explain(error: unknown, config: Config): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC') {
    return new StartError(
      `Le disque de ${config.dataDir} est plein : rien n’a été restauré. Libérez de la place, puis recommencez.`,
    );
  }
  if (code === '53100') {
    return new StartError(
      'Le disque de la base de données est plein : rien n’a été restauré. Libérez de la place, refaites une base neuve, puis recommencez.',
    );
  }
  return explainDatabase(
    error,
    config.databaseOwnerUrl === undefined ? 'DATABASE_URL' : 'DATABASE_OWNER_URL',
  );
}

/**
 * Puts a backup into an empty database and an empty folder of files, then brings it to this version. Everything is
 * verified before anything is written; rows arrive in one transaction.
 */
export async function restore(
  config: Config,
  { from }: { from: string },
  log: Log,
): Promise<Manifest> {
  const folder = resolve(from);
  const read = await verifyBackup(folder);
  await checkVersion(read);
  if (await hasFiles(filesOf(config))) {
    throw new StartError(
      `Le dossier ${filesOf(config)} n’est pas vide : restaurez dans un dossier de données neuf. Rien n’a été modifié.`,
    );
  }
  const addresses = await addressesOf(config, log);
  try {
    await fillTarget({ config, addresses, folder, read });
    await prepareDatabase(addresses.url, addresses.ownerUrl);
    return read;
  } catch (error) {
    throw explain(error, config);
  } finally {
    await addresses.stop();
  }
}
