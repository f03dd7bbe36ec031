import { inTransaction, jsonb } from '../../platform/db/database.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';
import { type FormDeclaration, formSchema } from './form.ts';

/** The questions of a nature as an administrator declares them; no actor when the desk itself sets it up. */
export type NewForm = {
  actorId: number | null;
  categoryId: number;
  fields: FormDeclaration;
};

/**
 * Adds a version of what a nature asks; the versions before it stay, for the tickets filed with them. Gives its id.
 * Questions that cannot be asked are refused by an error that names them.
 */
export function describeForm(
  db: Db,
  { actorId, categoryId, fields: declared }: NewForm,
  now: Temporal.Instant,
): Promise<number> {
  const fields = formSchema.parse(declared);
  return inTransaction(db, async (tx) => {
    // Two versions published at once follow each other.
    await tx
      .selectFrom('category')
      .select('id')
      .where('id', '=', categoryId)
      .forNoKeyUpdate()
      .executeTakeFirstOrThrow();
    const before = await tx
      .selectFrom('category_form')
      .select('version')
      .where('category_id', '=', categoryId)
      .orderBy('version', 'desc')
      .executeTakeFirst();
    const version = (before?.version ?? 0) + 1;
    const { id } = await tx
      .insertInto('category_form')
      .values({ category_id: categoryId, version, fields: jsonb(fields), created_at: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    const subject = `category:${categoryId}/form`;
    // The versions themselves never change: what they ask can be read there.
    const act = 'describe-form';
    await recordAudit(tx, { actorId, act, subject, before, after: { version } }, now);
    return id;
  });
}
