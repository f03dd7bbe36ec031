import { inTransaction } from '../../platform/db/database.ts';
import { markdownText } from '../../platform/text/markdown.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { discardDraft } from '../drafts/drafts.ts';
import type { DraftPlace } from '../drafts/drafts-aside.ts';
import type { Viewer } from '../people/person.ts';
import type { Db } from '../tables.ts';
import {
  checkCategories,
  checkVersion,
  type LockedArticle,
  lockArticle,
} from './article-editing.ts';
import { linkCategories, recordVersion } from './record-version.ts';

/** What somebody wants a sheet to say, from the version they were reading. */
export type ArticleChange = {
  viewer: Viewer;
  articleId: number;
  seenVersion: number;
  familyId: number;
  title: string;
  body: string;
  categoryIds: readonly number[];
  /** Where the form was kept while it was written. */
  draftPlace?: string | DraftPlace;
};

type Wanted = Pick<ArticleChange, 'familyId' | 'title' | 'body' | 'categoryIds'>;

/** Changes what a sheet says; Conflict when somebody else did meanwhile, unless both want the same. */
export function changeArticle(db: Db, change: ArticleChange, now: Temporal.Instant): Promise<void> {
  const { viewer, articleId, draftPlace } = change;
  return inTransaction(db, async (tx) => {
    const before = await lockArticle(tx, viewer, articleId);
    await checkCategories(tx, viewer, change.categoryIds);
    const changed = differences(before, change);
    if (changed.length > 0) {
      checkVersion(before, change.seenVersion);
      await write(tx, { before, change, changed }, now);
    }
    if (draftPlace !== undefined) await discardDraft(tx, viewer.id, draftPlace);
  });
}

const inOrder = (ids: readonly number[]): string => [...ids].sort((a, b) => a - b).join(' ');

function differences(before: LockedArticle, wanted: Wanted): string[] {
  const isSame = {
    title: before.title === wanted.title,
    body: before.body === wanted.body,
    familyId: before.familyId === wanted.familyId,
    categoryIds: inOrder(before.categoryIds) === inOrder(wanted.categoryIds),
  };
  return Object.entries(isSame).flatMap(([name, same]) => (same ? [] : [name]));
}

async function write(
  tx: Db,
  { before, change, changed }: { before: LockedArticle; change: ArticleChange; changed: string[] },
  now: Temporal.Instant,
): Promise<void> {
  const { viewer, articleId, familyId, title, body, categoryIds } = change;
  const version = before.version + 1;
  await tx
    .updateTable('article')
    .set({ family_id: familyId, title, body, version, changed_at: now })
    .set({ plain_text: markdownText(body) })
    .where('id', '=', articleId)
    .execute();
  await linkCategories(tx, articleId, categoryIds);
  await recordVersion(tx, { articleId, actorId: viewer.id, act: 'change' }, now);
  await recordAudit(
    tx,
    {
      actorId: viewer.id,
      act: 'change-article',
      subject: `article:${articleId}`,
      before: {
        version: before.version,
        familyId: before.familyId,
        categoryIds: before.categoryIds,
      },
      after: { version, familyId, categoryIds, changed },
    },
    now,
  );
}
