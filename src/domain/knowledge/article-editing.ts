import { Conflict, NotFound } from '../../platform/errors.ts';
import type { Category } from '../catalogue/catalogue.ts';
import { isLeadOf, type Viewer } from '../people/person.ts';
import type { Db } from '../tables.ts';

type Editor = Pick<Viewer, 'isAdministrator' | 'memberships'>;

/** Says whether a person edits sheets at all: administrators do, and leads for the natures of their teams. */
export function editsArticles(viewer: Editor): boolean {
  return viewer.isAdministrator || viewer.memberships.some(({ role }) => role === 'lead');
}

/** The natures a person may write sheets for. */
export function editableCategories<Nature extends Pick<Category, 'teamId'>>(
  viewer: Editor,
  categories: readonly Nature[],
): Nature[] {
  if (viewer.isAdministrator) return [...categories];
  return categories.filter(({ teamId }) => teamId !== null && isLeadOf(viewer, teamId));
}

/**
 * Says whether a person may edit a sheet that helps with natures of these teams: a lead when all of them are theirs,
 * since the words of a sheet are read for each of its natures.
 */
export function mayEditArticle(viewer: Editor, teamIds: readonly (number | null)[]): boolean {
  if (viewer.isAdministrator) return true;
  return teamIds.length > 0 && teamIds.every((id) => id !== null && isLeadOf(viewer, id));
}

/** The teams that answer some natures, null for those of the triage. */
async function teamsOf(db: Db, categoryIds: readonly number[]): Promise<(number | null)[]> {
  const rows = await db
    .selectFrom('category')
    .leftJoin('team', (join) =>
      join.onRef('team.id', '=', 'category.team_id').on('team.active', '=', true),
    )
    .select('team.id as teamId')
    .where('category.id', '=', (where) => where.fn.any(where.val([...categoryIds])))
    .execute();
  return rows.map(({ teamId }) => teamId);
}

/** Refuses the natures a person may not write sheets for: the form did not propose them. */
export async function checkCategories(
  tx: Db,
  viewer: Editor,
  categoryIds: readonly number[],
): Promise<void> {
  if (viewer.isAdministrator) return;
  if (!mayEditArticle(viewer, await teamsOf(tx, categoryIds))) throw new NotFound('category');
}

/** A sheet as it stands while nobody else can change it. */
export type LockedArticle = {
  id: number;
  familyId: number;
  title: string;
  body: string;
  version: number;
  withdrawnAt: Temporal.Instant | null;
  categoryIds: number[];
};

/** Locks a sheet that a person may edit: two changes at once are told apart by its version. */
export async function lockArticle(tx: Db, viewer: Editor, id: number): Promise<LockedArticle> {
  const article = await tx
    .selectFrom('article')
    .select([
      ...(['id', 'title', 'body', 'version'] as const),
      'family_id as familyId',
      'withdrawn_at as withdrawnAt',
    ])
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (article === undefined) throw new NotFound('article');
  const links = await tx
    .selectFrom('article_category')
    .select('category_id')
    .where('article_id', '=', id)
    .orderBy('category_id')
    .execute();
  const categoryIds = links.map(({ category_id }) => category_id);
  if (!viewer.isAdministrator && !mayEditArticle(viewer, await teamsOf(tx, categoryIds))) {
    throw new NotFound('article');
  }
  return { ...article, categoryIds };
}

/** Refuses a change made on a version that is no longer the last one. */
export function checkVersion(article: LockedArticle, seen: number): void {
  if (article.version !== seen) throw new Conflict('The sheet has changed since it was opened.');
}
