import { allCategories, type Catalogue, type Category, categoryById } from './catalogue.ts';
import { saidWordsOf, sharedWords } from './shared-words.ts';

/** A nature to choose instead; « si … » when the catalogue says in which situation. */
export type NearbyCategory = { category: Category; condition: string | null };

const MOST = 5;
/** With fewer, the rest of the family is proposed too. */
const ENOUGH = 2;
/** A nature that shares this much less than the one that shares most is noise. */
const CUT = 0.4;

/** The same words bring two natures less close when others read them, and less still when they are asked otherwise. */
function closeness(category: Category, other: Category): number {
  if (other.familyId === category.familyId) return 1;
  return other.kind === category.kind ? 0.55 : 0.4;
}

/** The natures that are said with the same words, the closest first; a word in common may be chance. */
function alikeOf(catalogue: Catalogue, category: Category): Category[] {
  const said = saidWordsOf(catalogue);
  const others = catalogue.families
    .flatMap((family) => family.categories)
    .filter(({ id }) => id !== category.id)
    .map((other) => ({
      other,
      score: sharedWords(said, category, other) * closeness(category, other),
    }))
    .sort((a, b) => b.score - a.score);
  const best = others[0]?.score ?? 0;
  return others
    .filter(({ score }) => score > said.chance && score >= best * CUT)
    .map(({ other }) => other);
}

/**
 * The natures to propose at « Ce n’est pas cela ? »: those its description sends to, those that send to it, then those
 * that are said with the same words; its family's when these are hardly any.
 */
export function nearestCategories(catalogue: Catalogue, category: Category): NearbyCategory[] {
  const declared = category.alternatives.flatMap(({ categoryId, condition }) => {
    const other = categoryById(catalogue, categoryId);
    return other ? [{ category: other, condition }] : [];
  });
  const sending = allCategories(catalogue).filter(({ alternatives }) =>
    alternatives.some(({ categoryId }) => categoryId === category.id),
  );
  const seen = new Set([category.id]);
  const unseen = (natures: readonly NearbyCategory[]) =>
    natures.filter(({ category: { id } }) => !seen.has(id) && seen.add(id));
  const without = (natures: readonly Category[]) =>
    unseen(natures.map((other) => ({ category: other, condition: null })));
  const near = [...unseen(declared), ...without(sending), ...without(alikeOf(catalogue, category))];
  const family = catalogue.families.find(({ id }) => id === category.familyId);
  const missing = Math.max(0, ENOUGH - near.length);
  return [...near, ...without(family?.categories ?? []).slice(0, missing)].slice(0, MOST);
}
