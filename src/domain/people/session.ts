import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { seal, sealingKey, unseal } from '../../platform/seal.ts';
import type { Db } from '../tables.ts';
import type { PortalSession } from './end-sessions.ts';
import type { Viewer } from './person.ts';
import { viewerColumns } from './viewer-queries.ts';

/** However busy, a session ends after this. */
export const sessionHours = 12;
/** A session nobody uses ends after this. */
export const idleHours = 2;
/** How long the row of a session that is over stays, so that a form posted too late is kept for its owner. */
export const keptDays = 7;

/** The use of a session is noted at most this often: a read should not cost a write. */
const noteEveryMinutes = 5;

/** When a session is over if nothing more is asked with it; final: whatever is asked. */
export type SessionEnd = { at: Temporal.Instant; isFinal: boolean };

/** What a session's cookie led to. */
export type SessionReading =
  | { state: 'live'; viewer: Viewer; end: SessionEnd }
  /** Over by age or idleness: good for nothing but keeping what its owner posts. */
  | { state: 'expired'; personId: number };

/** What is stored of a session's secret: reading the database does not let anyone in. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** What somebody came in with, by the names their browser gives: « Firefox » on « Windows ». */
export type Device = {
  browser: string | null;
  system: string | null;
  kind: 'desktop' | 'phone' | 'tablet' | null;
};

/** Who comes in, and how. */
export type NewSession = {
  personId: number;
  /** The door that recognised them. */
  door: string;
  /** What the portal calls its own session, if it says so when that one is over. */
  portalSession?: string | null;
  /** What the portal wants to be shown when one signs out of it from here. */
  logoutHint?: string | null;
  device?: Device;
};

/** Opens a session for a person and gives the secret that the browser will show. */
export async function openSession(
  db: Db,
  { personId, door, portalSession = null, logoutHint = null, device }: NewSession,
  now: Temporal.Instant,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await db
    .insertInto('session')
    .values({
      id_hash: hashOf(token),
      person_id: personId,
      created_at: now,
      last_seen_at: now,
      expires_at: now.add({ hours: sessionHours }),
      door,
      portal_session: portalSession,
      // A portal’s proof may say more of somebody than we keep: it is read with the secret of the session alone.
      logout_hint: logoutHint === null ? null : seal(hintKey(token), logoutHint),
      browser: device?.browser ?? null,
      system: device?.system ?? null,
      device: device?.kind ?? null,
    })
    .execute();
  return token;
}

/** Finds who is behind a session's secret, with all that deciding on access needs, and notes that it was used. */
export async function readSession(
  db: Db,
  token: string,
  now: Temporal.Instant,
): Promise<SessionReading | null> {
  const found = await findSession(db, token, now);
  if (found?.reading.state !== 'live' || !found.isToNote) return found?.reading ?? null;
  return { ...found.reading, end: (await prolongSession(db, token, now)) ?? found.reading.end };
}

/** The same for what a page asks by itself: a window left open does not keep its session alive. */
export async function glanceAtSession(
  db: Db,
  token: string,
  now: Temporal.Instant,
): Promise<SessionReading | null> {
  return (await findSession(db, token, now))?.reading ?? null;
}

type FoundSession = { reading: SessionReading; isToNote: boolean };

async function findSession(
  db: Db,
  token: string,
  now: Temporal.Instant,
): Promise<FoundSession | null> {
  const row = await db
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .select(viewerColumns)
    .select(['session.last_seen_at as lastSeenAt', 'session.expires_at as expiresAt'])
    .where('session.id_hash', '=', hashOf(token))
    .where('session.ended_at', 'is', null)
    .where('person.status', '=', 'active')
    .executeTakeFirst();
  if (!row) return null;
  const { lastSeenAt, expiresAt, ...viewer } = row;
  const end = endOf(lastSeenAt, expiresAt);
  if (isBefore(end.at, now)) {
    return { reading: { state: 'expired', personId: viewer.id }, isToNote: false };
  }
  const isToNote = isBefore(lastSeenAt.add({ minutes: noteEveryMinutes }), now);
  return { reading: { state: 'live', viewer, end }, isToNote };
}

