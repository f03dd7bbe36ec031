import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Db } from '../tables.ts';
import type { AnnouncementContent, EditableAnnouncement } from './announcement.ts';
import { type Editor, isEditableBy } from './announcement-access.ts';
import { gravity } from './announcement-queries.ts';

const targets = (column: 'site_id' | 'organisation_unit_id' | 'team_id'): RawBuilder<number[]> => {
  const one = sql.ref(`target.${column}`);
  return sql<number[]>`coalesce((
    select json_agg(${one} order by ${one}) from announcement_target target
    where target.announcement_id = announcement.id and ${one} is not null), '[]')`;
};

const about = sql<number[]>`coalesce((
  select json_agg(about.category_id order by about.category_id) from announcement_category about
  where about.announcement_id = announcement.id), '[]')`;

/** News with all that those who write them decide. */
export const editable = (db: Db) =>
  db
    .selectFrom('announcement')
    .select([
      'announcement.id',
      'level',
      'title',
      'body',
      'starts_at as startsAt',
      'ends_at as endsAt',
      'ended_at as endedAt',
      'version',
      targets('site_id').as('siteIds'),
      targets('organisation_unit_id').as('unitIds'),
      targets('team_id').as('teamIds'),
      about.as('categoryIds'),
    ]);

/** A condition on a row of `announcement`: it is shown, or will be. */
const isLive = (now: Temporal.Instant) =>
  sql<SqlBool>`(announcement.ended_at is null and (announcement.ends_at is null or announcement.ends_at > ${now}))`;

/** Lists the news a person may change that are shown or will be, in the order they are read. */
export function liveAnnouncements(
  db: Db,
  editor: Editor,
  now: Temporal.Instant,
): Promise<EditableAnnouncement[]> {
  return editable(db)
    .where(isLive(now))
    .where(isEditableBy(editor))
    .orderBy(gravity, 'desc')
    .orderBy('position')
    .orderBy('starts_at', 'desc')
    .orderBy('announcement.id')
    .execute();
}

/** Lists the news a person could change that are over, the newest first, after the one a page ended with. */
export function pastAnnouncements(
  db: Db,
  { editor, before, limit }: { editor: Editor; before: number | null; limit: number },
  now: Temporal.Instant,
): Promise<EditableAnnouncement[]> {
  return editable(db)
    .where(sql<SqlBool>`not ${isLive(now)}`)
    .where(isEditableBy(editor))
    .$if(before !== null, (query) => query.where('announcement.id', '<', before))
    .orderBy('announcement.id', 'desc')
    .limit(limit)
    .execute();
}

/** Finds news that a person may change; what they may not does not exist for them. */
export function findEditable(
  db: Db,
  editor: Editor,
  id: number,
): Promise<EditableAnnouncement | undefined> {
  return editable(db)
    .where('announcement.id', '=', id)
    .where(isEditableBy(editor))
    .executeTakeFirst();
}

/** Says whether a form with this key has already added its news. */
export async function wasAdded(db: Db, submissionKey: string): Promise<boolean> {
  const found = await db
    .selectFrom('announcement')
    .select('id')
    .where('submission_key', '=', submissionKey)
    .executeTakeFirst();
  return found !== undefined;
}

/** What news said from one change to the next: who wrote it, when. */
export type AnnouncementVersion = {
  version: number;
  at: Temporal.Instant;
  act: 'add' | 'edit' | 'end';
  /** Null: the desk itself. */
  actor: { firstName: string; lastName: string } | null;
  content: AnnouncementContent;
};

type KeptContent = Omit<AnnouncementContent, 'startsAt' | 'endsAt'> & {
  startsAt: string;
  endsAt: string | null;
};

function contentOf(kept: KeptContent): AnnouncementContent {
  const { startsAt, endsAt, ...rest } = kept;
  return {
    ...rest,
    startsAt: Temporal.Instant.from(startsAt),
    endsAt: endsAt === null ? null : Temporal.Instant.from(endsAt),
  };
}

/** Lists all that news have said, the latest first. */
export async function listVersions(db: Db, announcementId: number): Promise<AnnouncementVersion[]> {
  const rows = await db
    .selectFrom('announcement_version as said')
    .leftJoin('person', 'person.id', 'said.actor_id')
    .select(['said.version', 'said.at', 'said.act', 'said.content'])
    .select(['person.first_name as firstName', 'person.last_name as lastName'])
    .where('said.announcement_id', '=', announcementId)
    .orderBy('said.version', 'desc')
    .execute();
  return rows.map(({ firstName, lastName, content, ...row }) => ({
    ...row,
    actor: firstName === null ? null : { firstName, lastName: lastName ?? '' },
    content: contentOf(content as KeptContent),
  }));
}
