import type { HoldReason } from '../../domain/catalogue/catalogue.ts';
import { listHoldReasons } from '../../domain/catalogue/catalogue-queries.ts';
import type { RoutingRule } from '../../domain/routing/choose-team.ts';
import type { RoutingNames } from '../../domain/routing/describe-condition.ts';
import { readRoutingNames, readRoutingRules } from '../../domain/routing/routing-queries.ts';
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
  return {
    teams: await listTeams(db),
    rules: await readRoutingRules(db),
    names: await readRoutingNames(db),
    holdReasons: await listHoldReasons(db),
  };
}
