/** Brings the database of DATABASE_URL to this version, with the rights of DATABASE_OWNER_URL when it is given. */
import { readConfig } from '../src/config.ts';
import { createLog } from '../src/platform/log.ts';
import { openResources } from '../src/resources.ts';
import { linesFor } from '../src/start-error.ts';

try {
  const config = readConfig();
  const resources = await openResources(config, createLog(config.logLevel));
  await resources.close();
  console.log('La base de données est à jour.');
} catch (error) {
  const lines = linesFor(error);
  if (!lines) throw error;
  for (const line of lines) console.error(line);
  process.exitCode = 1;
}
