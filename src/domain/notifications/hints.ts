import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../tables.ts';

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

/** Gives the hint when the transaction is kept, and never otherwise. */
export async function giveHint(db: Db, { people, ...rest }: Hint): Promise<void> {
  const payloads = [JSON.stringify({ ...rest, people: people.slice(0, peopleAtOnce) })];
  for (let i = peopleAtOnce; i < people.length; i += peopleAtOnce) {
    payloads.push(JSON.stringify({ people: people.slice(i, i + peopleAtOnce) }));
  }
  await sql`select pg_notify(${hintChannel}, payload)
    from unnest(${payloads}::text[]) payload`.execute(db);
}

/** Reads a hint, which another version of the desk may have given; null when it cannot. */
export function readHint(payload: string): Hint | null {
  try {
    return hint.parse(JSON.parse(payload));
  } catch {
    return null;
  }
}
