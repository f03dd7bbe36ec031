import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import type { Article, ArticleSummary } from './article.ts';

const family = sql<ArticleSummary['family']>`
  jsonb_build_object('slug', family.slug, 'name', family.name, 'kind', family.kind)`;

const articlesFrom = (db: Db) =>
  db
    .selectFrom('article')
    .innerJoin('family', 'family.id', 'article.family_id')
    .select(['article.id', 'article.slug', 'article.title', family.as('family')])
    .orderBy('family.kind')
    .orderBy('family.position')
    .orderBy('article.position')
    .orderBy('article.id');

/** Lists the sheets of the F.A.Q., family after family. */
export function listArticles(db: Db): Promise<ArticleSummary[]> {
  return articlesFrom(db).execute();
}

/** Lists the sheets that may answer instead of a ticket of this nature, those of its own family first. */
export function articlesForCategory(db: Db, categoryId: number): Promise<ArticleSummary[]> {
  return articlesFrom(db)
    .innerJoin('article_category', 'article_category.article_id', 'article.id')
    .innerJoin('category', 'category.id', 'article_category.category_id')
    .where('category.id', '=', categoryId)
    .clearOrderBy()
    .orderBy(sql`category.family_id = article.family_id`, 'desc')
    .orderBy('article.position')
    .orderBy('article.id')
    .execute();
}

/** Lists the sheets with their words, for the search; they are few. */
export function listArticleTexts(db: Db): Promise<(ArticleSummary & { body: string })[]> {
  return articlesFrom(db).select('article.body').execute();
}

const categories = sql<Article['categories']>`coalesce((
  select jsonb_agg(jsonb_build_object('slug', category.slug, 'name', category.name)
    order by category.position, category.id)
  from article_category
  join category on category.id = article_category.category_id and category.active
  where article_category.article_id = article.id
), '[]')`;

/** Finds a sheet by the end of its address, with the natures it helps with; undefined when there is none. */
export function findArticleBySlug(db: Db, slug: string): Promise<Article | undefined> {
  return articlesFrom(db)
    .select(['article.body', 'article.changed_at as changedAt', categories.as('categories')])
    .where('article.slug', '=', slug)
    .executeTakeFirst();
}
