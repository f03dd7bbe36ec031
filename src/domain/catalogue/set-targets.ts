import { inTransaction } from '../../platform/db/database.ts';
import { Conflict, NotFound } from '../../platform/errors.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';
import { type Targets, targetFaults, targetPriorities } from './target.ts';
import { readTargets } from './target-queries.ts';

/** What a nature promises from now on; no nature: what those promise that have nothing of their own. */
export type TargetsChange = {
  actorId: number | null;
  categoryId: number | null;
  /** Null: the nature promises what the default says. */
  targets: Targets | null;
  /** What the page showed; somebody else's change since then is a conflict. */
  seen: Targets | null;
};

/** Changes what a nature promises at each priority; the promises of its live tickets are then computed again. */
export function setTargets(
  db: Db,
  { actorId, categoryId, targets, seen }: TargetsChange,
  now: Temporal.Instant,
): Promise<void> {
  if (targets === null ? categoryId === null : Object.keys(targetFaults(targets)).length > 0) {
    throw new RangeError('promises that cannot stand');
  }
  return inTransaction(db, async (tx) => {
    const before = await lockTargets(tx, categoryId);
    if (isSame(before, targets)) return;
    if (!isSame(before, seen)) throw new Conflict('changed meanwhile', before);
    await writeTargets(tx, categoryId, targets);
    const subject = categoryId === null ? 'targets' : `category:${String(categoryId)}`;
    await recordAudit(tx, { actorId, act: 'set-targets', subject, before, after: targets }, now);
    await enqueue(tx, 'recompute-due', {}, { jobKey: 'recompute-due' });
  });
}

/** Locks the nature, or the default rows: a second editor waits, then finds what the first wrote. */
async function lockTargets(tx: Db, categoryId: number | null): Promise<Targets | null> {
  if (categoryId === null) {
    await tx
      .selectFrom('target')
      .select('priority')
      .where('category_id', 'is', null)
      .orderBy('priority')
      .forUpdate()
      .execute();
  } else {
    const category = await tx
      .selectFrom('category')
      .select('id')
      .where('id', '=', categoryId)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (category === undefined) throw new NotFound(`category ${String(categoryId)}`);
  }
  return readTargets(tx, categoryId);
}

const isSame = (one: Targets | null, other: Targets | null): boolean =>
  one === null || other === null
    ? one === other
    : targetPriorities.every(
        (priority) =>
          one[priority].takeMinutes === other[priority].takeMinutes &&
          one[priority].resolveMinutes === other[priority].resolveMinutes,
      );

/** Puts the promises of a nature in place of the former ones, in the caller's transaction. */
export async function writeTargets(
  tx: Db,
  categoryId: number | null,
  targets: Targets | null,
): Promise<void> {
  const former = tx.deleteFrom('target');
  await (categoryId === null
    ? former.where('category_id', 'is', null)
    : former.where('category_id', '=', categoryId)
  ).execute();
  if (targets === null) return;
  const rows = targetPriorities.map((priority) => ({
    category_id: categoryId,
    priority,
    take_minutes: targets[priority].takeMinutes,
    resolve_minutes: targets[priority].resolveMinutes,
  }));
  await tx.insertInto('target').values(rows).execute();
}
