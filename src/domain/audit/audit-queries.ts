import type { Db } from '../tables.ts';

/** One line of the log of administration. */
export interface AuditEntry {
  readonly id: number;
  readonly at: Temporal.Instant;
  /** Null: the desk itself, or whoever installs it. */
  readonly actor: { readonly firstName: string; readonly lastName: string } | null;
  readonly act: string;
  readonly subject: string;
}

/** Lists the last acts of administration, newest first. */
export async function lastAuditEntries(db: Db, limit: number): Promise<AuditEntry[]> {
  const rows = await db
    .selectFrom('audit_entry')
    .leftJoin('person', 'person.id', 'audit_entry.actor_id')
    .select([
      'audit_entry.id',
      'audit_entry.at',
      'audit_entry.actor_id',
      'person.first_name',
      'person.last_name',
      'audit_entry.act',
      'audit_entry.subject',
    ])
    .orderBy('audit_entry.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ id, at, actor_id, first_name, last_name, act, subject }) => ({
    id,
    at,
    actor: actor_id === null ? null : { firstName: first_name ?? '', lastName: last_name ?? '' },
    act,
    subject,
  }));
}
