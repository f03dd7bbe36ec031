import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import pg from 'pg';
import product from '../package.json' with { type: 'json' };
import type { Config } from './config.ts';
import { backUpFiles } from './platform/backup/copy-files.ts';
import { dumpDatabase } from './platform/backup/dump-database.ts';
import { type Manifest, manifestFile } from './platform/backup/manifest.ts';
import { type Draft, openDraft } from './platform/backup/sealed-folder.ts';
import { addressesToRead, filesOf } from './resources.ts';
import { explainDatabase, StartError } from './start-error.ts';

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/** Why a backup could not be made, in words for the person who asked for it. */
function explain(error: unknown, config: Config): unknown {
  switch (codeOf(error)) {
    case 'ENOSPC':
      return new StartError('Le disque de la sauvegarde est plein : rien n’a été gardé.');
    case 'EACCES':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
      return new StartError(
        'Impossible d’écrire dans le dossier de sauvegarde : vérifiez son chemin et les droits de ce compte.',
      );
    case '42501':
      return new StartError(
        'Le compte de la base ne voit pas toutes les lignes : indiquez celui du propriétaire dans DATABASE_OWNER_URL.',
      );
    case '42P01':
      return new StartError('Cette base n’est pas celle d’un Centre de services à jour.');
    default:
      return explainDatabase(
        error,
        config.databaseOwnerUrl === undefined ? 'DATABASE_URL' : 'DATABASE_OWNER_URL',
      );
  }
}

/** Files, then rows, then the files that came meanwhile: no row of the backup names a file it lacks. */
async function fill(
  draft: Draft,
  client: pg.Client,
  config: Config,
): Promise<Omit<Manifest, 'takenAt'>> {
  await backUpFiles(filesOf(config), draft);
  const dump = await dumpDatabase(client, draft);
  await backUpFiles(filesOf(config), draft);
  return {
    format: 1,
    product: 'centre-de-services',
    version: product.version,
    fileCount: draft.count(),
    ...dump,
  };
}

async function makeBackup(config: Config, client: pg.Client, final: string, takenAt: string) {
  const draft = await openDraft(final);
  try {
    const manifest: Manifest = { ...(await fill(draft, client, config)), takenAt };
    await draft.add(manifestFile, [`${JSON.stringify(manifest, null, 2)}\n`]);
    await draft.seal();
  } catch (error) {
    await draft.abandon();
    await rm(draft.folder, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Copies the whole desk, database and files, into a new folder under `into`, and gives its path. The desk may go on
 * working meanwhile. The folder bears its name only once complete and flushed to disk.
 */
export async function backUp(
  config: Config,
  { into }: { into: string },
  now: Temporal.Instant,
): Promise<string> {
  const stamp = now.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '');
  const final = join(resolve(into), `centre-de-services-${stamp}`);
  const { ownerUrl, stop } = await addressesToRead(config);
  const client = new pg.Client({
    connectionString: ownerUrl,
    application_name: 'centre-de-services: sauvegarde',
    options: '-c timezone=UTC',
  });
  // A lost connection fails the statement it carried; it must not end the process by itself.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await makeBackup(config, client, final, now.toString());
    return final;
  } catch (error) {
    throw explain(error, config);
  } finally {
    await client.end();
    await stop();
  }
}
