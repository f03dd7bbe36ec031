import { sql } from 'kysely';
import { readTogether } from '../../platform/db/read-together.ts';
import type { Db } from '../tables.ts';

/** What stands for everything that administrators change, as it is in this transaction: it differs after any change. */
async function readRevision(db: Db): Promise<string> {
  const { rows } = await sql<{ revision: string }>`
    select string_agg(revision::text, ' ' order by subject) as revision from desk_revision`.execute(
    db,
  );
  return rows[0]?.revision ?? '';
}

/**
 * Makes a read of what administrators change (the tables of migration `desk-revision`, and no other) keep what it
 * gave for as long as it is so. Every use asks the database, in the statement of its page: no process, no transaction
 * ever sees what is no longer, or not yet, there. What is kept is shared: nobody changes it.
 */
export function keptReading<Value>(read: (db: Db) => Promise<Value>): (db: Db) => Promise<Value> {
  let last: { revision: string; value: Value } | undefined;
  return async (db) => {
    const kept = last;
    if (kept !== undefined && kept.revision === (await readRevision(db))) return kept.value;
    // The revision first: should they be sent apart, what is kept is newer than it says, and is read again.
    const [revision, value] = await readTogether(db, (one) =>
      Promise.all([readRevision(one), read(one)]),
    );
    last = { revision, value };
    return value;
  };
}
