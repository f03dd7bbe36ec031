import { isDeepStrictEqual } from 'node:util';
import { inTransaction } from '../../platform/db/database.ts';
import { violates } from '../../platform/db/violations.ts';
import { Forbidden } from '../../platform/errors.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';
import type { Alternative } from './catalogue.ts';
import {
  type CategoryContent,
  type CategoryEditor,
  checkCategoryVersion,
  type KeptCategory,
  lockCategory,
} from './category-editing.ts';

/** What somebody wants a nature to say, from the version they were reading. */
export type CategoryEdit = {
  editor: CategoryEditor;
  categoryId: number;
  seenVersion: number;
  content: CategoryContent;
};

const parts = ['name', 'description', 'synonyms', 'alternatives', 'teamId', 'active'] as const;
type Part = (typeof parts)[number];

/** The parts of a nature that a text would change. */
export function changedParts(before: CategoryContent, after: CategoryContent): Part[] {
  return parts.filter((part) => !isDeepStrictEqual(before[part], after[part]));
}

/**
 * Changes what a nature says, and for administrators which team answers it and whether it may be chosen; tickets
 * already filed stay where they are. The same again is done; changed by somebody else meanwhile is a Conflict.
 */
export async function editCategory(
  db: Db,
  { editor, categoryId, seenVersion, content }: CategoryEdit,
  now: Temporal.Instant,
): Promise<'done' | 'name_taken'> {
  try {
    await inTransaction(db, async (tx) => {
      const before = await lockCategory(tx, editor, categoryId);
      const changed = changedParts(before, content);
      if (changed.length === 0) return;
      checkCategoryVersion(before, seenVersion);
      assertTheirs(editor, before, changed);
      await write(tx, before, content);
      if (changed.includes('alternatives')) {
        await writeAlternatives(tx, categoryId, content.alternatives);
      }
      const subject = `category:${String(categoryId)}`;
      const entry = { actorId: editor.id, act: 'edit-category', subject };
      const [told, tells] = [pick(before, changed), pick(content, changed)];
      await recordAudit(tx, { ...entry, before: told, after: tells }, now);
    });
    return 'done';
  } catch (error) {
    if (violates(error, 'category_name')) return 'name_taken';
    throw error;
  }
}

const administratorParts: readonly Part[] = ['teamId', 'active'];

/** A lead gives no nature away; « Je ne sais pas » is always there, and the triage team answers it. */
function assertTheirs(
  editor: CategoryEditor,
  before: KeptCategory,
  changed: readonly Part[],
): void {
  if (!changed.some((part) => administratorParts.includes(part))) return;
  if (!editor.isAdministrator || before.isUnknown) throw new Forbidden('an administrator decides');
}

function pick(content: CategoryContent, changed: readonly Part[]) {
  return Object.fromEntries(changed.map((part) => [part, content[part]]));
}

async function write(tx: Db, before: KeptCategory, content: CategoryContent): Promise<void> {
  const { name, description, synonyms, teamId, active } = content;
  await tx
    .updateTable('category')
    .set({ name, description, synonyms: [...synonyms], team_id: teamId, active })
    .set({ version: before.version + 1 })
    .where('id', '=', before.id)
    .execute();
}

async function writeAlternatives(
  tx: Db,
  categoryId: number,
  alternatives: readonly Alternative[],
): Promise<void> {
  await tx.deleteFrom('category_alternative').where('category_id', '=', categoryId).execute();
  if (alternatives.length === 0) return;
  const rows = alternatives.map((said, position) => ({
    category_id: categoryId,
    other_category_id: said.categoryId,
    condition: said.condition,
    position: position + 1,
  }));
  await tx.insertInto('category_alternative').values(rows).execute();
}
