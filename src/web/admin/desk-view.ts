import { type AuditEntry, lastAuditEntries } from '../../domain/audit/audit-queries.ts';
import {
  allCategories,
  type Catalogue,
  type HoldReason,
} from '../../domain/catalogue/catalogue.ts';
import { listHoldReasons, readCatalogue } from '../../domain/catalogue/catalogue-queries.ts';
import { listOrganisationUnits, listSites } from '../../domain/people/person-queries.ts';
import type { RoutingRule } from '../../domain/routing/choose-team.ts';
import type { RoutingNames } from '../../domain/routing/describe-condition.ts';
import { readRoutingRules } from '../../domain/routing/routing-queries.ts';
import type { Db } from '../../domain/tables.ts';
import type { Team, TeamMember } from '../../domain/teams/team.ts';
import { listTeamMembers, listTeams } from '../../domain/teams/team-queries.ts';

/** How many lines of the log the page shows. */
export const shownEntries = 50;

/** How the desk is organised today, for its administrators. */
export interface DeskView {
  readonly teams: readonly (Team & { readonly members: readonly TeamMember[] })[];
  readonly catalogue: Catalogue;
  readonly rules: readonly RoutingRule[];
  readonly names: RoutingNames;
  readonly holdReasons: readonly HoldReason[];
  readonly entries: readonly AuditEntry[];
}

/** Reads how the desk is organised today. */
export async function readDesk(db: Db): Promise<DeskView> {
  const teams = await listTeams(db);
  const members = await listTeamMembers(db);
  const catalogue = await readCatalogue(db);
  return {
    teams: teams.map((team) => ({
      ...team,
      members: members.filter(({ teamId }) => teamId === team.id),
    })),
    catalogue,
    rules: await readRoutingRules(db),
    names: {
      category: namesOf(allCategories(catalogue)),
      family: namesOf(catalogue.families),
      site: namesOf(await listSites(db)),
      organisation_unit: namesOf(await listOrganisationUnits(db)),
    },
    holdReasons: await listHoldReasons(db),
    entries: await lastAuditEntries(db, shownEntries),
  };
}

const namesOf = (things: readonly { id: number; name: string }[]): ReadonlyMap<number, string> =>
  new Map(things.map(({ id, name }) => [id, name]));
