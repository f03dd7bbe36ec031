import { inTransaction } from '../../platform/db/database.ts';
import { Forbidden } from '../../platform/errors.ts';
import { discardDraft } from '../drafts/drafts.ts';
import type { DraftPlace } from '../drafts/drafts-aside.ts';
import type { Db } from '../tables.ts';
import type { AnnouncementContent, AnnouncementLevel, Audience } from './announcement.ts';
import type { Editor } from './announcement-access.ts';
import { findEditable } from './announcement-editing.ts';
import { recordChange, writeAudience } from './write-announcement.ts';

/** News as they are written; no actor when the desk itself sets them up. */
export type NewAnnouncement = Partial<Audience> & {
  actorId: number | null;
  /** Whose rights they are added with; the desk itself may write about anything. */
  editor?: Editor;
  level: AnnouncementLevel;
  title: string;
  body: string;
  startsAt: Temporal.Instant;
  endsAt?: Temporal.Instant | null;
  categoryIds?: readonly number[];
  /** Not given: before the others of its level. */
  position?: number;
  /** The form's own key: sent twice, it adds one. */
  submissionKey?: string;
  /** The draft it was written in, forgotten once it is added. */
  draftPlace?: string | DraftPlace;
};

function contentOf(announcement: NewAnnouncement): AnnouncementContent {
  const { level, title, body, startsAt, endsAt = null } = announcement;
  const { siteIds = [], unitIds = [], teamIds = [], categoryIds = [] } = announcement;
  return { level, title, body, startsAt, endsAt, siteIds, unitIds, teamIds, categoryIds };
}

async function firstPosition(db: Db): Promise<number> {
  const { first } = await db
    .selectFrom('announcement')
    .select(({ fn }) => fn.min('position').as('first'))
    .executeTakeFirstOrThrow();
  return first === null ? 0 : Number(first) - 1;
}

/** Adds news to the panel « Messages », shown to those they are for from their start to their end. Gives their id. */
export function addAnnouncement(
  db: Db,
  announcement: NewAnnouncement,
  now: Temporal.Instant,
): Promise<number> {
  const { actorId, editor, submissionKey = null, draftPlace } = announcement;
  const content = contentOf(announcement);
  const { level, title, body, startsAt, endsAt } = content;
  return inTransaction(db, async (tx) => {
    const position = announcement.position ?? (await firstPosition(tx));
    const row = { level, title, body, starts_at: startsAt, ends_at: endsAt, position };
    const added = await tx
      .insertInto('announcement')
      .values({ ...row, submission_key: submissionKey })
      .onConflict((conflict) => conflict.column('submission_key').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (actorId !== null && draftPlace !== undefined) await discardDraft(tx, actorId, draftPlace);
    if (added === undefined) return idOfKey(tx, submissionKey);
    const { id } = added;
    await writeAudience(tx, id, content);
    if (editor && !(await findEditable(tx, editor, id))) {
      throw new Forbidden('about other natures');
    }
    const change = { id, version: 1, actorId, act: 'add' as const, before: null, after: content };
    await recordChange(tx, change, now);
    return id;
  });
}

async function idOfKey(db: Db, submissionKey: string | null): Promise<number> {
  const { id } = await db
    .selectFrom('announcement')
    .select('id')
    .where('submission_key', '=', submissionKey)
    .executeTakeFirstOrThrow();
  return id;
}
