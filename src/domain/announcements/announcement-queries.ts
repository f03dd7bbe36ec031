import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import { type Announcement, announcementLevels, type Incident } from './announcement.ts';
import { isFor, type Reader } from './announcement-access.ts';

/** The order in which news are read: the most serious first, then the order that was given. */
export const gravity = sql`array_position(${sql.lit(`{${announcementLevels.join(',')}}`)}::text[], level)`;

const shown = (db: Db, reader: Reader, now: Temporal.Instant) =>
  db
    .selectFrom('announcement')
    .select(['id', 'level', 'title', 'body', 'starts_at as startsAt', 'ends_at as endsAt'])
    .where('ended_at', 'is', null)
    .where('starts_at', '<=', now)
    .where((eb) => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', now)]))
    .where(isFor(reader));

/** Lists what the desk has to say to a person at this instant: the most serious first, then in the order given. */
export function currentAnnouncements(
  db: Db,
  reader: Reader,
  now: Temporal.Instant,
): Promise<Announcement[]> {
  return shown(db, reader, now)
    .orderBy(gravity, 'desc')
    .orderBy('position')
    .orderBy('starts_at', 'desc')
    .orderBy('id')
    .execute();
}

/** Beyond, something else is wrong than what could be read in a banner. */
const mostIncidents = 20;

/** Lists the incidents a person must know of at this instant, in the order given: read for every page. */
export function currentIncidents(
  db: Db,
  reader: Reader,
  now: Temporal.Instant,
): Promise<Incident[]> {
  const categoryIds = sql<number[]>`coalesce((
    select json_agg(about.category_id) from announcement_category about
    where about.announcement_id = announcement.id), '[]')`;
  return shown(db, reader, now)
    .select(categoryIds.as('categoryIds'))
    .where('level', '=', sql.lit('incident'))
    .orderBy('position')
    .orderBy('starts_at', 'desc')
    .orderBy('id')
    .limit(mostIncidents)
    .execute();
}
