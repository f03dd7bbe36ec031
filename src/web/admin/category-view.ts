import type { Catalogue, Category } from '../../domain/catalogue/catalogue.ts';
import { allCategories, withCategory } from '../../domain/catalogue/catalogue.ts';
import { readCatalogue } from '../../domain/catalogue/catalogue-queries.ts';
import { type KeptCategory, listKeptCategories } from '../../domain/catalogue/category-editing.ts';
import type { Person, Viewer } from '../../domain/people/person.ts';
import { listAdministrators } from '../../domain/people/person-queries.ts';
import type { Db } from '../../domain/tables.ts';
import type { Team } from '../../domain/teams/team.ts';
import { listTeams } from '../../domain/teams/team-queries.ts';
import { countLiveOf } from '../../domain/tickets/team-load.ts';
import type { CategoryFields } from './category-fields.ts';

/** What the form of a nature proposes, and what it changes. */
export type CategoryChoices = {
  category: KeptCategory;
  catalogue: Catalogue;
  /** Natures to propose instead: those that may be chosen, and those already proposed. */
  others: readonly { id: number; name: string }[];
  teams: readonly Team[];
  /** Gives it to a team, opens and closes it. */
  decides: boolean;
  /** Whom to ask otherwise. */
  administrators: readonly Person[];
  /** Tickets of this nature that stay where they are. */
  liveCount: number;
};

const mostAdministrators = 3;

/** Reads what a person may choose for a nature they look after. */
export async function readCategoryChoices(
  db: Db,
  viewer: Viewer,
  category: KeptCategory,
): Promise<CategoryChoices> {
  const catalogue = await readCatalogue(db);
  const decides = viewer.isAdministrator && !category.isUnknown;
  return {
    ...{ category, catalogue, decides },
    others: await otherNatures(db, { viewer, category, catalogue }),
    teams: await listTeams(db),
    administrators: await listAdministrators(db, mostAdministrators),
    liveCount: await countLiveOf(db, category.id),
  };
}

async function otherNatures(
  db: Db,
  { viewer, category, catalogue }: { viewer: Viewer; category: KeptCategory; catalogue: Catalogue },
): Promise<{ id: number; name: string }[]> {
  const open = allCategories(catalogue).filter(({ id }) => id !== category.id);
  const said = category.alternatives.map(({ categoryId }) => categoryId);
  const missing = said.filter((id) => !open.some((one) => one.id === id));
  if (missing.length === 0) return open;
  // Closed since: it stays said, and comes back when it is opened again.
  const all = await listKeptCategories(db, { ...viewer, isAdministrator: true });
  return [...open, ...all.filter(({ id }) => missing.includes(id))];
}

/** The nature as its form says it, to be shown or tried: what is wrong is left out. */
export function draftedCategory(
  { category, others }: CategoryChoices,
  fields: CategoryFields,
  synonyms: readonly string[],
): Category {
  return {
    ...category,
    name: fields.nom.trim() || category.name,
    description: fields.description.trim(),
    synonyms,
    active: fields.active === 'oui',
    alternatives: fields.alternatives.flatMap(({ autre, si }) =>
      others.some(({ id }) => String(id) === autre) && si.trim() !== ''
        ? [{ categoryId: Number(autre), condition: si.trim() }]
        : [],
    ),
  };
}

/** The catalogue with the nature as its form says it. */
export function draftedCatalogue({ catalogue }: CategoryChoices, drafted: Category): Catalogue {
  return withCategory(catalogue, drafted);
}
