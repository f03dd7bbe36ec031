import type { Db } from '../tables.ts';
import { chooseTeam, type Routing, type RoutingRule } from './choose-team.ts';
import { conditionSchema, type RoutingFacts } from './condition.ts';

/** Reads the rules of the ventilation, in the order they are tried, inactive ones included. */
export async function readRoutingRules(db: Db): Promise<RoutingRule[]> {
  const rows = await db
    .selectFrom('routing_rule')
    .innerJoin('team', 'team.id', 'routing_rule.team_id')
    .select([
      'routing_rule.id',
      'routing_rule.position',
      'routing_rule.label',
      'routing_rule.condition',
      'routing_rule.team_id as teamId',
      'routing_rule.active',
      'team.active as teamActive',
    ])
    .orderBy('routing_rule.position')
    .execute();
  return rows.map((row) => ({ ...row, condition: conditionSchema.parse(row.condition) }));
}

/** Gives the team that receives what no rule and no nature claims; a desk without one is not set up. */
export async function findTriageTeamId(db: Db): Promise<number> {
  const { id } = await db
    .selectFrom('team')
    .select('id')
    .where('is_triage', '=', true)
    .executeTakeFirstOrThrow(() => new Error('No triage team: the desk is not set up.'));
  return id;
}

/** Chooses today's team for a ticket of this nature with these facts, in three reads at most. */
export async function routeTicket(
  db: Db,
  { category, facts }: { category: { teamId: number | null }; facts: RoutingFacts },
): Promise<Routing> {
  const rules = await readRoutingRules(db);
  const triageTeamId = await findTriageTeamId(db);
  return chooseTeam({ rules, category, triageTeamId, facts });
}
