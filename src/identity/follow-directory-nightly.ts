import type { DirectoryConfig } from '../config-directory.ts';
import { countActs } from '../domain/people/directory-plan.ts';
import type { Db } from '../domain/tables.ts';
import { followDirectory } from '../domain/tickets/follow-directory.ts';
import type { Log } from '../platform/log.ts';
import { readDirectory } from './directory.ts';

/** Reads the directory and follows it, telling the log in numbers alone. */
export type DirectoryFollower = (db: Db, now: Temporal.Instant) => Promise<void>;

/** How the directory of this installation is followed at night; null: there is none. */
export function directoryFollower(
  config: DirectoryConfig | null,
  log: Log,
): DirectoryFollower | null {
  if (config === null) return null;
  return async (db, now) => {
    const { withoutKey, unreadable, ...reading } = await readDirectory(config);
    const { plan, stop, fault } = await followDirectory(db, reading, { allowed: 0, now });
    const counts = { read: reading.entries.length, followed: plan.followed, ...countActs(plan) };
    if (stop !== null) {
      log.error({ ...counts, stop }, 'The directory drops too many people: nothing was changed.');
      return;
    }
    const leftAside = plan.leftAside.length;
    log.info({ ...counts, leftAside, withoutKey, unreadable }, 'The directory was followed.');
    if (fault !== undefined)
      log.error({ err: fault }, 'Somebody of the directory was not written.');
  };
}