/** What stands for a session where its secret must not be kept: the same, in letters. */
export const sessionKey = (token: string): string => hashOf(token).toString('hex');

/** Tells which sessions, by key, may still be used. */
export async function liveSessions(
  db: Db,
  keys: readonly string[],
  now: Temporal.Instant,
): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    select encode(session.id_hash, 'hex') as key
    from session join person on person.id = session.person_id
    where session.id_hash = any(array(select decode(key, 'hex') from unnest(${[...keys]}::text[]) key))
      and session.ended_at is null and person.status = 'active'
      and session.expires_at > ${now}
      and session.last_seen_at > ${now.subtract({ hours: idleHours })}`.execute(db);
  return new Set(rows.map((row) => row.key));
}

const isBefore = (a: Temporal.Instant, b: Temporal.Instant): boolean =>
  Temporal.Instant.compare(a, b) <= 0;

function endOf(lastSeenAt: Temporal.Instant, expiresAt: Temporal.Instant): SessionEnd {
  const idleAt = lastSeenAt.add({ hours: idleHours });
  const isFinal = isBefore(expiresAt, idleAt);
  return { at: isFinal ? expiresAt : idleAt, isFinal };
}

/** Notes that a session is being used, and gives when it will be over; null when it has ended meanwhile. */
export async function prolongSession(
  db: Db,
  token: string,
  now: Temporal.Instant,
): Promise<SessionEnd | null> {
  const row = await db
    .updateTable('session')
    // Two requests at once: the later instant stays.
    .set({ last_seen_at: sql<Temporal.Instant>`greatest(last_seen_at, ${now})` })
    .where('id_hash', '=', hashOf(token))
    .where('ended_at', 'is', null)
    .returning(['last_seen_at as lastSeenAt', 'expires_at as expiresAt'])
    .executeTakeFirst();
  return row ? endOf(row.lastSeenAt, row.expiresAt) : null;
}

/** Gives the door a session came through, over or not; null when nobody knows it. */
export async function doorOfSession(db: Db, token: string): Promise<string | null> {
  const session = await db
    .selectFrom('session')
    .select('door')
    .where('id_hash', '=', hashOf(token))
    .executeTakeFirst();
  return session?.door ?? null;
}

const hintKey = (token: string): string => sealingKey(token, 'logout hint');

/** What remains of a session that is left: with it, what its portal wants to be shown is read, and nothing is opened. */
export const farewellKey = (token: string): string => `${sessionKey(token)}.${hintKey(token)}`;

/** Gives what to show to the portal of a session that was just left, once: from here on nobody keeps it. */
export async function takeLogoutHint(db: Db, farewell: string): Promise<string | null> {
  const [key = '', opener = ''] = farewell.split('.');
  const { rows } = await sql<{ hint: string | null }>`
    with left_session as (
      select id_hash, logout_hint from session
      where encode(id_hash, 'hex') = ${key} and ended_at is not null
      for update)
    update session set logout_hint = null from left_session
    where session.id_hash = left_session.id_hash
    returning left_session.logout_hint as hint`.execute(db);
  const sealed = rows[0]?.hint ?? null;
  return sealed === null ? null : unseal(opener, sealed);
}

/** Says whether a session of the portal has let somebody in already, whatever became of it. */
export async function hasLetIn(db: Db, { door, portalSession }: PortalSession): Promise<boolean> {
  const found = await db
    .selectFrom('session')
    .select('door')
    .where('door', '=', door)
    .where('portal_session', '=', portalSession)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** Forgets the sessions that are long over, and gives how many. */
export async function sweepSessions(db: Db, now: Temporal.Instant): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('session')
    .where('expires_at', '<', now.subtract({ hours: keptDays * 24 }))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
