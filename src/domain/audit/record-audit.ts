import { jsonb } from '../../platform/db/database.ts';
import type { Db } from '../tables.ts';

/** What was done to the desk's own settings: who, to what, and how it was before and after. */
export type AuditedAct = {
  /** Null when the desk itself acts: planting, a command of the person who installs. */
  actorId: number | null;
  /** A verb and a noun, `add-person`. */
  act: string;
  /** A kind and an id, `person:12`. */
  subject: string;
  /** Ids, codes and names of fields only: this table can never be corrected, a person must stay able to leave. */
  before?: unknown;
  after?: unknown;
};

/** Writes down an act of administration, in the transaction of the act. */
export async function recordAudit(db: Db, entry: AuditedAct, now: Temporal.Instant): Promise<void> {
  await db
    .insertInto('audit_entry')
    .values({
      at: now,
      actor_id: entry.actorId,
      act: entry.act,
      subject: entry.subject,
      before: entry.before === undefined ? null : jsonb(entry.before),
      after: entry.after === undefined ? null : jsonb(entry.after),
    })
    .execute();
}
