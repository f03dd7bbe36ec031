import { z } from 'zod';
import { allCategories, type Catalogue, type Category } from '../../domain/catalogue/catalogue.ts';
import type { DraftContent } from '../../domain/drafts/drafts.ts';
import type { KeptArticle } from '../../domain/knowledge/article.ts';
import { editableCategories } from '../../domain/knowledge/article-editing.ts';
import type { Viewer } from '../../domain/people/person.ts';
import { isBlank } from '../../platform/text/clean.ts';
import { draftText } from '../draft-notice.tsx';
import { type FormReading, readForm } from '../forms.ts';
import type { PageContext } from '../layout/page-context.ts';

/** What one may write at most, in characters as the browser counts them. */
export const articleLimits = { titre: 200, texte: 20_000 } as const;

/** The fields of the form of a sheet, as typed. */
export type ArticleFields = {
  titre: string;
  famille: string;
  texte: string;
  natures: readonly string[];
  /** The version that its writer was reading; empty for a new sheet. */
  version: string;
  /** The form's own key: sent twice, it makes one sheet. */
  cle: string;
};

/** What the form of a sheet proposes, and what it changes. */
export type ArticleChoices = {
  article: KeptArticle | null;
  families: readonly { id: number; name: string; kind: 'problem' | 'service' }[];
  categories: readonly Category[];
  /** A lead writes for at least one nature of their teams. */
  needsCategory: boolean;
};

/** Gathers the families and natures that a person may choose for a sheet. */
export function articleChoices(
  viewer: Viewer,
  catalogue: Catalogue,
  article: KeptArticle | null,
): ArticleChoices {
  const isListed = catalogue.families.some(({ id }) => id === article?.familyId);
  const own = article === null || isListed ? [] : [{ ...article.family, id: article.familyId }];
  return {
    article,
    families: [...catalogue.families, ...own],
    categories: editableCategories(viewer, allCategories(catalogue)).filter(
      ({ isUnknown }) => !isUnknown,
    ),
    needsCategory: !viewer.isAdministrator,
  };
}

/** What the form holds before anybody types: the sheet as it stands, or nothing. */
export function initialFields(article: KeptArticle | null): ArticleFields {
  if (article === null) {
    const cle = crypto.randomUUID();
    return { titre: '', famille: '', texte: '', natures: [], version: '', cle };
  }
  return {
    titre: article.title,
    famille: String(article.familyId),
    texte: article.body,
    natures: article.categoryIds.map(String),
    version: String(article.version),
    cle: '',
  };
}

const key = z.uuid();

/** What was typed, over what the form held: a nature that is not ticked is not sent. */
export function filledFields(content: DraftContent, initial: ArticleFields): ArticleFields {
  const text = (name: keyof ArticleFields) => draftText(content, name);
  const cle = text('cle');
  return {
    titre: text('titre'),
    famille: text('famille'),
    texte: text('texte'),
    natures: [content['natures'] ?? []].flat(),
    version: /^\d{1,9}$/.test(text('version')) ? text('version') : initial.version,
    cle: key.safeParse(cle).success ? cle : initial.cle,
  };
}

type Values = { titre: string; famille: number; texte: string; natures: number[] };

function schemaFor({ families, categories, needsCategory }: ArticleChoices) {
  const known = (ids: readonly { id: number }[]) => new Set(ids.map(({ id }) => String(id)));
  const familyIds = known(families);
  const categoryIds = known(categories);
  return z.object({
    titre: z
      .string('faq:form.nameMissing')
      .transform((text) => text.replaceAll('\n', ' ').trim())
      .pipe(z.string().max(articleLimits.titre, 'faq:form.nameTooLong'))
      .refine((text) => !isBlank(text), 'faq:form.nameMissing'),
    famille: z
      .string('faq:form.familyMissing')
      .refine((id) => familyIds.has(id), 'faq:form.familyMissing')
      .transform(Number),
    texte: z
      .string('faq:form.bodyMissing')
      .max(articleLimits.texte, 'faq:form.bodyTooLong')
      .refine((text) => !isBlank(text), 'faq:form.bodyMissing'),
    natures: z
      .union([z.string(), z.array(z.string())])
      .optional()
      .transform((ids) => [...new Set([ids ?? []].flat())])
      .refine((ids) => ids.every((id) => categoryIds.has(id)), 'faq:form.naturesWrong')
      .refine((ids) => !needsCategory || ids.length > 0, 'faq:form.naturesMissing')
      .transform((ids) => ids.map(Number)),
  });
}

/** Reads the form of a sheet; a nature it has and that is no longer proposed stays. */
export function readArticleForm(
  body: unknown,
  choices: ArticleChoices,
  t: PageContext['t'],
): FormReading<Values> {
  const form = readForm(schemaFor(choices), body, t);
  if (!form.ok) return form;
  const proposed = new Set(choices.categories.map(({ id }) => id));
  const closed = (choices.article?.categoryIds ?? []).filter((id) => !proposed.has(id));
  return { ok: true, values: { ...form.values, natures: [...form.values.natures, ...closed] } };
}

/** True when a form holds nothing but what the sheet says already. */
export function saysTheSame(fields: ArticleFields, article: KeptArticle): boolean {
  const now = initialFields(article);
  const sorted = (ids: readonly string[]) => [...ids].sort().join(' ');
  return (
    fields.titre === now.titre &&
    fields.texte === now.texte &&
    fields.famille === now.famille &&
    sorted(fields.natures) === sorted(now.natures)
  );
}
