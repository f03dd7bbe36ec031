import { sql } from 'kysely';
import { Conflict, NotFound } from '../../platform/errors.ts';
import { isLeadOf, type Viewer } from '../people/person.ts';
import type { Db } from '../tables.ts';
import type { Alternative, Category } from './catalogue.ts';
import { promised } from './catalogue-queries.ts';

/** Who looks after natures: administrators after all of them, leads after those their teams answer. */
export type CategoryEditor = Pick<Viewer, 'id' | 'isAdministrator' | 'memberships'>;

/** What is written about a nature by those who look after it. */
export type CategoryContent = {
  name: string;
  description: string;
  synonyms: readonly string[];
  /** Closed natures too: they come back when those are opened again. */
  alternatives: readonly Alternative[];
  /** An administrator’s to change, like whether it may be chosen. */
  teamId: number | null;
  active: boolean;
};

/** A nature as those who look after it see it. */
export type KeptCategory = Category & { version: number; familyName: string };

const allAlternatives = sql<Alternative[]>`coalesce((
  select jsonb_agg(jsonb_build_object(
    'categoryId', said.other_category_id, 'condition', said.condition
  ) order by said.position, said.other_category_id)
  from category_alternative said where said.category_id = category.id
), '[]')`;

const keptFrom = (db: Db) =>
  db
    .selectFrom('category')
    .innerJoin('family', 'family.id', 'category.family_id')
    .innerJoinLateral(promised, (join) => join.onTrue())
    .select([
      ...(['category.id', 'category.slug', 'category.name', 'category.description'] as const),
      ...(['category.synonyms', 'category.active', 'category.version', 'family.kind'] as const),
      'category.family_id as familyId',
      'family.name as familyName',
      'category.team_id as teamId',
      'category.is_unknown as isUnknown',
      'promised.take_minutes as takeMinutes',
      'promised.resolve_minutes as resolveMinutes',
      allAlternatives.as('alternatives'),
    ]);

/** Says whether a person looks after a nature that a team answers. */
export function keepsCategory(
  editor: CategoryEditor,
  { teamId }: Pick<Category, 'teamId'>,
): boolean {
  return editor.isAdministrator || (teamId !== null && isLeadOf(editor, teamId));
}

/** Lists the natures a person looks after, closed ones too, in the order people read them. */
export async function listKeptCategories(db: Db, editor: CategoryEditor): Promise<KeptCategory[]> {
  const categories = await keptFrom(db)
    .orderBy('category.is_unknown')
    .orderBy('family.kind')
    .orderBy('family.position')
    .orderBy('family.id')
    .orderBy('category.position')
    .orderBy('category.id')
    .execute();
  return categories.filter((category) => keepsCategory(editor, category));
}

/** Finds a nature that a person looks after; what they may not does not exist for them. */
export async function findKeptCategory(
  db: Db,
  editor: CategoryEditor,
  slug: string,
): Promise<KeptCategory> {
  const found = await keptFrom(db).where('category.slug', '=', slug).executeTakeFirst();
  if (found === undefined || !keepsCategory(editor, found)) throw new NotFound('category');
  return found;
}

/** Locks a nature that a person looks after, then reads it: read while waiting, it would be the former one. */
export async function lockCategory(
  tx: Db,
  editor: CategoryEditor,
  id: number,
): Promise<KeptCategory> {
  await tx.selectFrom('category').select('id').where('id', '=', id).forNoKeyUpdate().execute();
  const found = await keptFrom(tx).where('category.id', '=', id).executeTakeFirst();
  if (found === undefined || !keepsCategory(editor, found)) throw new NotFound('category');
  return found;
}

/** Refuses a change made on a version that is no longer the last one. */
export function checkCategoryVersion(category: KeptCategory, seen: number): void {
  if (category.version !== seen) throw new Conflict('The nature has changed since it was read.');
}
