/** Copies the database and the files into a new folder: `npm run backup -- --vers /srv/sauvegardes`. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { backUp } from '../src/backup.ts';
import { readConfig } from '../src/config.ts';
import { systemClock } from '../src/platform/clock.ts';
import { StartError } from '../src/start-error.ts';
import { operate } from './operate.ts';

function readOptions(): { vers?: string } {
  try {
    return parseArgs({ options: { vers: { type: 'string' } }, strict: true }).values;
  } catch {
    throw new StartError('Option possible : --vers DOSSIER, où ranger la sauvegarde.');
  }
}

await operate(async () => {
  const { vers } = readOptions();
  const config = readConfig();
  const into = vers ?? join(config.dataDir, 'sauvegardes');
  return `Sauvegarde terminée : ${await backUp(config, { into }, systemClock())}`;
});
