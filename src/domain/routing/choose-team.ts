import { type Condition, matches, type RoutingFacts } from './condition.ts';

/** A rule of the ventilation: the first one that matches gives the team. */
export type RoutingRule = {
  id: number;
  position: number;
  label: string;
  condition: Condition;
  teamId: number;
  active: boolean;
  /** False when its team no longer receives tickets: the rule is then passed over. */
  teamActive: boolean;
};

/** Why a ticket reached its team; kept on the ticket and shown to agents. */
export type RoutingReason =
  | { kind: 'rule'; ruleId: number; label: string }
  | { kind: 'category' }
  | { kind: 'triage' }
  /** An agent chose the team. */
  | { kind: 'manual' };

/** The team of a ticket and the reason for it. */
export type Routing = { teamId: number; reason: RoutingReason };

/** What a choice is made from: the rules, the nature's own team (null when it has none today), the triage team. */
export type RoutingInput = {
  rules: readonly RoutingRule[];
  category: { teamId: number | null };
  triageTeamId: number;
  facts: RoutingFacts;
};

/** Chooses the team: the first active rule that matches, else the nature's team, else triage. Always one. */
export function chooseTeam({ rules, category, triageTeamId, facts }: RoutingInput): Routing {
  const rule = rules
    .filter(({ active, teamActive }) => active && teamActive)
    .sort((a, b) => a.position - b.position)
    .find(({ condition }) => matches(condition, facts));
  if (rule) {
    return { teamId: rule.teamId, reason: { kind: 'rule', ruleId: rule.id, label: rule.label } };
  }
  if (category.teamId !== null) return { teamId: category.teamId, reason: { kind: 'category' } };
  return { teamId: triageTeamId, reason: { kind: 'triage' } };
}
