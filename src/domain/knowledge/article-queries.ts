import { sql } from 'kysely';
import { NotFound } from '../../platform/errors.ts';
import type { Viewer } from '../people/person.ts';
import { keptReading } from '../settings/kept-reading.ts';
import type { Db } from '../tables.ts';
import type { Article, ArticleSummary, ArticleVersion, KeptArticle } from './article.ts';
import { mayEditArticle } from './article-editing.ts';
import type { SearchableArticle } from './search-articles.ts';

const family = sql<ArticleSummary['family']>`
  jsonb_build_object('slug', family.slug, 'name', family.name, 'kind', family.kind)`;

/** Every sheet, those taken away from readers too. */
const keptFrom = (db: Db) =>
  db
    .selectFrom('article')
    .innerJoin('family', 'family.id', 'article.family_id')
    .select(['article.id', 'article.slug', 'article.title', family.as('family')])
    .orderBy('family.kind')
    .orderBy('family.position')
    .orderBy('article.position')
    .orderBy('article.id');

const articlesFrom = (db: Db) => keptFrom(db).where('article.withdrawn_at', 'is', null);

/** Lists the sheets that may answer instead of a ticket of this nature, those of its own family first. */
export function articlesForCategory(
  db: Db,
  categoryId: number,
): Promise<(ArticleSummary & { opening: string })[]> {
  return articlesFrom(db)
    .select(sql<string>`left(article.plain_text, 300)`.as('opening'))
    .innerJoin('article_category', 'article_category.article_id', 'article.id')
    .innerJoin('category', 'category.id', 'article_category.category_id')
    .where('category.id', '=', categoryId)
    .clearOrderBy()
    .orderBy(sql`category.family_id = article.family_id`, 'desc')
    .orderBy('article.position')
    .orderBy('article.id')
    .execute();
}

const categoryIds = sql<number[]>`array(
  select category_id from article_category
  where article_id = article.id order by category_id
)`;

const synonyms = sql<string[]>`array(
  select unnest(category.synonyms) from article_category
  join category on category.id = article_category.category_id and category.active
  where article_category.article_id = article.id
)`;

/** Lists the sheets with their words and the natures they help with, for the search; they are few. */
export const listArticleTexts = keptReading(
  (db): Promise<readonly SearchableArticle[]> =>
    articlesFrom(db)
      .select([
        'article.plain_text as text',
        categoryIds.as('categoryIds'),
        synonyms.as('synonyms'),
      ])
      .execute(),
);

const categories = sql<Article['categories']>`coalesce((
  select jsonb_agg(
    jsonb_build_object('slug', category.slug, 'name', category.name, 'teamId', team.id)
    order by category.position, category.id)
  from article_category
  join category on category.id = article_category.category_id and category.active
  left join team on team.id = category.team_id and team.active
  where article_category.article_id = article.id
), '[]')`;

/** Finds a sheet by the end of its address, with the natures it helps with; undefined when there is none to read. */
export function findArticleBySlug(db: Db, slug: string): Promise<Article | undefined> {
  return articlesFrom(db)
    .select(['article.body', 'article.changed_at as changedAt', categories.as('categories')])
    .where('article.slug', '=', slug)
    .executeTakeFirst();
}

/** The teams of a sheet, closed natures too: whoever may edit it is decided on all of them. */
const teamIds = sql<(number | null)[]>`array(
  select team.id from article_category
  join category on category.id = article_category.category_id
  left join team on team.id = category.team_id and team.active
  where article_category.article_id = article.id
)`;

const editedFrom = (db: Db) =>
  keptFrom(db).select([
    ...(['article.body', 'article.version', 'article.changed_at as changedAt'] as const),
    ...(['article.family_id as familyId', 'article.withdrawn_at as withdrawnAt'] as const),
    ...(['article.helped_count as helpedCount'] as const),
    ...(['article.unhelped_count as unhelpedCount'] as const),
    categories.as('categories'),
    categoryIds.as('categoryIds'),
    teamIds.as('teamIds'),
  ]);

/** Lists the sheets a person looks after, those taken away from readers too. */
export async function listKeptArticles(db: Db, viewer: Viewer): Promise<KeptArticle[]> {
  const articles = await editedFrom(db).execute();
  return articles.filter((article) => mayEditArticle(viewer, article.teamIds));
}

/** Finds a sheet that a person looks after. */
export async function findKeptArticle(
  db: Db,
  viewer: Viewer,
  articleId: number,
): Promise<KeptArticle> {
  const article = await editedFrom(db).where('article.id', '=', articleId).executeTakeFirst();
  if (article === undefined || !mayEditArticle(viewer, article.teamIds)) {
    throw new NotFound('article');
  }
  return article;
}

const actor = sql<ArticleVersion['actor']>`case when person.id is not null then
  jsonb_build_object('firstName', person.first_name, 'lastName', person.last_name) end`;

const categoryNames = sql<string[]>`array(
  select category.name from category
  where category.id = any(article_version.category_ids) order by category.position, category.id
)`;

/** Lists what a sheet was at each change, the last one first, one more than `limit` when there are. */
export function listArticleVersions(
  db: Db,
  { articleId, before, limit }: { articleId: number; before?: number | undefined; limit: number },
): Promise<ArticleVersion[]> {
  return db
    .selectFrom('article_version')
    .innerJoin('family', 'family.id', 'article_version.family_id')
    .leftJoin('person', 'person.id', 'article_version.actor_id')
    .select([
      ...(['article_version.version', 'article_version.act', 'article_version.at'] as const),
      ...(['article_version.title', 'article_version.body', 'family.name as familyName'] as const),
      actor.as('actor'),
      categoryNames.as('categoryNames'),
    ])
    .where('article_id', '=', articleId)
    .$if(before !== undefined, (query) => query.where('version', '<', before ?? 0))
    .orderBy('version', 'desc')
    .limit(limit + 1)
    .execute();
}
