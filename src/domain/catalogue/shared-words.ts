import type { Catalogue, Category } from './catalogue.ts';
import { rootOf, significantWords } from './significant-words.ts';

/** The words each nature is said with: of its name, and what people type for it. */
export type SaidWords = {
  /** By nature: each word, and whether its name has it. */
  readonly byCategory: ReadonlyMap<number, ReadonlyMap<string, boolean>>;
  /** What each word tells: the fewer natures are said with it, the more. */
  readonly rarity: ReadonlyMap<string, number>;
  /** What any two natures may share by chance: one word that no other has. */
  readonly chance: number;
};

/** A word of its name tells more of a nature than one of those people type. */
const IN_NAME = 1.5;

const rootsOf = (text: string): string[] => significantWords(text).map(rootOf);

function wordsOf({ name, synonyms }: Category): Map<string, boolean> {
  const typed = synonyms.flatMap(rootsOf).map((root) => [root, false] as const);
  return new Map([...typed, ...rootsOf(name).map((root) => [root, true] as const)]);
}

const known = new WeakMap<Catalogue, SaidWords>();

/** Gives the words that the natures are said with; the words of a catalogue never change once it is read. */
export function saidWordsOf(catalogue: Catalogue): SaidWords {
  const kept = known.get(catalogue);
  if (kept) return kept;
  const said = readSaidWords(catalogue);
  known.set(catalogue, said);
  return said;
}

function readSaidWords(catalogue: Catalogue): SaidWords {
  const natures = catalogue.families.flatMap((family) => family.categories);
  const byCategory = new Map(natures.map((category) => [category.id, wordsOf(category)]));
  const saying = new Map<string, number>();
  for (const roots of byCategory.values()) {
    for (const root of roots.keys()) saying.set(root, (saying.get(root) ?? 0) + 1);
  }
  const rarityOf = (count: number) => Math.log(1 + natures.length / count);
  const rarity = new Map([...saying].map(([root, count]) => [root, rarityOf(count)]));
  return { byCategory, rarity, chance: rarityOf(2) };
}

/** How much two natures are said with the same words. */
export function sharedWords(
  { byCategory, rarity }: SaidWords,
  one: Pick<Category, 'id'>,
  other: Pick<Category, 'id'>,
): number {
  const others = byCategory.get(other.id);
  let sum = 0;
  for (const [root, isInName] of byCategory.get(one.id) ?? []) {
    const isInOther = others?.get(root);
    if (isInOther === undefined) continue;
    sum += (rarity.get(root) ?? 0) * (isInName ? IN_NAME : 1) * (isInOther ? IN_NAME : 1);
  }
  return sum;
}
