import { inTransaction, jsonb } from '../../platform/db/database.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';
import { type Condition, conditionSchema } from './condition.ts';

/** A rule as an administrator describes it; no actor when the desk itself sets it up. */
export type NewRoutingRule = {
  actorId: number | null;
  /** Rules are tried in this order; no two share one. */
  position: number;
  /** What agents read as the reason: « Poste de travail à la cité des Tilleuls ». */
  label: string;
  condition: Condition;
  teamId: number;
};

/** Adds a rule to the ventilation, tried from the next submission on. Gives its id. */
export function addRoutingRule(
  db: Db,
  { actorId, ...rule }: NewRoutingRule,
  now: Temporal.Instant,
): Promise<number> {
  const condition = conditionSchema.parse(rule.condition);
  return inTransaction(db, async (tx) => {
    const { id } = await tx
      .insertInto('routing_rule')
      .values({
        position: rule.position,
        label: rule.label,
        condition: jsonb(condition),
        team_id: rule.teamId,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const subject = `routing_rule:${id}`;
    await recordAudit(tx, { actorId, act: 'add-routing-rule', subject, after: rule }, now);
    return id;
  });
}
