import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import { type Announcement, announcementLevels } from './announcement.ts';

/** Lists what the desk has to say at this instant: the most serious first, then in the order it was given. */
export function currentAnnouncements(db: Db, now: Temporal.Instant): Promise<Announcement[]> {
  return db
    .selectFrom('announcement')
    .select(['id', 'level', 'title', 'body', 'starts_at as startsAt', 'ends_at as endsAt'])
    .where('starts_at', '<=', now)
    .where((eb) => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', now)]))
    .orderBy(sql`array_position(${[...announcementLevels]}::text[], level)`, 'desc')
    .orderBy('position')
    .orderBy('starts_at', 'desc')
    .orderBy('id')
    .execute();
}
