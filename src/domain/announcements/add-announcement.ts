import { inTransaction } from '../../platform/db/database.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';
import type { AnnouncementLevel } from './announcement.ts';

/** News as an administrator writes them; no actor when the desk itself sets them up. */
export type NewAnnouncement = {
  actorId: number | null;
  level: AnnouncementLevel;
  title: string;
  body: string;
  startsAt: Temporal.Instant;
  endsAt?: Temporal.Instant | null;
  position?: number;
};

/** Adds news to the panel « Messages », shown from their start to their end. Gives their id. */
export function addAnnouncement(
  db: Db,
  announcement: NewAnnouncement,
  now: Temporal.Instant,
): Promise<number> {
  const { actorId, level, title, body, startsAt, endsAt = null, position = 0 } = announcement;
  return inTransaction(db, async (tx) => {
    const { id } = await tx
      .insertInto('announcement')
      .values({ level, title, body, starts_at: startsAt, ends_at: endsAt, position })
      .returning('id')
      .executeTakeFirstOrThrow();
    const after = { level, startsAt: startsAt.toString(), endsAt: endsAt?.toString() ?? null };
    const subject = `announcement:${id}`;
    await recordAudit(tx, { actorId, act: 'add-announcement', subject, after }, now);
    return id;
  });
}
