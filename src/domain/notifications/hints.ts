import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';

/** The name under which PostgreSQL carries hints from whoever writes to the processes that answer browsers. */
export const hintChannel = 'desk_hints';

const hint = z.object({
  /** People whose notices changed. */
  people: z.array(z.number().int()).default([]),
  /** A ticket something happened to. */
  ticket: z.number().int().optional(),
  /** Whether its requester's side sees what happened; the teams always do. */
  isPublic: z.boolean().default(false),
});

/** That something changed, never what: whoever hears it asks again, and is given what they may see. */
export type Hint = z.infer<typeof hint>;

/** PostgreSQL refuses a payload of 8 000 bytes. */
const peopleAtOnce = 400;

/**
 * The end of a statement, which gives the hint when its transaction is kept, and never otherwise: of the ticket, and of
 * the people that `people` selects.
 */
export const givingHint = ({
  people,
  ticket,
  isPublic,
}: {
  people: RawBuilder<unknown>;
  ticket: number;
  isPublic: boolean;
}): RawBuilder<unknown> => sql`
  select pg_notify(${hintChannel}, (case when part = 0
      then jsonb_build_object('ticket', ${ticket}::bigint, 'isPublic', ${isPublic}::boolean) else '{}' end
      || jsonb_build_object('people', coalesce(jsonb_agg(person_id) filter (where person_id is not null), '[]')))::text)
  from (select person_id, (row_number() over () - 1) / ${sql.lit(peopleAtOnce)} as part from (${people}) as all_told
    union all select null, 0) as hinted
  group by part`;

/** Reads a hint, which another version of the desk may have given; null when it cannot. */
export function readHint(payload: string): Hint | null {
  try {
    return hint.parse(JSON.parse(payload));
  } catch {
    return null;
  }
}
