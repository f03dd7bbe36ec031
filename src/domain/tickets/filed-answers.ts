import { sql } from 'kysely';
import { Conflict } from '../../platform/errors.ts';
import { type AnsweredNames, type Answers, answersText, idsNamedIn } from '../catalogue/answers.ts';
import type { CategoryForm } from '../catalogue/form.ts';
import { findCurrentForm, findForm } from '../catalogue/form-queries.ts';
import type { Db } from '../tables.ts';
import type { Submission } from './submit-ticket.ts';

/** What a ticket keeps of its nature's own questions. */
export type FiledAnswers = { formId: number | null; answers: Answers; answersText: string };

const nothingAsked: FiledAnswers = { formId: null, answers: {}, answersText: '' };

/** Reads what a ticket will keep; a conflict when the questions are no longer those that were answered. */
export async function readFiledAnswers(
  tx: Db,
  { formId, continuesNumber, answers = {} }: Submission,
  form: CategoryForm | null,
): Promise<FiledAnswers> {
  if (continuesNumber === undefined && formId !== undefined && (form?.id ?? null) !== formId) {
    throw new Conflict('other questions are asked now');
  }
  if (form === null) return nothingAsked;
  const names = await readAnsweredNames(tx, idsNamedIn(form.fields, answers));
  return { formId: form.id, answers, answersText: answersText(form.fields, answers, names) };
}

/** Finds the questions a submission answers: a ticket that continues another keeps its own, whatever is asked today. */
export async function findAnsweredForm(
  tx: Db,
  { categoryId, formId, continuesNumber }: Submission,
): Promise<CategoryForm | null> {
  if (formId === undefined) return null;
  if (continuesNumber === undefined) return findCurrentForm(tx, categoryId);
  return formId === null ? null : ((await findForm(tx, formId)) ?? null);
}

/** Reads the names of the people and the sites that answers name. */
export async function readAnsweredNames(
  tx: Db,
  { people, sites }: { people: number[]; sites: number[] },
): Promise<AnsweredNames> {
  const persons =
    people.length === 0
      ? []
      : await tx
          .selectFrom('person')
          .select(['id', 'first_name as firstName', 'last_name as lastName'])
          .where(sql<boolean>`id = any(${people}::bigint[])`)
          .execute();
  const places =
    sites.length === 0
      ? []
      : await tx
          .selectFrom('site')
          .select(['id', 'name'])
          .where(sql<boolean>`id = any(${sites}::bigint[])`)
          .execute();
  return {
    people: Object.fromEntries(persons.map(({ id, ...name }) => [id, name])),
    sites: Object.fromEntries(places.map(({ id, name }) => [id, name])),
  };
}
