import type { Catalogue, Category } from '../../domain/catalogue/catalogue.ts';
import { categoryBySlug } from '../../domain/catalogue/catalogue.ts';
import { findCategoryBySlug, readCatalogue } from '../../domain/catalogue/catalogue-queries.ts';
import { routeTicket } from '../../domain/routing/routing-queries.ts';
import type { Db } from '../../domain/tables.ts';
import type { Team } from '../../domain/teams/team.ts';
import { findTeam } from '../../domain/teams/team-queries.ts';
import { NotFound } from '../../platform/errors.ts';

/** The catalogue and the nature an address names; people bookmark natures, so one that is over is still found. */
export async function readNature(
  db: Db,
  slug: string,
): Promise<{ catalogue: Catalogue; category: Category }> {
  const catalogue = await readCatalogue(db);
  const category = categoryBySlug(catalogue, slug) ?? (await findCategoryBySlug(db, slug));
  if (category === undefined) throw new NotFound(`category ${slug}`);
  return { catalogue, category };
}

/** Finds the team that a ticket filed now from this place would reach. */
export async function teamFor(
  db: Db,
  category: Category,
  place: { siteId: number | null; organisationUnitId: number | null },
): Promise<Team> {
  const { siteId, organisationUnitId } = place;
  const { id: categoryId, familyId } = category;
  const facts = { categoryId, familyId, siteId, organisationUnitId, channel: 'web' as const };
  const { teamId } = await routeTicket(db, { category, facts });
  const team = await findTeam(db, teamId);
  if (team === undefined) throw new Error('a team that was chosen exists');
  return team;
}
