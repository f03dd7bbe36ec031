import { type ExpressionBuilder, sql } from 'kysely';
import { readTogether } from '../../platform/db/read-together.ts';
import { keptReading } from '../settings/kept-reading.ts';
import type { Db, Tables } from '../tables.ts';
import type { Alternative, Catalogue, Category, HoldReason, Kind } from './catalogue.ts';

/** An alternative that is no longer active is not proposed. */
const alternatives = sql<Alternative[]>`coalesce((
  select jsonb_agg(jsonb_build_object(
    'categoryId', other.id, 'condition', category_alternative.condition
  ) order by category_alternative.position)
  from category_alternative
  join category other on other.id = category_alternative.other_category_id and other.active
  where category_alternative.category_id = category.id
), '[]')`;

/** What a nature promises at normal priority: its own promises, else the default ones. */
export const promised = (
  eb: ExpressionBuilder<Tables & { category: Tables['category'] }, 'category'>,
) =>
  eb
    .selectFrom('target')
    .select(['target.take_minutes', 'target.resolve_minutes'])
    .where('target.priority', '=', 'normal')
    .where((or) =>
      or.or([
        or('target.category_id', '=', or.ref('category.id')),
        or('target.category_id', 'is', null),
      ]),
    )
    .orderBy('target.category_id', (order) => order.asc().nullsLast())
    .limit(1)
    .as('promised');

/** Natures with their family and alternatives, in the order people read them. */
const categoriesFrom = (db: Db) =>
  db
    .selectFrom('category')
    .innerJoin('family', 'family.id', 'category.family_id')
    .innerJoinLateral(promised, (join) => join.onTrue())
    .leftJoin('team', (join) =>
      join.onRef('team.id', '=', 'category.team_id').on('team.active', '=', true),
    )
    .select([
      'category.id',
      'category.family_id as familyId',
      'family.kind',
      'category.slug',
      'category.name',
      'category.description',
      'category.synonyms',
      'team.id as teamId',
      'category.is_unknown as isUnknown',
      'promised.take_minutes as takeMinutes',
      'promised.resolve_minutes as resolveMinutes',
      'category.active',
      alternatives.as('alternatives'),
    ])
    .orderBy('category.position')
    .orderBy('category.id');

type FamilyRow = { id: number; kind: Kind; slug: string; name: string };

const familiesFrom = (db: Db) =>
  db
    .selectFrom('family')
    .select(['id', 'kind', 'slug', 'name'])
    .orderBy('kind')
    .orderBy('position')
    .orderBy('id');

/** Reads what may be asked today, problems before services, each in its order. */
export const readCatalogue = keptReading(async (db): Promise<Catalogue> => {
  const [families, categories]: [FamilyRow[], Category[]] = await readTogether(db, (one) =>
    Promise.all([
      familiesFrom(one).execute(),
      categoriesFrom(one).where('category.active', '=', true).execute(),
    ]),
  );
  const listed = categories.filter((category) => !category.isUnknown);
  return {
    families: families
      .map((family) => ({
        ...family,
        categories: listed.filter((category) => category.familyId === family.id),
      }))
      .filter((family) => family.categories.length > 0),
    unknown: categories.find((category) => category.isUnknown) ?? null,
  };
});

/** Finds a nature by the end of its address, still active or not: people bookmark them. */
export function findCategoryBySlug(db: Db, slug: string): Promise<Category | undefined> {
  const found = categoriesFrom(db).where('category.slug', '=', slug);
  return found.executeTakeFirst();
}

/** Finds a nature by its id, still active or not: old tickets keep theirs. */
export function findCategory(db: Db, categoryId: number): Promise<Category | undefined> {
  const found = categoriesFrom(db).where('category.id', '=', categoryId);
  return found.executeTakeFirst();
}

const holdReasonsFrom = (db: Db) =>
  db
    .selectFrom('hold_reason')
    .select(['id', 'code', 'name', 'stops_clock as stopsClock', 'needs_date as needsDate']);

/** Lists the reasons for which a ticket may wait, in order. */
export const listHoldReasons = keptReading(
  (db): Promise<readonly HoldReason[]> =>
    holdReasonsFrom(db).orderBy('position').orderBy('id').execute(),
);

/** Finds a reason to wait; undefined when there is none by this id. */
export function findHoldReason(db: Db, holdReasonId: number): Promise<HoldReason | undefined> {
  return holdReasonsFrom(db).where('id', '=', holdReasonId).executeTakeFirst();
}
