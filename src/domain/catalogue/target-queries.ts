import type { Db } from '../tables.ts';
import { type Priority, type Target, type Targets, targetPriorities } from './target.ts';

/** Reads what a nature promises of its own, or the default without one; null: it promises what the default says. */
export async function readTargets(db: Db, categoryId: number | null): Promise<Targets | null> {
  const rows = await db
    .selectFrom('target')
    .select(['priority', 'take_minutes as takeMinutes', 'resolve_minutes as resolveMinutes'])
    .$call((query) =>
      categoryId === null
        ? query.where('category_id', 'is', null)
        : query.where('category_id', '=', categoryId),
    )
    .execute();
  if (rows.length === 0) return null;
  const byPriority = new Map<Priority, Target>(
    rows.map(({ priority, ...target }) => [priority, target]),
  );
  const at = (priority: Priority): Target => {
    const target = byPriority.get(priority);
    if (target === undefined) throw new Error(`promises without the priority ${priority}`);
    return target;
  };
  const [low, normal, high, urgent] = targetPriorities.map(at) as [Target, Target, Target, Target];
  return { low, normal, high, urgent };
}
