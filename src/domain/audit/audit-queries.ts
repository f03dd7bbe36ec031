import { sql } from 'kysely';
import type { Db } from '../tables.ts';

/** One line of the log of administration. */
export interface AuditEntry {
  readonly id: number;
  readonly at: Temporal.Instant;
  /** Null: the desk itself, or whoever installs it. */
  readonly actor: { readonly firstName: string; readonly lastName: string } | null;
  readonly act: string;
  readonly subject: string;
  readonly before: AuditedValues | null;
  readonly after: AuditedValues | null;
}

/** What an entry says of its subject, by name. */
export type AuditedValues = Readonly<Record<string, unknown>>;

/** Which lines of the log are asked for; all of them when nothing is said. */
export interface AuditQuery {
  /** What it is about, and what hangs on it: « team:5 » finds « team:5/person:12 ». */
  readonly thing?: string | undefined;
  /** The kind of thing: « team ». */
  readonly kind?: string | undefined;
  readonly act?: string | undefined;
  /** Words of the name of who did it. */
  readonly actor?: readonly string[] | undefined;
  readonly from?: Temporal.Instant | undefined;
  /** Left out itself. */
  readonly until?: Temporal.Instant | undefined;
  /** Only those older than this line. */
  readonly before?: number | undefined;
  readonly limit: number;
}

const actorName = sql<string>`fold(person.last_name || ' ' || person.first_name || ' ' || person.login)`;

/** A condition on a row of `audit_entry`: everything that was asked for. */
function asked({ thing, kind, act, actor = [], from, until, before }: AuditQuery) {
  const conditions = [
    // The expression of the index audit_entry_thing.
    thing !== undefined && sql`split_part(audit_entry.subject, '/', 1) = ${thing}`,
    kind !== undefined && sql`split_part(audit_entry.subject, ':', 1) = ${kind}`,
    act !== undefined && sql`audit_entry.act = ${act}`,
    ...actor.map((word) => sql`${actorName} like ${like(word)}`),
    from !== undefined && sql`audit_entry.at >= ${from}`,
    until !== undefined && sql`audit_entry.at < ${until}`,
    before !== undefined && sql`audit_entry.id < ${before}`,
  ].filter((condition) => condition !== false);
  return conditions.length === 0
    ? sql<boolean>`true`
    : sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

/** Lists what was done to the desk's own settings, newest first. */
export async function listAuditEntries(db: Db, query: AuditQuery): Promise<AuditEntry[]> {
  const rows = await db
    .selectFrom('audit_entry')
    .leftJoin('person', 'person.id', 'audit_entry.actor_id')
    .select([
      ...(['audit_entry.id', 'audit_entry.at', 'audit_entry.actor_id'] as const),
      ...(['person.first_name', 'person.last_name', 'audit_entry.act'] as const),
      ...(['audit_entry.subject', 'audit_entry.before', 'audit_entry.after'] as const),
    ])
    .where(asked(query))
    .orderBy('audit_entry.id', 'desc')
    .limit(query.limit)
    .execute();
  return rows.map(({ id, at, actor_id, first_name, last_name, act, subject, before, after }) => ({
    ...{ id, at, act, subject },
    actor: actor_id === null ? null : { firstName: first_name ?? '', lastName: last_name ?? '' },
    before: before as AuditedValues | null,
    after: after as AuditedValues | null,
  }));
}

const like = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`;
