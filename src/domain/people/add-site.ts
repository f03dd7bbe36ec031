import { inTransaction } from '../../platform/db/database.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';

/** A postal place to be known by the desk. */
export type NewSite = { actorId: number | null; code: string; name: string; address: string };

/** Makes a postal place known and gives its id. */
export async function addSite(db: Db, site: NewSite, now: Temporal.Instant): Promise<number> {
  const { actorId, code, name, address } = site;
  return inTransaction(db, async (transaction) => {
    const { id } = await transaction
      .insertInto('site')
      .values({ code, name, address })
      .returning('id')
      .executeTakeFirstOrThrow();
    const entry = { actorId, act: 'add-site', subject: `site:${String(id)}` };
    await recordAudit(transaction, { ...entry, after: { code, name, address } }, now);
    return id;
  });
}
