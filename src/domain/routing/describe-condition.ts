import type { Lang } from '../../platform/text/lang.ts';
import type { Channel, Condition } from './condition.ts';

/** The names of what conditions point at, by id. */
export type RoutingNames = {
  category: ReadonlyMap<number, string>;
  family: ReadonlyMap<number, string>;
  site: ReadonlyMap<number, string>;
  organisation_unit: ReadonlyMap<number, string>;
};

type Leaf = Extract<Condition, { op: 'is' }>;
type Fact = Exclude<Leaf['fact'], 'channel'>;

/** The words a condition is said with, in one language. */
type Words = {
  facts: Record<Fact, string>;
  channels: Record<Channel, string>;
  and: string;
  or: string;
  quote: (name: string) => string;
  unknown: (id: number) => string;
  /** « est « A » ou « B » », « n’est ni « A » ni « B » ». */
  is: (quoted: readonly string[], negated: boolean) => string;
  arrives: (ways: readonly string[], negated: boolean) => string;
  notTrue: (condition: string) => string;
};

const either = (items: readonly string[], or: string): string =>
  items.length < 2
    ? items.join('')
    : `${items.slice(0, -1).join(', ')} ${or} ${items.at(-1) ?? ''}`;

const french: Words = {
  facts: {
    category: 'la nature',
    family: 'la famille',
    site: 'le site',
    organisation_unit: 'l’affectation',
  },
  channels: { web: 'le site', email: 'courriel', phone: 'téléphone', api: 'une application' },
  and: 'et',
  or: 'ou',
  quote: (name) => `«\u00A0${name}\u00A0»`,
  unknown: (id) => `n°\u00A0${id}, inconnu`,
  is: (quoted, negated) => {
    if (!negated) return `est ${either(quoted, 'ou')}`;
    return quoted.length < 2 ? `n’est pas ${quoted.join('')}` : `n’est ni ${quoted.join(' ni ')}`;
  },
  arrives: (ways, negated) => {
    if (!negated) return `la demande arrive par ${either(ways, 'ou')}`;
    return ways.length < 2
      ? `la demande n’arrive pas par ${ways.join('')}`
      : `la demande n’arrive ni par ${ways.join(' ni par ')}`;
  },
  notTrue: (condition) => `il est faux que (${condition})`,
};

const english: Words = {
  facts: {
    category: 'the category',
    family: 'the family',
    site: 'the site',
    organisation_unit: 'the department',
  },
  channels: { web: 'the site', email: 'e-mail', phone: 'phone', api: 'an application' },
  and: 'and',
  or: 'or',
  quote: (name) => `“${name}”`,
  unknown: (id) => `no. ${id}, unknown`,
  is: (quoted, negated) =>
    negated ? `is not ${either(quoted, 'or')}` : `is ${either(quoted, 'or')}`,
  arrives: (ways, negated) =>
    negated
      ? `the request does not arrive by ${either(ways, 'or')}`
      : `the request arrives by ${either(ways, 'or')}`,
  notTrue: (condition) => `it is not true that (${condition})`,
};

function describeLeaf(leaf: Leaf, { words, names }: Saying, negated: boolean): string {
  if (leaf.fact === 'channel') {
    return words.arrives(
      leaf.channels.map((channel) => words.channels[channel]),
      negated,
    );
  }
  const known = names[leaf.fact];
  // Somebody must see that a rule points at what no longer exists.
  const quoted = leaf.ids.map((id) => words.quote(known.get(id) ?? words.unknown(id)));
  return `${words.facts[leaf.fact]} ${words.is(quoted, negated)}`;
}

type Saying = { words: Words; names: RoutingNames };

function describeWithin(condition: Condition, saying: Saying, nested: boolean): string {
  const { words } = saying;
  switch (condition.op) {
    case 'is':
      return describeLeaf(condition, saying, false);
    case 'not':
      return condition.condition.op === 'is'
        ? describeLeaf(condition.condition, saying, true)
        : words.notTrue(describeWithin(condition.condition, saying, false));
    case 'and':
    case 'or': {
      const [only] = condition.conditions;
      if (only && condition.conditions.length === 1) return describeWithin(only, saying, nested);
      const parts = condition.conditions.map((inner) => describeWithin(inner, saying, true));
      const text = parts.join(` ${words[condition.op]} `);
      return nested ? `(${text})` : text;
    }
  }
}

/**
 * Says a condition in the reader's language: « la famille est « Matérielle » et (le site est « Cité des Tilleuls » ou
 * la demande arrive par téléphone) ».
 */
export function describeCondition(
  condition: Condition,
  names: RoutingNames,
  lang: Lang = 'fr',
): string {
  return describeWithin(condition, { words: lang === 'fr' ? french : english, names }, false);
}
