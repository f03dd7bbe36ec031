import type { Channel, Condition } from './condition.ts';

/** The names of what conditions point at, by id. */
export type RoutingNames = {
  category: ReadonlyMap<number, string>;
  family: ReadonlyMap<number, string>;
  site: ReadonlyMap<number, string>;
  organisation_unit: ReadonlyMap<number, string>;
};

const FACTS = {
  category: 'la nature',
  family: 'la famille',
  site: 'le site',
  organisation_unit: 'l’affectation',
} as const;

const CHANNELS: Record<Channel, string> = {
  web: 'le site',
  email: 'courriel',
  phone: 'téléphone',
  api: 'une application',
};

const either = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ou ${items.at(-1) ?? ''}`;

type Leaf = Extract<Condition, { op: 'is' }>;

/** « est « A » ou « B » », « n’est ni « A » ni « B » ». */
function beOneOf(quoted: readonly string[], negated: boolean): string {
  if (!negated) return `est ${either(quoted)}`;
  return quoted.length < 2 ? `n’est pas ${quoted.join('')}` : `n’est ni ${quoted.join(' ni ')}`;
}

function describeLeaf(leaf: Leaf, names: RoutingNames, negated: boolean): string {
  if (leaf.fact === 'channel') {
    const ways = leaf.channels.map((channel) => CHANNELS[channel]);
    if (!negated) return `la demande arrive par ${either(ways)}`;
    return ways.length < 2
      ? `la demande n’arrive pas par ${ways.join('')}`
      : `la demande n’arrive ni par ${ways.join(' ni par ')}`;
  }
  const known = names[leaf.fact];
  // Somebody must see that a rule points at what no longer exists.
  const quoted = leaf.ids.map((id) => `«\u00A0${known.get(id) ?? `n°\u00A0${id}, inconnu`}\u00A0»`);
  return `${FACTS[leaf.fact]} ${beOneOf(quoted, negated)}`;
}

function describeWithin(condition: Condition, names: RoutingNames, nested: boolean): string {
  switch (condition.op) {
    case 'is':
      return describeLeaf(condition, names, false);
    case 'not':
      return condition.condition.op === 'is'
        ? describeLeaf(condition.condition, names, true)
        : `il est faux que (${describeWithin(condition.condition, names, false)})`;
    case 'and':
    case 'or': {
      const [only] = condition.conditions;
      if (only && condition.conditions.length === 1) return describeWithin(only, names, nested);
      const parts = condition.conditions.map((inner) => describeWithin(inner, names, true));
      const text = parts.join(condition.op === 'and' ? ' et ' : ' ou ');
      return nested ? `(${text})` : text;
    }
  }
}

/**
 * Says a condition in French: « la famille est « Matérielle » et (le site est « Cité des Tilleuls » ou la demande
 * arrive par téléphone) ».
 */
export function describeCondition(condition: Condition, names: RoutingNames): string {
  return describeWithin(condition, names, false);
}
