/** Brings the database of DATABASE_URL to this version, with the rights of DATABASE_OWNER_URL when it is given. */
import { readConfig } from '../src/config.ts';
import { createLog } from '../src/platform/log.ts';
import { openResources } from '../src/resources.ts';
import { operate } from './operate.ts';

await operate(async () => {
  const config = readConfig();
  const resources = await openResources(config, createLog(config.logLevel));
  await resources.close();
  return 'La base de données est à jour.';
});
