import { inTransaction } from '../../platform/db/database.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';

/** « Choisissez plutôt (the other) si (the condition) », said on the page of a nature. */
export type NewAlternative = {
  actorId: number | null;
  categoryId: number;
  otherCategoryId: number;
  /** Completes « si … », without a full stop: « votre écran reste noir ». */
  condition: string;
  position: number;
};

/** Says on a nature's page when another one is the right choice; said again, the condition is replaced. */
export function describeAlternative(
  db: Db,
  alternative: NewAlternative,
  now: Temporal.Instant,
): Promise<void> {
  const { actorId, categoryId, otherCategoryId, condition, position } = alternative;
  const after = { condition, position };
  return inTransaction(db, async (tx) => {
    const before = await tx
      .selectFrom('category_alternative')
      .select(['condition', 'position'])
      .where('category_id', '=', categoryId)
      .where('other_category_id', '=', otherCategoryId)
      .forUpdate()
      .executeTakeFirst();
    await tx
      .insertInto('category_alternative')
      .values({ category_id: categoryId, other_category_id: otherCategoryId, ...after })
      .onConflict((conflict) =>
        conflict.columns(['category_id', 'other_category_id']).doUpdateSet(after),
      )
      .execute();
    const subject = `category:${categoryId}/category:${otherCategoryId}`;
    await recordAudit(tx, { actorId, act: 'describe-alternative', subject, before, after }, now);
  });
}
