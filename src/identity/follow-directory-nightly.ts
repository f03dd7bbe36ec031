import type { DirectoryConfig } from '../config-directory.ts';
import { countActs } from '../domain/people/directory-plan.ts';
import { recordDirectoryRun } from '../domain/people/directory-run.ts';
import type { Db } from '../domain/tables.ts';
import {
  type DirectoryReading,
  followDirectory,
  meetInDirectory,
} from '../domain/tickets/follow-directory.ts';
import type { Log } from '../platform/log.ts';
import { type DirectoryRead, issuerOf, readDirectory } from './directory.ts';
import { DirectoryError } from './directory-client.ts';

/** What the desk does with its directory. */
export type DirectoryFollower = {
  /** Follows it whole, telling the log in numbers alone. */
  follow: (db: Db, now: Temporal.Instant) => Promise<void>;
  /** Completes who has just come in for the first time. */
  meet: (db: Db, login: string, now: Temporal.Instant) => Promise<void>;
};

/** How the directory of this installation is followed; null: there is none. */
export function directoryFollower(
  config: DirectoryConfig | null,
  log: Log,
): DirectoryFollower | null {
  if (config === null) return null;
  return {
    follow: (db, now) => followAll(config, log, { db, now }),
    meet: async (db, login, now) => {
      // Where logins are not shared, the same one is somebody else.
      const reading = config.sharesLogins ? await readNow(config, log, login) : null;
      if (reading !== null) await meetInDirectory(db, reading, now);
    },
  };
}

/** A directory that does not answer is not asked again for one person: the night will do. */
async function readNow(
  config: DirectoryConfig,
  log: Log,
  login: string,
): Promise<DirectoryReading | null> {
  try {
    return await readDirectory(config, login);
  } catch (error) {
    if (!(error instanceof DirectoryError)) throw error;
    const { reason, code } = error;
    log.warn({ reason, code }, 'The directory could not be asked about a newcomer.');
    return null;
  }
}

/** A directory that cannot be read is told of where administrators look, then tried again by the queue of jobs. */
async function readOrTell(
  config: DirectoryConfig,
  { db, now }: { db: Db; now: Temporal.Instant },
): Promise<DirectoryRead> {
  try {
    return await readDirectory(config);
  } catch (error) {
    if (!(error instanceof DirectoryError)) throw error;
    const { reason: outcome, code } = error;
    await recordDirectoryRun(db, { issuer: issuerOf(config), outcome, code }, now);
    throw error;
  }
}

async function followAll(
  config: DirectoryConfig,
  log: Log,
  { db, now }: { db: Db; now: Temporal.Instant },
): Promise<void> {
  const { withoutKey, unreadable, ...reading } = await readOrTell(config, { db, now });
  const { plan, stop, fault } = await followDirectory(db, reading, { allowed: 0, now });
  const counts = { read: reading.entries.length, followed: plan.followed, ...countActs(plan) };
  if (stop !== null) {
    log.error({ ...counts, stop }, 'The directory drops too many people: nothing was changed.');
    return;
  }
  const leftAside = plan.leftAside.length;
  log.info({ ...counts, leftAside, withoutKey, unreadable }, 'The directory was followed.');
  if (fault !== undefined) log.error({ err: fault }, 'Somebody of the directory was not written.');
}
