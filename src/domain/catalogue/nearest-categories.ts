import { type Catalogue, type Category, categoryById } from './catalogue.ts';
import { rankCategories } from './search-categories.ts';

/** A nature to choose instead; « si … » when the catalogue says in which situation. */
export type NearbyCategory = { category: Category; condition: string | null };

const MOST = 5;

/**
 * The natures to propose at « Ce n’est pas cela ? »: those its description sends to, then those that share its
 * words, then its family's.
 */
export function nearestCategories(catalogue: Catalogue, category: Category): NearbyCategory[] {
  const declared = category.alternatives.flatMap(({ categoryId, condition }) => {
    const other = categoryById(catalogue, categoryId);
    return other ? [{ category: other, condition }] : [];
  });
  const ownWords = [category.name, ...category.synonyms].join(', ');
  const alike = rankCategories(catalogue, ownWords).map((match) => match.category);
  const family = catalogue.families.find(({ id }) => id === category.familyId);
  const others = [...alike, ...(family?.categories ?? [])].map((other) => ({
    category: other,
    condition: null,
  }));
  const seen = new Set([category.id]);
  return [...declared, ...others]
    .filter(({ category: { id } }) => !seen.has(id) && seen.add(id))
    .slice(0, MOST);
}
