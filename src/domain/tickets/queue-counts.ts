import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import { conditionsOf, type QueueReader, type QueueView, teamsOf } from './queue-views.ts';

/** A view is counted so far: beyond, it holds more than that, and nobody waits for how many. */
export const mostCounted = 99;

/** How many tickets each view holds, one more than `mostCounted` at most. Finished ones are not counted: they only grow. */
export type QueueCounts = Readonly<Record<Exclude<QueueView, 'terminees'>, number>>;

/** Counts what an agent's views hold, each from the index of its tickets and no farther than it is told. */
export async function countQueue(db: Db, reader: QueueReader): Promise<QueueCounts> {
  const most = sql.lit(mostCounted + 1);
  const count = (view: QueueView) => {
    const each = conditionsOf(view, reader).map(
      (isThere) => sql`(select from ticket where ${isThere} limit ${most})`,
    );
    return sql`(select count(*) from (
      select from ${teamsOf(view, reader, null)} as watched
        cross join lateral (${sql.join(each, sql` union all `)}) as one
      limit ${most}) as counted)`;
  };
  const { rows } = await sql<QueueCounts>`
    select ${count('miennes')} as miennes, ${count('libres')} as libres, ${count('equipe')} as equipe,
      ${count('en-retard')} as "en-retard", ${count('bientot')} as bientot,
      ${count('a-completer')} as "a-completer", ${count('en-attente')} as "en-attente",
      ${count('toutes')} as toutes`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('counts are one row');
  return row;
}
