import { z } from 'zod';

/** How a ticket arrived. */
export const channels = ['web', 'email', 'phone', 'api'] as const;
export type Channel = (typeof channels)[number];

/** What the rules know of a ticket being submitted. */
export type RoutingFacts = {
  categoryId: number;
  familyId: number;
  siteId: number | null;
  organisationUnitId: number | null;
  channel: Channel;
};

/** A rule's condition: a tree whose leaves say « this fact is one of these ». */
export type Condition =
  | { op: 'and' | 'or'; conditions: Condition[] }
  | { op: 'not'; condition: Condition }
  | { op: 'is'; fact: 'category' | 'family' | 'site' | 'organisation_unit'; ids: number[] }
  | { op: 'is'; fact: 'channel'; channels: Channel[] };

const DEEPEST = 10;

const idFact = z.strictObject({
  op: z.literal('is'),
  fact: z.enum(['category', 'family', 'site', 'organisation_unit']),
  ids: z.array(z.int().positive()).min(1),
});
const channelFact = z.strictObject({
  op: z.literal('is'),
  fact: z.literal('channel'),
  channels: z.array(z.enum(channels)).min(1),
});

/** The shape of a condition down to a depth no rule needs: a deeper one is refused, never followed. */
function conditionWithin(depth: number): z.ZodType<Condition> {
  if (depth === 0) return z.union([idFact, channelFact]);
  const inner = conditionWithin(depth - 1);
  return z.union([
    idFact,
    channelFact,
    z.strictObject({ op: z.enum(['and', 'or']), conditions: z.array(inner).min(1) }),
    z.strictObject({ op: z.literal('not'), condition: inner }),
  ]);
}

/** Checks a condition read from a row, a form or a file. */
export const conditionSchema = conditionWithin(DEEPEST);

function factValue(
  fact: 'category' | 'family' | 'site' | 'organisation_unit',
  facts: RoutingFacts,
): number | null {
  switch (fact) {
    case 'category':
      return facts.categoryId;
    case 'family':
      return facts.familyId;
    case 'site':
      return facts.siteId;
    case 'organisation_unit':
      return facts.organisationUnitId;
  }
}

/** Says whether a ticket with these facts meets the condition; an unknown site or unit is none of those listed. */
export function matches(condition: Condition, facts: RoutingFacts): boolean {
  switch (condition.op) {
    case 'and':
      return condition.conditions.every((inner) => matches(inner, facts));
    case 'or':
      return condition.conditions.some((inner) => matches(inner, facts));
    case 'not':
      return !matches(condition.condition, facts);
    case 'is': {
      if (condition.fact === 'channel') return condition.channels.includes(facts.channel);
      const value = factValue(condition.fact, facts);
      return value !== null && condition.ids.includes(value);
    }
  }
}
