import { inTransaction } from '../../platform/db/database.ts';
import { NotFound } from '../../platform/errors.ts';
import { discardDraft } from '../drafts/drafts.ts';
import type { DraftPlace } from '../drafts/drafts-aside.ts';
import type { Db } from '../tables.ts';

/** What a reader said of a sheet. */
export type Opinion = { helped: boolean; remark: string };

type Reader = { personId: number; articleId: number };

/** Finds what a person said of a sheet; null when they said nothing. */
export async function findOpinion(
  db: Db,
  { personId, articleId }: Reader,
): Promise<Opinion | null> {
  const found = await db
    .selectFrom('article_opinion')
    .select(['helped', 'remark'])
    .where('article_id', '=', articleId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return found ?? null;
}

/** Says whether a sheet helped a person: once, and the last answer counts. */
export function giveOpinion(
  db: Db,
  { personId, articleId, helped }: Reader & { helped: boolean },
  now: Temporal.Instant,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    // The counts are on the sheet: its row is locked before the answer is read, so that each is counted once.
    const article = await tx
      .selectFrom('article')
      .select(['helped_count', 'unhelped_count'])
      .where('id', '=', articleId)
      .where('withdrawn_at', 'is', null)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (article === undefined) throw new NotFound('article');
    const before = await findOpinion(tx, { personId, articleId });
    if (before?.helped === helped) return;
    await tx
      .insertInto('article_opinion')
      .values({ article_id: articleId, person_id: personId, helped, changed_at: now })
      .onConflict((conflict) =>
        conflict.columns(['article_id', 'person_id']).doUpdateSet({ helped, changed_at: now }),
      )
      .execute();
    const change = (counted: boolean) =>
      Number(counted === helped) - Number(before !== null && before.helped === counted);
    await tx
      .updateTable('article')
      .set({
        helped_count: article.helped_count + change(true),
        unhelped_count: article.unhelped_count + change(false),
      })
      .where('id', '=', articleId)
      .execute();
  });
}

/** Keeps what a person has to add to their answer, for the teams; an empty text takes it back. */
export function remarkOnArticle(
  db: Db,
  {
    personId,
    articleId,
    remark,
    draftPlace,
  }: Reader & { remark: string; draftPlace: string | DraftPlace },
  now: Temporal.Instant,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('article_opinion')
      .set({ remark, changed_at: now })
      .where('article_id', '=', articleId)
      .where('person_id', '=', personId)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new NotFound('opinion');
    await discardDraft(tx, personId, draftPlace);
  });
}

/** What readers added to their answers, the last one first, without their names. */
export function listRemarks(
  db: Db,
  articleId: number,
  limit: number,
): Promise<(Opinion & { changedAt: Temporal.Instant })[]> {
  return db
    .selectFrom('article_opinion')
    .select(['helped', 'remark', 'changed_at as changedAt'])
    .where('article_id', '=', articleId)
    .where('remark', '<>', '')
    .orderBy('changed_at', 'desc')
    .orderBy('person_id')
    .limit(limit)
    .execute();
}
