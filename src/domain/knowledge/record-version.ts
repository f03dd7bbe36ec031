import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import type { ArticleAct } from './article.ts';

/** Says with which natures a sheet helps, in place of what was said before. */
export async function linkCategories(
  tx: Db,
  articleId: number,
  categoryIds: readonly number[],
): Promise<void> {
  await tx.deleteFrom('article_category').where('article_id', '=', articleId).execute();
  if (categoryIds.length === 0) return;
  const links = categoryIds.map((categoryId) => ({
    article_id: articleId,
    category_id: categoryId,
  }));
  await tx.insertInto('article_category').values(links).execute();
}

/** Keeps a sheet as it now stands, so that each change can be read again beside what was before. */
export async function recordVersion(
  tx: Db,
  { articleId, actorId, act }: { articleId: number; actorId: number | null; act: ArticleAct },
  now: Temporal.Instant,
): Promise<void> {
  await sql`
    insert into article_version
      (article_id, version, act, at, actor_id, family_id, title, body, category_ids)
    select id, version, ${act}, ${now}, ${actorId}::bigint, family_id, title, body,
      coalesce((select array_agg(category_id order by category_id)
        from article_category where article_id = article.id), '{}')
    from article where id = ${articleId}`.execute(tx);
}
