import { allCategories, type HoldReason } from '../../domain/catalogue/catalogue.ts';
import { listHoldReasons, readCatalogue } from '../../domain/catalogue/catalogue-queries.ts';
import { listOrganisationUnits, listSites } from '../../domain/people/person-queries.ts';
import type { RoutingRule } from '../../domain/routing/choose-team.ts';
import type { RoutingNames } from '../../domain/routing/describe-condition.ts';
import { readRoutingRules } from '../../domain/routing/routing-queries.ts';
import type { Db } from '../../domain/tables.ts';
import type { Team } from '../../domain/teams/team.ts';
import { listTeams } from '../../domain/teams/team-queries.ts';

/** How tickets find their team and why they wait, for administrators. */
export interface DeskView {
  readonly teams: readonly Team[];
  readonly rules: readonly RoutingRule[];
  readonly names: RoutingNames;
  readonly holdReasons: readonly HoldReason[];
}

/** Reads how tickets find their team and why they wait. */
export async function readDesk(db: Db): Promise<DeskView> {
  const catalogue = await readCatalogue(db);
  return {
    teams: await listTeams(db),
    rules: await readRoutingRules(db),
    names: {
      category: namesOf(allCategories(catalogue)),
      family: namesOf(catalogue.families),
      site: namesOf(await listSites(db)),
      organisation_unit: namesOf(await listOrganisationUnits(db)),
    },
    holdReasons: await listHoldReasons(db),
  };
}

const namesOf = (things: readonly { id: number; name: string }[]): ReadonlyMap<number, string> =>
  new Map(things.map(({ id, name }) => [id, name]));
