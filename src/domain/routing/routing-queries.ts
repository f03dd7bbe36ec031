import { sql } from 'kysely';
import { readTogether } from '../../platform/db/read-together.ts';
import { keptReading } from '../settings/kept-reading.ts';
import type { Db } from '../tables.ts';
import { chooseTeam, type Routing, type RoutingRule } from './choose-team.ts';
import { conditionSchema, type RoutingFacts } from './condition.ts';
import type { RoutingNames } from './describe-condition.ts';

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

/** What choosing a team takes, besides the facts: the rules of today, and who receives what none claims. */
export type RoutingBook = { readonly rules: readonly RoutingRule[]; readonly triageTeamId: number };

/** Reads what choosing a team takes. */
export const readRoutingBook = keptReading(async (db): Promise<RoutingBook> => {
  const [rules, triageTeamId] = await readTogether(db, (one) =>
    Promise.all([readRoutingRules(one), findTriageTeamId(one)]),
  );
  return { rules, triageTeamId };
});

/** Chooses today's team for a ticket of this nature with these facts. */
export async function routeTicket(
  db: Db,
  { category, facts }: { category: { teamId: number | null }; facts: RoutingFacts },
): Promise<Routing> {
  return chooseTeam({ ...(await readRoutingBook(db)), category, facts });
}

/** Reads the names of everything that conditions may point at, inactive natures and sites included. */
export async function readRoutingNames(db: Db): Promise<RoutingNames> {
  const namesOf = (table: 'category' | 'family' | 'site' | 'organisation_unit') =>
    db.selectFrom(table).select(['id', 'name', sql.lit(table).as('fact')]);
  const rows = await namesOf('category')
    .unionAll(namesOf('family'))
    .unionAll(namesOf('site'))
    .unionAll(namesOf('organisation_unit'))
    .execute();
  const about = (fact: string) =>
    new Map(rows.filter((row) => row.fact === fact).map(({ id, name }) => [id, name]));
  return {
    category: about('category'),
    family: about('family'),
    site: about('site'),
    organisation_unit: about('organisation_unit'),
  };
}
