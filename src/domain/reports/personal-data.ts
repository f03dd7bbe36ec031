import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import { type PersonalSource, personalSources } from './personal-sources.ts';

/** One row about a person: what it says, by name. */
export type PersonalRow = Readonly<Record<string, unknown>>;

/** What one table holds about a person. */
export type PersonalPart = {
  readonly table: string;
  readonly count: number;
  readonly rows: readonly PersonalRow[];
};

/**
 * Reads everything the desk holds about a person, table by table: their words and what is said of them, never what
 * belongs to somebody else. With a limit, the first rows of each table, and how many there are.
 */
export async function readPersonalData(
  db: Db,
  { personId, limit = null }: { personId: number; limit?: number | null },
): Promise<PersonalPart[]> {
  const parts: PersonalPart[] = [];
  for (const source of personalSources) parts.push(await readPart(db, { source, personId, limit }));
  return parts;
}

async function readPart(
  db: Db,
  { source, personId, limit }: { source: PersonalSource; personId: number; limit: number | null },
): Promise<PersonalPart> {
  const { table, references, also } = source;
  const shown = Object.entries(source.columns(personId)).map(
    ([name, value]) => sql`${value} as ${sql.id(name)}`,
  );
  const conditions = references.map((column) => sql`${sql.ref(column)} = ${personId}`);
  if (also) conditions.push(also(personId));
  const theirs = sql`from ${sql.table(table)} where ${sql.join(conditions, sql` or `)}`;
  const { rows } = await sql<PersonalRow>`
    select ${sql.join(shown)} ${theirs} order by 1 desc limit ${limit}`.execute(db);
  if (limit === null || rows.length < limit) return { table, count: rows.length, rows };
  const counted = await sql<{ count: number }>`select count(*) as count ${theirs}`.execute(db);
  return { table, count: counted.rows[0]?.count ?? rows.length, rows };
}
