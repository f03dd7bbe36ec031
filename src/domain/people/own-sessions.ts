import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import { type Device, idleHours, sessionKey } from './session.ts';

/** A session as its owner sees it. */
export type SessionCard = {
  /** Names it without opening anything. */
  key: string;
  door: string;
  device: Device;
  openedAt: Temporal.Instant;
  lastSeenAt: Temporal.Instant;
  /** The one they are looking with. */
  isThis: boolean;
};

/** More than anybody opens by hand; the others are still ended with « toutes les autres ». */
const most = 50;

/** Lists the sessions a person may still be using somewhere, the one of this secret first, then the latest used. */
export async function listOwnSessions(
  db: Db,
  { personId, token }: { personId: number; token: string },
  now: Temporal.Instant,
): Promise<SessionCard[]> {
  const isThis = sql<boolean>`encode(id_hash, 'hex') = ${sessionKey(token)}`;
  const rows = await db
    .selectFrom('session')
    .select(sql<string>`encode(id_hash, 'hex')`.as('key'))
    .select(isThis.as('isThis'))
    .select(['door', 'browser', 'system', 'device'])
    .select(['created_at as openedAt', 'last_seen_at as lastSeenAt'])
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .where('last_seen_at', '>', now.subtract({ hours: idleHours }))
    .orderBy(isThis, 'desc')
    .orderBy('last_seen_at', 'desc')
    .orderBy('id_hash')
    .limit(most)
    .execute();
  return rows.map(({ browser, system, device: kind, ...row }) => ({
    ...row,
    device: { browser, system, kind },
  }));
}
