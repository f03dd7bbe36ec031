import { sql } from 'kysely';
import type { Db } from '../tables.ts';

/** What may become of following a directory: it is done, or nothing was changed. */
export const directoryOutcomes = [
  'done',
  // What it says is not believed.
  'empty',
  'too_many_departures',
  // It could not be read.
  'silent',
  'untrusted',
  'refused',
] as const;
export type DirectoryOutcomeWord = (typeof directoryOutcomes)[number];

/** The last time a directory was followed, or was to be. */
export type DirectoryRun = {
  at: Temporal.Instant;
  /** One of the words above; a former version may have written another. */
  outcome: string;
  code: string | null;
  read: number | null;
  departures: number | null;
  /** Null: it never was. */
  followedAt: Temporal.Instant | null;
};

type Recorded = {
  issuer: string;
  outcome: DirectoryOutcomeWord;
  code?: string | null;
  read?: number | null;
  departures?: number | null;
};

const code = /^[A-Za-z0-9_.:/-]{1,80}$/;

/** Keeps what became of following a directory, in place of the time before. */
export async function recordDirectoryRun(
  db: Db,
  { issuer, outcome, read = null, departures = null, ...run }: Recorded,
  now: Temporal.Instant,
): Promise<void> {
  const kept = typeof run.code === 'string' && code.test(run.code) ? run.code : null;
  const followedAt = outcome === 'done' ? now : null;
  await sql`
    insert into directory_run (issuer, at, outcome, code, read, departures, followed_at)
    values (${issuer}, ${now}, ${outcome}, ${kept}, ${read}, ${departures}, ${followedAt})
    on conflict (issuer) do update set
      at = excluded.at, outcome = excluded.outcome, code = excluded.code, read = excluded.read,
      departures = excluded.departures,
      followed_at = coalesce(excluded.followed_at, directory_run.followed_at)`.execute(db);
}

/** Finds the last time that the directory was followed, or was to be; undefined when it never was. */
export function lastDirectoryRun(db: Db): Promise<DirectoryRun | undefined> {
  return (
    db
      .selectFrom('directory_run')
      .select(['at', 'outcome', 'code', 'read', 'departures', 'followed_at as followedAt'])
      // A directory that was replaced by another is no longer followed.
      .orderBy('at', 'desc')
      .limit(1)
      .executeTakeFirst()
  );
}
