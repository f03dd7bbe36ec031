import type { Catalogue, Category } from '../../domain/catalogue/catalogue.ts';
import { categoryBySlug } from '../../domain/catalogue/catalogue.ts';
import { findCategoryBySlug, readCatalogue } from '../../domain/catalogue/catalogue-queries.ts';
import { chooseTeam } from '../../domain/routing/choose-team.ts';
import { type RoutingBook, readRoutingBook } from '../../domain/routing/routing-queries.ts';
import type { Db } from '../../domain/tables.ts';
import type { Team } from '../../domain/teams/team.ts';
import { listTeams } from '../../domain/teams/team-queries.ts';
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

/** The teams a ticket may reach today, and what decides between them. */
export type Destinations = { routing: RoutingBook; teams: readonly Team[] };

/** Reads where tickets may go. */
export async function readDestinations(db: Db): Promise<Destinations> {
  const [routing, teams] = await Promise.all([readRoutingBook(db), listTeams(db)]);
  return { routing, teams };
}

/** Gives the team that a ticket filed now from this place would reach. */
export function teamFor(
  category: Category,
  place: { siteId: number | null; organisationUnitId: number | null },
  { routing, teams }: Destinations,
): Team {
  const { siteId, organisationUnitId } = place;
  const { id: categoryId, familyId } = category;
  const facts = { categoryId, familyId, siteId, organisationUnitId, channel: 'web' as const };
  const { teamId } = chooseTeam({ ...routing, category, facts });
  const team = teams.find(({ id }) => id === teamId);
  if (team === undefined) throw new Error('a team that was chosen exists');
  return team;
}
