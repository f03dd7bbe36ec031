import { inTransaction } from '../../platform/db/database.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';

/** A sheet as its writer gives it; no actor when the desk itself sets it up. */
export type NewArticle = {
  actorId: number | null;
  familyId: number;
  slug: string;
  title: string;
  /** Paragraphs and « - » lists: see readBlocks. */
  body: string;
  position: number;
  categoryIds: readonly number[];
};

/** Adds a sheet to the F.A.Q. and to the natures it helps with. Gives its id. */
export function addArticle(db: Db, article: NewArticle, now: Temporal.Instant): Promise<number> {
  const { actorId, familyId, slug, title, body, position, categoryIds } = article;
  return inTransaction(db, async (tx) => {
    const { id } = await tx
      .insertInto('article')
      .values({ family_id: familyId, slug, title, body, position, changed_at: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    if (categoryIds.length > 0) {
      const links = categoryIds.map((categoryId) => ({ article_id: id, category_id: categoryId }));
      await tx.insertInto('article_category').values(links).execute();
    }
    const after = { familyId, slug, position, categoryIds };
    const subject = `article:${id}`;
    await recordAudit(tx, { actorId, act: 'add-article', subject, after }, now);
    return id;
  });
}
