import { z } from 'zod';
import type { Alternative } from '../../domain/catalogue/catalogue.ts';
import type { CategoryContent, KeptCategory } from '../../domain/catalogue/category-editing.ts';
import { readSynonyms, synonymLimits } from '../../domain/catalogue/synonyms.ts';
import type { DraftContent } from '../../domain/drafts/drafts.ts';
import { isBlank } from '../../platform/text/clean.ts';
import type { T } from '../../ui/texts.ts';
import { draftText } from '../draft-notice.tsx';
import { type FormReading, readForm } from '../forms.ts';
import type { CategoryChoices } from './category-view.ts';

/** What one may write at most, in characters as the browser counts them. */
export const categoryLimits = {
  ...{ nom: 80, description: 1000, condition: 200 },
  synonymes: synonymLimits.count * (synonymLimits.length + 1),
} as const;

/** How many natures may be proposed instead of one. */
const mostAlternatives = 6;

/** The choice of no team: the triage team decides. */
export const byTriage = 'tri';

/** One line of « Choisissez plutôt … si … », as typed. */
export type AlternativeField = { autre: string; si: string };

/** The form of a nature, as typed. */
export type CategoryFields = {
  nom: string;
  description: string;
  synonymes: string;
  alternatives: readonly AlternativeField[];
  equipe: string;
  active: string;
  /** The version that its writer was reading. */
  version: string;
};

/** What the form holds before anybody types. */
export function categoryFields(category: KeptCategory): CategoryFields {
  const { name, description, synonyms, alternatives, teamId, active, version } = category;
  const said = alternatives.map(({ categoryId, condition }) => ({
    autre: String(categoryId),
    si: condition,
  }));
  return {
    ...{ nom: name, description, synonymes: synonyms.join('\n'), alternatives: withRoom(said) },
    ...{ equipe: teamId === null ? byTriage : String(teamId), active: active ? 'oui' : 'non' },
    version: String(version),
  };
}

/** Two more lines than are filled, as long as there may be more: without a script nothing adds one. */
function withRoom(said: readonly AlternativeField[]): AlternativeField[] {
  const lines = Math.max(said.length, Math.min(said.length + 2, mostAlternatives));
  return Array.from({ length: lines }, (_, index) => said[index] ?? { autre: '', si: '' });
}

/** The form as it was sent or left in a draft, over what it held. */
export function filledCategory(content: DraftContent, initial: CategoryFields): CategoryFields {
  const text = (name: string) => draftText(content, name);
  const lines = Array.from({ length: mostAlternatives + 2 }, (_, index) => ({
    autre: text(`autre${String(index + 1)}`),
    si: text(`si${String(index + 1)}`),
  }));
  const filled = lines.findLastIndex(({ autre, si }) => autre !== '' || si !== '') + 1;
  return {
    ...{ nom: text('nom'), description: text('description'), synonymes: text('synonymes') },
    alternatives: withRoom(lines.slice(0, filled)),
    equipe: 'equipe' in content ? text('equipe') : initial.equipe,
    active: 'active' in content ? text('active') : initial.active,
    version: text('version') || initial.version,
  };
}

const line = z
  .string('admin:category.nameMissing')
  .transform((text) => text.replaceAll(/\s+/g, ' ').trim())
  .pipe(z.string().max(categoryLimits.nom))
  .refine((text) => !isBlank(text), 'admin:category.nameMissing');

const schema = z.object({
  nom: line,
  description: z
    .string('admin:category.descriptionMissing')
    .trim()
    .max(categoryLimits.description, 'errors:field.tooLong')
    .refine((text) => !isBlank(text), 'admin:category.descriptionMissing'),
});

/** Reads the form of a nature: what it says from now on, or what to correct. */
export function readCategory(
  fields: CategoryFields,
  choices: CategoryChoices,
  t: T,
): FormReading<CategoryContent> {
  const form = readForm(schema, { nom: fields.nom, description: fields.description }, t);
  const synonyms = readSynonyms(fields.synonymes);
  const said = readAlternatives(fields, choices, t);
  const errors = {
    ...(form.ok ? {} : form.errors),
    ...synonymErrors(synonyms, t),
    ...said.errors,
    ...placeErrors(fields, choices, t),
  };
  if (!form.ok || Object.keys(errors).length > 0) return { ok: false, errors, typed: {} };
  const { category, decides } = choices;
  const { nom: name, description } = form.values;
  const teamId = fields.equipe === byTriage ? null : Number(fields.equipe);
  const place = decides
    ? { teamId, active: fields.active === 'oui' }
    : { teamId: category.teamId, active: category.active };
  return {
    ok: true,
    values: { name, description, synonyms, alternatives: said.alternatives, ...place },
  };
}

function synonymErrors(synonyms: readonly string[], t: T): Record<string, string> {
  const { count, length } = synonymLimits;
  const long = synonyms.find((text) => text.length > length);
  if (long !== undefined) {
    const start = `${long.slice(0, 30)}…`;
    return { synonymes: t('admin:category.synonymTooLong', { text: start, count: length }) };
  }
  if (synonyms.length > count) return { synonymes: t('admin:category.synonymsTooMany', { count }) };
  return {};
}

function placeErrors(
  { equipe, active }: CategoryFields,
  { decides, teams }: CategoryChoices,
  t: T,
): Record<string, string> {
  if (!decides) return {};
  const isKnown = equipe === byTriage || teams.some(({ id }) => String(id) === equipe);
  return {
    ...(isKnown ? {} : { equipe: t('admin:category.teamMissing') }),
    ...(['oui', 'non'].includes(active) ? {} : { active: t('errors:field.choice') }),
  };
}

/** « si » and the full stop are the page’s own words. */
const conditionOf = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^(?:si\s+|s[’'](?=ils?\s))/i, '')
    .replace(/(?<!\.)\.+$/, '');

function readAlternatives(fields: CategoryFields, { others }: CategoryChoices, t: T) {
  const errors: Record<string, string> = {};
  const alternatives: Alternative[] = [];
  const known = new Map(others.map((other) => [String(other.id), other]));
  for (const [index, { autre, si }] of fields.alternatives.entries()) {
    const condition = conditionOf(si);
    if (autre === '' && condition === '') continue;
    const [chosen, said] = [`autre${String(index + 1)}`, `si${String(index + 1)}`];
    const other = known.get(autre);
    if (other === undefined) errors[chosen] = t('admin:category.otherMissing');
    else if (alternatives.some(({ categoryId }) => categoryId === other.id)) {
      errors[chosen] = t('admin:category.otherTwice', { name: other.name });
    }
    if (condition === '') errors[said] = t('admin:category.conditionMissing');
    else if (condition.length > categoryLimits.condition) {
      errors[said] = t('errors:field.tooLong', { count: categoryLimits.condition });
    }
    if (other !== undefined) alternatives.push({ categoryId: other.id, condition });
  }
  if (alternatives.length > mostAlternatives) {
    errors[`autre${String(mostAlternatives + 1)}`] ??= t('admin:category.othersTooMany', {
      count: mostAlternatives,
    });
  }
  return { alternatives, errors };
}

/** True when a form holds nothing but what the nature says already. */
export function saysTheSame(fields: CategoryFields, category: KeptCategory): boolean {
  const plain = ({ version: _, alternatives, ...texts }: CategoryFields) =>
    JSON.stringify([texts, alternatives.filter(({ autre, si }) => autre !== '' || si !== '')]);
  return plain(fields) === plain(categoryFields(category));
}
