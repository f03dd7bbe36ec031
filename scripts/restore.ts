/**
 * Puts a backup into an empty installation: `npm run restore -- --de /srv/sauvegardes/centre-de-services-…`. With
 * `--verifier`, only reads it and says whether it is whole.
 */
import { parseArgs } from 'node:util';
import { readConfig } from '../src/config.ts';
import { createLog } from '../src/platform/log.ts';
import { restore, verifyBackup } from '../src/restore.ts';
import { StartError } from '../src/start-error.ts';
import { operate } from './operate.ts';

const usage =
  'Indiquez --de DOSSIER, la sauvegarde à restaurer ; --verifier pour la relire sans rien écrire.';

function readOptions(): { de: string; verifier: boolean } {
  const options = { de: { type: 'string' }, verifier: { type: 'boolean' } } as const;
  try {
    const { de, verifier = false } = parseArgs({ options, strict: true }).values;
    if (de) return { de, verifier };
  } catch {
    throw new StartError(usage);
  }
  throw new StartError(usage);
}

async function run(): Promise<string> {
  const { de, verifier } = readOptions();
  if (verifier) {
    const { takenAt, version, fileCount } = await verifyBackup(de);
    return `Sauvegarde intacte : ${takenAt}, version ${version}, ${String(fileCount)} fichiers.`;
  }
  const config = readConfig();
  const { takenAt } = await restore(config, { from: de }, createLog(config.logLevel));
  return `La sauvegarde du ${takenAt} est restaurée.`;
}

await operate(run);
