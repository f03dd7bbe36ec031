import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import { liveStates } from './ticket.ts';

/** Somebody in a team, or in any of theirs. */
export type Place = { teamId: number | null; personId: number };

/** How many live tickets of a team somebody has taken, and how many more were promised to them. */
export type Load = { held: number; promised: number };

const isLive = sql<boolean>`ticket.state in (${sql.join(liveStates.map((state) => sql.lit(state)))})`;

/** Counts what each person has in a team today; who has nothing is not listed. */
export async function loadsOf(db: Db, teamId: number): Promise<Map<number, Load>> {
  const person = sql<number>`coalesce(ticket.holder_id, ticket.assignee_id)`;
  const rows = await db
    .selectFrom('ticket')
    .select([
      person.as('personId'),
      sql<number>`count(ticket.holder_id)`.as('held'),
      sql<number>`count(*) - count(ticket.holder_id)`.as('promised'),
    ])
    .where('team_id', '=', teamId)
    .where(isLive)
    .where(sql<boolean>`${person} is not null`)
    .groupBy(person)
    .execute();
  return new Map(rows.map(({ personId, ...load }) => [personId, load]));
}

/** Lists the live tickets somebody holds or was promised there, in the order they are locked. */
export async function ticketsAtPlace(db: Db, { teamId, personId }: Place): Promise<number[]> {
  const rows = await db
    .selectFrom('ticket')
    .select('number')
    .$if(teamId !== null, (query) => query.where('team_id', '=', teamId))
    .where(isLive)
    .where((eb) => eb.or([eb('holder_id', '=', personId), eb('assignee_id', '=', personId)]))
    .orderBy('number')
    .execute();
  return rows.map(({ number }) => number);
}

/** Counts the live tickets of a nature. */
export async function countLiveOf(db: Db, categoryId: number): Promise<number> {
  const { count } = await db
    .selectFrom('ticket')
    .select(sql<number>`count(*)`.as('count'))
    .where('category_id', '=', categoryId)
    .where(isLive)
    .executeTakeFirstOrThrow();
  return count;
}
