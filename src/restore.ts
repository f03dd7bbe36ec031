import { existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
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

/** Puts the files beside their place; the function given back puts them in it. */
async function stageFiles(folder: string, files: string): Promise<() => Promise<void>> {
  const staged = `${files}.restauration`;
  await rm(staged, { recursive: true, force: true });
  if ((await restoreFiles(folder, staged)) === 0) return () => Promise.resolve();
  return async () => {
    await rm(files, { recursive: true, force: true });
    await rename(staged, files);
  };
}

async function fillTarget({ config, addresses, folder, read }: Target): Promise<void> {
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
      await migrate(owner, migrations, { only: new Set(read.migrations.map(({ name }) => name)) });
      await migrateJobs(owner);
      const jobs = await client.query<{ id: number }>(
        'select id from graphile_worker.migrations order by id',
      );
      if (String(jobs.rows.map(({ id }) => id)) !== String(read.jobMigrations)) {
        throw new StartError(
          `La file des tâches a changé depuis la version ${read.version} : restaurez avec cette version, puis mettez à jour.`,
        );
      }
      const place = await stageFiles(folder, filesOf(config));
      await loadDatabase(client, { folder, manifest: read }, place);
    } finally {
      // Closed rather than given back: what it was doing, if anything, is undone.
      client.release(true);
    }
  } finally {
    await owner.end();
  }
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
    throw explainDatabase(
      error,
      config.databaseOwnerUrl === undefined ? 'DATABASE_URL' : 'DATABASE_OWNER_URL',
    );
  } finally {
    await addresses.stop();
  }
}
