import type { Db } from '../tables.ts';
import type { CategoryForm, OwnField } from './form.ts';

const formsFrom = (db: Db) => db.selectFrom('category_form').select(['id', 'fields']);

// A form is checked before it is written, and never changes.
const toForm = (row: { id: number; fields: unknown }): CategoryForm => ({
  id: row.id,
  fields: row.fields as OwnField[],
});

/** Finds what a nature asks today; null when it asks nothing of its own. */
export async function findCurrentForm(db: Db, categoryId: number): Promise<CategoryForm | null> {
  const row = await formsFrom(db)
    .where('category_id', '=', categoryId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? toForm(row) : null;
}

/** Finds what a nature asks today, by the end of its address; null when it asks nothing of its own. */
export async function findCurrentFormBySlug(db: Db, slug: string): Promise<CategoryForm | null> {
  const row = await formsFrom(db)
    .where('category_id', '=', (eb) =>
      eb.selectFrom('category').select('category.id').where('category.slug', '=', slug),
    )
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? toForm(row) : null;
}

/** Finds a version of what a nature asks, current or not: tickets keep the one they were filed with. */
export async function findForm(db: Db, formId: number): Promise<CategoryForm | undefined> {
  const row = await formsFrom(db).where('id', '=', formId).executeTakeFirst();
  return row && toForm(row);
}
