/** Under « Assistance » one signals a problem, under « Services » one asks for a service. */
export type Kind = 'problem' | 'service';

/** « Choisissez plutôt … si … »: another nature, and the situation in which it is the right one. */
export type Alternative = { categoryId: number; condition: string };

/** A nature: the leaf of the catalogue that decides team, form and promises. */
export type Category = {
  id: number;
  familyId: number;
  kind: Kind;
  slug: string;
  name: string;
  description: string;
  /** What people type for it, besides its name. */
  synonyms: readonly string[];
  /** The team that answers it today; null when the triage team decides. */
  teamId: number | null;
  /** « Je ne sais pas ». */
  isUnknown: boolean;
  /** Promises at normal priority, in minutes of working time. */
  takeMinutes: number;
  resolveMinutes: number;
  active: boolean;
  alternatives: readonly Alternative[];
};

/** Natures that go together, in the order people read them. */
export type Family = {
  id: number;
  kind: Kind;
  slug: string;
  name: string;
  categories: readonly Category[];
};

/** Everything that may be asked today. Plain data, small: it may be kept and shared between requests. */
export type Catalogue = {
  /** Families that have natures to show, in order; « Je ne sais pas » is in none. */
  families: readonly Family[];
  /** « Je ne sais pas », which everybody may choose. */
  unknown: Category | null;
};

/** Why a ticket waits: whether the délai stops meanwhile, and whether a date must be given. */
export type HoldReason = {
  id: number;
  code: string;
  name: string;
  stopsClock: boolean;
  needsDate: boolean;
};

/** The families under « Assistance » or under « Services ». */
export function familiesOf(catalogue: Catalogue, kind: Kind): Family[] {
  return catalogue.families.filter((family) => family.kind === kind);
}

/** Every nature that may be chosen, « Je ne sais pas » last. */
export function allCategories(catalogue: Catalogue): Category[] {
  const listed = catalogue.families.flatMap((family) => family.categories);
  return catalogue.unknown ? [...listed, catalogue.unknown] : listed;
}

/** The nature by its id, when it may be chosen today. */
export function categoryById(catalogue: Catalogue, id: number): Category | undefined {
  return allCategories(catalogue).find((category) => category.id === id);
}

/** The nature by the end of its address, when it may be chosen today. */
export function categoryBySlug(catalogue: Catalogue, slug: string): Category | undefined {
  return allCategories(catalogue).find((category) => category.slug === slug);
}

/** The family by the end of its address, when it has natures to show. */
export function familyBySlug(catalogue: Catalogue, slug: string): Family | undefined {
  return catalogue.families.find((family) => family.slug === slug);
}

/** The catalogue as it would be with a nature said otherwise, opened or closed. */
export function withCategory(catalogue: Catalogue, category: Category): Catalogue {
  const shown = category.active ? [category] : [];
  if (category.isUnknown) return { ...catalogue, unknown: shown[0] ?? null };
  const families = catalogue.families.map((family) => {
    if (family.id !== category.familyId) return family;
    const index = family.categories.findIndex(({ id }) => id === category.id);
    const [start, end] = index < 0 ? [family.categories.length, 0] : [index, 1];
    return { ...family, categories: family.categories.toSpliced(start, end, ...shown) };
  });
  return { ...catalogue, families };
}
