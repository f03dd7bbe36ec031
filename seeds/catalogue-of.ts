import type { Catalogue, Category, Family } from '../src/domain/catalogue/catalogue.ts';
import {
  type CategorySeed,
  type FamilySeed,
  families as familySeeds,
  unknownCategory,
} from './categories-data.ts';
import { type TeamCode, teams } from './teams-data.ts';

/** The promises of a nature of the demonstration, in minutes of working time. */
export function promisesOf(seed: CategorySeed): { takeMinutes: number; resolveMinutes: number } {
  return { takeMinutes: seed.takeHours * 60, resolveMinutes: seed.resolveHours * 60 };
}

const seeds = [...familySeeds.flatMap((family) => family.categories), unknownCategory.category];
const idOf = (slug: string): number => seeds.findIndex((seed) => seed.slug === slug) + 1;
const teamIdOf = (code: TeamCode): number => Object.keys(teams).indexOf(code) + 1;

function categoryOf(seed: CategorySeed, family: FamilySeed, familyId: number): Category {
  return {
    id: idOf(seed.slug),
    familyId,
    kind: family.kind,
    slug: seed.slug,
    name: seed.name,
    description: seed.description,
    synonyms: seed.synonyms,
    teamId: teamIdOf(seed.team),
    isUnknown: seed === unknownCategory.category,
    ...promisesOf(seed),
    active: true,
    alternatives: Object.entries(seed.insteadIf ?? {}).map(([slug, condition]) => ({
      categoryId: idOf(slug),
      condition,
    })),
  };
}

/** The demonstration's catalogue as it is read from the database, for tests that need none. */
export function demonstrationCatalogue(): Catalogue {
  const families: Family[] = familySeeds.map((seed, index) => ({
    id: index + 1,
    kind: seed.kind,
    slug: seed.slug,
    name: seed.name,
    categories: seed.categories.map((category) => categoryOf(category, seed, index + 1)),
  }));
  const unknownFamilyId = families.length + 1;
  const { family, category } = unknownCategory;
  return { families, unknown: categoryOf(category, family, unknownFamilyId) };
}
