import { type RawBuilder, sql } from 'kysely';

/**
 * An id that the planner cannot look at. PostgreSQL plans a statement anew each time, which may take ten times as long
 * as running it, while it expects to gain from knowing the values; behind a select it knows none, and keeps one plan
 * for everybody. For reads where that plan is the right one: by an index that gives few rows whoever it is.
 */
export const opaqueId = (id: number): RawBuilder<number> => sql<number>`(select ${id}::bigint)`;

/** The same for a list, to be looked in with `any(…)`, whatever its length. */
export const opaqueIds = (ids: readonly number[]): RawBuilder<number[]> =>
  sql<number[]>`(select ${[...ids]}::bigint[])::bigint[]`;
