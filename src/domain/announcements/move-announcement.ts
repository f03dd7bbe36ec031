import { inTransaction } from '../../platform/db/database.ts';
import { NotFound } from '../../platform/errors.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';
import type { Editor } from './announcement-access.ts';
import { liveAnnouncements } from './announcement-editing.ts';

/** Which way news go among those of their level that their editor sees. */
export type Direction = 'up' | 'down';

/**
 * Shows news before or after their neighbour of the same level. The neighbour is the next one of the editor's own
 * list: those in between that they may not change keep their places.
 */
export function moveAnnouncement(
  db: Db,
  { editor, id, direction }: { editor: Editor; id: number; direction: Direction },
  now: Temporal.Instant,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    // Places are a matter of all of them: two movers at once would give one place twice.
    const rows = await tx
      .selectFrom('announcement')
      .select(['id', 'position'])
      .where('ended_at', 'is', null)
      .orderBy('id')
      .forNoKeyUpdate()
      .execute();
    const live = await liveAnnouncements(tx, editor, now);
    const level = live.find((one) => one.id === id)?.level;
    if (level === undefined) throw new NotFound(`announcement ${String(id)}`);
    const former = new Map(rows.map((row) => [row.id, row.position]));
    const order = live.filter((one) => one.level === level).map((one) => one.id);
    const places = distinctPlaces(order.map((one) => former.get(one) ?? 0));
    const from = order.indexOf(id);
    const to = direction === 'up' ? from - 1 : from + 1;
    const other = order[to];
    if (other === undefined) return;
    order[from] = other;
    order[to] = id;
    for (const [index, one] of order.entries()) {
      const position = places[index] ?? 0;
      if (position === former.get(one)) continue;
      await tx.updateTable('announcement').set({ position }).where('id', '=', one).execute();
    }
    const before = { position: former.get(id) };
    const after = { position: places[to] };
    const subject = `announcement:${String(id)}`;
    await recordAudit(
      tx,
      { actorId: editor.id, act: 'move-announcement', subject, before, after },
      now,
    );
  });
}

/** The same places, each greater than the one before: those that were shared give way. */
function distinctPlaces(places: readonly number[]): number[] {
  const distinct: number[] = [];
  for (const place of places) distinct.push(Math.max(place, (distinct.at(-1) ?? place - 1) + 1));
  return distinct;
}
