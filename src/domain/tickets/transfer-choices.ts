import { readTogether } from '../../platform/db/read-together.ts';
import { allCategories } from '../catalogue/catalogue.ts';
import { readCatalogue } from '../catalogue/catalogue-queries.ts';
import { chooseTeam } from '../routing/choose-team.ts';
import { readRoutingRules } from '../routing/routing-queries.ts';
import type { Db } from '../tables.ts';
import type { Team } from '../teams/team.ts';
import { listTeams } from '../teams/team-queries.ts';
import type { TicketAccess } from './ticket-access.ts';

/** A nature a ticket may be sent to, and the team that would then receive it. */
export interface RoutedCategory {
  readonly id: number;
  readonly name: string;
  readonly familyName: string;
  readonly teamCode: string;
}

/** Where a ticket may go: every nature with its team of today, and every team. */
export interface TransferChoices {
  readonly categories: readonly RoutedCategory[];
  readonly teams: readonly Team[];
  /** What it is now. */
  readonly present: { readonly categoryId: number; readonly teamId: number };
}

/** Tells where each nature would lead a ticket, by the same rules that a transfer will follow. */
export async function readTransferChoices(db: Db, access: TicketAccess): Promise<TransferChoices> {
  const present = (one: Db) =>
    one
      .selectFrom('ticket')
      .innerJoin('person', 'person.id', 'ticket.requester_id')
      .select([
        'ticket.category_id as categoryId',
        'ticket.site_id as siteId',
        'ticket.channel',
        'person.organisation_unit_id as organisationUnitId',
      ])
      .where('ticket.number', '=', access.number)
      .executeTakeFirstOrThrow();
  const [{ categoryId, ...facts }, catalogue, rules, teams] = await readTogether(db, (one) =>
    Promise.all([present(one), readCatalogue(one), readRoutingRules(one), listTeams(one)]),
  );
  const triageTeamId = teams.find((team) => team.isTriage)?.id;
  if (triageTeamId === undefined) throw new Error('No triage team: the desk is not set up.');
  const codes = new Map(teams.map((team) => [team.id, team.code]));
  const families = new Map(catalogue.families.map((family) => [family.id, family.name]));
  const categories = allCategories(catalogue).map((category) => {
    const { teamId } = chooseTeam({
      rules,
      category,
      triageTeamId,
      facts: { ...facts, categoryId: category.id, familyId: category.familyId },
    });
    return {
      id: category.id,
      name: category.name,
      familyName: families.get(category.familyId) ?? category.name,
      teamCode: codes.get(teamId) ?? '',
    };
  });
  return { categories, teams, present: { categoryId, teamId: access.teamId } };
}
