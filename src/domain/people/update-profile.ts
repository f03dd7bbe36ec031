import { inTransaction } from '../../platform/db/database.ts';
import { NotFound } from '../../platform/errors.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';

/** What a person may say about where to find them; a field left out stays as it is. */
export type ProfileChange = {
  actorId: number;
  personId: number;
  phone?: string;
  room?: string;
  siteId?: number | null;
};

/** Changes where a person can be found. */
export async function updateProfile(
  db: Db,
  change: ProfileChange,
  now: Temporal.Instant,
): Promise<void> {
  await inTransaction(db, async (transaction) => {
    const former = await transaction
      .selectFrom('person')
      .select(['phone', 'room', 'site_id'])
      .where('id', '=', change.personId)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!former) throw new NotFound('person');
    const next = {
      phone: change.phone ?? former.phone,
      room: change.room ?? former.room,
      site_id: change.siteId === undefined ? former.site_id : change.siteId,
    };
    const changed = (['phone', 'room', 'site_id'] as const).filter((f) => next[f] !== former[f]);
    if (changed.length === 0) return;
    await transaction.updateTable('person').set(next).where('id', '=', change.personId).execute();
    await recordAudit(
      transaction,
      {
        actorId: change.actorId,
        act: 'update-profile',
        subject: `person:${String(change.personId)}`,
        before: { siteId: former.site_id },
        after: { siteId: next.site_id, changed },
      },
      now,
    );
  });
}
