import { inTransaction } from '../../platform/db/database.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';
import { writeTargets } from './set-targets.ts';
import { targetsFrom } from './target.ts';

/** A nature as an administrator describes it; no actor when the desk itself sets it up. */
export type NewCategory = {
  actorId: number | null;
  familyId: number;
  slug: string;
  name: string;
  description: string;
  synonyms?: readonly string[];
  /** None: the triage team decides. */
  teamId: number | null;
  isUnknown?: boolean;
  /** Promises at normal priority, in minutes of working time; the others are proposed from them. */
  takeMinutes: number;
  resolveMinutes: number;
  position: number;
};

/** Adds a nature that may be chosen at once. Gives its id. */
export function addCategory(
  db: Db,
  { actorId, ...category }: NewCategory,
  now: Temporal.Instant,
): Promise<number> {
  const after = { ...category, synonyms: [...(category.synonyms ?? [])] };
  return inTransaction(db, async (tx) => {
    const { id } = await tx
      .insertInto('category')
      .values({
        family_id: category.familyId,
        slug: category.slug,
        name: category.name,
        description: category.description,
        synonyms: after.synonyms,
        team_id: category.teamId,
        is_unknown: category.isUnknown ?? false,
        position: category.position,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await writeTargets(tx, id, targetsFrom(category));
    const subject = `category:${id}`;
    await recordAudit(tx, { actorId, act: 'add-category', subject, after }, now);
    return id;
  });
}
