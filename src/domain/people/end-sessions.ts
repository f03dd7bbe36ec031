import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Db } from '../tables.ts';
import { hashOf } from './session.ts';

/** The name under which PostgreSQL tells every process which sessions are over, by key: open streams end with them. */
export const endedChannel = 'desk_sessions';

/** Ends what a condition on rows of `session` says, everywhere once the transaction is kept; gives how many. */
async function end(db: Db, condition: RawBuilder<SqlBool>, now: Temporal.Instant): Promise<number> {
  const { rows } = await sql`
    with ended as (
      update session set ended_at = ${now}
      where ended_at is null and ${condition}
      returning id_hash)
    select pg_notify(${endedChannel}, encode(id_hash, 'hex')) from ended`.execute(db);
  return rows.length;
}

/** Ends a session: from here on its secret opens nothing. */
export async function endSession(db: Db, token: string, now: Temporal.Instant): Promise<void> {
  await end(db, sql<SqlBool>`id_hash = ${hashOf(token)}`, now);
}

/** Ends all the sessions of a person: their account is shut, or its password changed. */
export function endSessionsOfPerson(
  db: Db,
  personId: number,
  now: Temporal.Instant,
): Promise<number> {
  return end(db, sql<SqlBool>`person_id = ${personId}`, now);
}

/** One of a person's sessions, by its key; somebody else's is not found, nor ended. */
export type OwnSession = { personId: number; key: string };

/** Ends one of a person's own sessions; gives 0 when it was over already, or is not theirs. */
export function endOwnSession(
  db: Db,
  { personId, key }: OwnSession,
  now: Temporal.Instant,
): Promise<number> {
  return end(db, sql<SqlBool>`person_id = ${personId} and encode(id_hash, 'hex') = ${key}`, now);
}

/** Ends the sessions of a person but the one they are using, and gives how many. */
export function endOtherSessions(
  db: Db,
  { personId, key }: OwnSession,
  now: Temporal.Instant,
): Promise<number> {
  return end(db, sql<SqlBool>`person_id = ${personId} and encode(id_hash, 'hex') <> ${key}`, now);
}

/** A session as the portal knows it: the door we share with it, and what it calls it (a CAS ticket, an OIDC sid). */
export type PortalSession = { door: string; portalSession: string };

/** Ends what came in through a session of the portal that is over, and gives how many sessions that was. */
export function endSessionsOf(
  db: Db,
  { door, portalSession }: PortalSession,
  now: Temporal.Instant,
): Promise<number> {
  return end(db, sql<SqlBool>`door = ${door} and portal_session = ${portalSession}`, now);
}

/** Ends what came in through any session of the portal whose name begins so, and gives how many sessions that was. */
export function endSessionsStartingWith(
  db: Db,
  { door, portalSession }: PortalSession,
  now: Temporal.Instant,
): Promise<number> {
  return end(
    db,
    sql<SqlBool>`door = ${door} and starts_with(portal_session, ${portalSession})`,
    now,
  );
}

/** Somebody as a portal calls them, who came in through its door. */
export type PortalIdentity = { door: string; issuer: string; subject: string };

/** Ends every session that a person opened through a portal, when it says that they left without saying which one. */
export function endSessionsOfIdentity(
  db: Db,
  { door, issuer, subject }: PortalIdentity,
  now: Temporal.Instant,
): Promise<number> {
  const known = sql`select person_id from person_identity where issuer = ${issuer} and subject = ${subject}`;
  return end(db, sql<SqlBool>`door = ${door} and person_id in (${known})`, now);
}
