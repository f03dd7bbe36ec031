import type { Tables } from '../../src/domain/tables.ts';
import { createDb } from '../../src/platform/db/database.ts';
import { openPool } from '../../src/platform/db/pool.ts';
import { createLog } from '../../src/platform/log.ts';
import { startWorker } from '../../src/worker.ts';
import { testFiles } from './files.ts';

/** The worker as it is, in a process of its own that a test may kill; what it takes for the present comes with it. */
const [url = '', now = ''] = process.argv.slice(2);
const db = createDb<Tables>(openPool(url, { max: 4, allowExitOnIdle: true }));
const clock = () => Temporal.Instant.from(now);
const files = testFiles(db);
await startWorker({ url, db, files, directory: null, clock, log: createLog('error') });
process.stdout.write('ready\n');
