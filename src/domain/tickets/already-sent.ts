import type { Db } from '../tables.ts';

/** Says whether the form that holds this key has already opened a ticket for the person who sent it. */
export async function wasSubmitted(
  db: Db,
  { personId, key }: { personId: number; key: string },
): Promise<boolean> {
  const ticket = await db
    .selectFrom('ticket')
    .select('number')
    .where('submitted_by_id', '=', personId)
    .where('submission_key', '=', key)
    .executeTakeFirst();
  return ticket !== undefined;
}

/** Says whether the form that holds this key has already acted on a ticket for the person who sent it. */
export async function wasActed(
  db: Db,
  { number, personId, key }: { number: number; personId: number; key: string },
): Promise<boolean> {
  const event = await db
    .selectFrom('ticket_event')
    .select('id')
    .where('ticket_number', '=', number)
    .where('act_id', '=', key)
    .where('actor_id', '=', personId)
    .executeTakeFirst();
  return event !== undefined || wasSubmitted(db, { personId, key });
}
