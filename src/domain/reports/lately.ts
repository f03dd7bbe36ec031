import { sql } from 'kysely';
import { inTransaction } from '../../platform/db/database.ts';
import type { Db } from '../tables.ts';

/** How far back it looks, and how many cases it takes for half and nine out of ten to mean something. */
const days = 90;
const fewest = 20;

/** What really happened lately with the tickets of a nature, in working minutes. */
export type Lately = {
  readonly cases: number;
  /** Within which half of them were resolved. */
  readonly halfMinutes: number;
  /** Within which nine out of ten were. */
  readonly mostMinutes: number;
  readonly computedAt: Temporal.Instant;
};

/** Counts again how long each nature took over the last months; a nature with too few cases says nothing. */
export function refreshLately(db: Db, now: Temporal.Instant): Promise<void> {
  const since = now.subtract({ hours: 24 * days });
  return inTransaction(db, async (tx) => {
    await sql`with lately as (
        select category_id, count(*) as cases,
          percentile_disc(0.5) within group (order by spent_minutes) as half_minutes,
          percentile_disc(0.9) within group (order by spent_minutes) as most_minutes
        from ticket
        -- Resolved for want of an answer says nothing of how long an answer takes.
        where resolved_at >= ${since} and resolved_at <= ${now} and spent_minutes is not null and outcome = 'answered'
        group by category_id having count(*) >= ${fewest}
      )
      merge into delay_statistic using lately on lately.category_id = delay_statistic.category_id
      when matched then update set cases = lately.cases, half_minutes = lately.half_minutes,
        most_minutes = lately.most_minutes, computed_at = ${now}
      when not matched then insert (category_id, cases, half_minutes, most_minutes, computed_at)
        values (lately.category_id, lately.cases, lately.half_minutes, lately.most_minutes, ${now})
      when not matched by source then delete`.execute(tx);
  });
}

/** Finds what happened lately with a nature; undefined when too little did. */
export function findLately(db: Db, categoryId: number): Promise<Lately | undefined> {
  return db
    .selectFrom('delay_statistic')
    .select(['cases', 'half_minutes as halfMinutes', 'most_minutes as mostMinutes'])
    .select('computed_at as computedAt')
    .where('category_id', '=', categoryId)
    .executeTakeFirst();
}
