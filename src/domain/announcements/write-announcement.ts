import { jsonb } from '../../platform/db/database.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';
import {
  type AnnouncementContent,
  type ContentPart,
  changedParts,
  contentParts,
  plainPart,
} from './announcement.ts';

/** Writes whom news are for and what they are about, over what was there. */
export async function writeAudience(
  db: Db,
  id: number,
  { siteIds, unitIds, teamIds, categoryIds }: AnnouncementContent,
): Promise<void> {
  const none = { announcement_id: id, site_id: null, organisation_unit_id: null, team_id: null };
  const rows = [
    ...siteIds.map((one) => ({ ...none, site_id: one })),
    ...unitIds.map((one) => ({ ...none, organisation_unit_id: one })),
    ...teamIds.map((one) => ({ ...none, team_id: one })),
  ];
  await db.deleteFrom('announcement_target').where('announcement_id', '=', id).execute();
  await db.deleteFrom('announcement_category').where('announcement_id', '=', id).execute();
  if (rows.length > 0) await db.insertInto('announcement_target').values(rows).execute();
  const about = categoryIds.map((one) => ({ announcement_id: id, category_id: one }));
  if (about.length > 0) await db.insertInto('announcement_category').values(about).execute();
}

/** A change of news, as it is kept. */
export type WrittenChange = {
  id: number;
  version: number;
  actorId: number | null;
  act: 'add' | 'edit' | 'end';
  before: AnnouncementContent | null;
  after: AnnouncementContent;
};

const words: readonly ContentPart[] = ['title', 'body'];

function codes(content: AnnouncementContent, parts: readonly ContentPart[]) {
  const told = parts.filter((part) => !words.includes(part));
  return Object.fromEntries(told.map((part) => [part, plainPart(content, part)]));
}

/**
 * Keeps what news say from now on, and writes the act down. Words go to their own table: the log of administration
 * holds codes, and the names of the words that changed.
 */
export async function recordChange(
  db: Db,
  { id, version, actorId, act, before, after }: WrittenChange,
  now: Temporal.Instant,
): Promise<void> {
  const content = Object.fromEntries(contentParts.map((part) => [part, plainPart(after, part)]));
  await db
    .insertInto('announcement_version')
    .values({
      ...{ announcement_id: id, version, at: now, actor_id: actorId, act },
      content: jsonb(content),
    })
    .execute();
  const parts = before === null ? contentParts : changedParts(before, after);
  const changed = parts.filter((part) => words.includes(part));
  const ended = act === 'end' ? { endedAt: now.toString() } : {};
  const wasLive = act === 'end' ? { endedAt: null } : {};
  await recordAudit(
    db,
    {
      actorId,
      act: `${act}-announcement`,
      subject: `announcement:${String(id)}`,
      ...(before === null ? {} : { before: { ...codes(before, parts), ...wasLive } }),
      after: { ...codes(after, parts), ...ended, ...(before === null ? {} : { changed }) },
    },
    now,
  );
}
