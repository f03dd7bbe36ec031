import { inTransaction } from '../../platform/db/database.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Viewer } from '../people/person.ts';
import type { Db } from '../tables.ts';
import { checkVersion, lockArticle } from './article-editing.ts';
import { recordVersion } from './record-version.ts';

/** Which sheet is taken away or put back, from the version its editor was reading. */
export type ArticleOrder = { viewer: Viewer; articleId: number; seenVersion: number };

/** Takes a sheet away from its readers; its editors keep it, and may put it back. */
export function withdrawArticle(db: Db, order: ArticleOrder, now: Temporal.Instant): Promise<void> {
  return setWithdrawn(db, { ...order, isWithdrawn: true }, now);
}

/** Gives a sheet that was taken away back to its readers. */
export function restoreArticle(db: Db, order: ArticleOrder, now: Temporal.Instant): Promise<void> {
  return setWithdrawn(db, { ...order, isWithdrawn: false }, now);
}

async function setWithdrawn(
  db: Db,
  order: ArticleOrder & { isWithdrawn: boolean },
  now: Temporal.Instant,
): Promise<void> {
  const { viewer, articleId, isWithdrawn } = order;
  await inTransaction(db, async (tx) => {
    const article = await lockArticle(tx, viewer, articleId);
    if ((article.withdrawnAt !== null) === isWithdrawn) return;
    checkVersion(article, order.seenVersion);
    const version = article.version + 1;
    await tx
      .updateTable('article')
      .set({ withdrawn_at: isWithdrawn ? now : null, version })
      .where('id', '=', articleId)
      .execute();
    const act = isWithdrawn ? 'withdraw' : 'restore';
    await recordVersion(tx, { articleId, actorId: viewer.id, act }, now);
    await recordAudit(
      tx,
      {
        actorId: viewer.id,
        act: `${act}-article`,
        subject: `article:${articleId}`,
        before: { version: article.version, isWithdrawn: !isWithdrawn },
        after: { version, isWithdrawn },
      },
      now,
    );
  });
}
