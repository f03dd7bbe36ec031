import { once } from 'node:events';
import type { Tables } from '../src/domain/tables.ts';
import { createDb } from '../src/platform/db/database.ts';
import { openPool } from '../src/platform/db/pool.ts';
import { openFilled } from './database.ts';
import type { Options } from './options.ts';
import { startSite } from './site.ts';
import { findSubjects } from './subjects.ts';

/** Serves a filled desk as it is measured, for whoever wants to look at it or measure it otherwise, until Ctrl-C. */
export async function serve({ sizes, seed }: Options, say: (line: string) => void): Promise<void> {
  const [size] = sizes;
  if (size === undefined) return;
  const database = await openFilled(size, seed);
  const pool = openPool(database.url, { max: 2, statementTimeoutMs: 0 });
  try {
    const { requesters, agents, busiest } = await findSubjects(createDb<Tables>(pool));
    const site = await startSite(database.applicationUrl, database.url);
    try {
      say(`${size} : ${site.url} (processus ${String(site.pid)}), base ${database.url}`);
      say(`demandeur : ${requesters[0]?.cookie ?? ''}`);
      say(`2 000 demandes : ${busiest.cookie}`);
      say(`intervenant : ${agents[0]?.cookie ?? ''}`);
      await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    } finally {
      await site.stop();
    }
  } finally {
    await pool.end();
    await database.close();
  }
}
