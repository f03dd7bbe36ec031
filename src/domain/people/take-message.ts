import type { Db } from '../tables.ts';

/** Something a portal sent: whose word it is, the number it gave it, and when its age alone would have it refused. */
export type PortalMessage = { issuer: string; id: string; until: Temporal.Instant };

/** Takes what a portal sent, once: false when it was taken already. */
export async function takeMessage(
  db: Db,
  { issuer, id, until }: PortalMessage,
  now: Temporal.Instant,
): Promise<boolean> {
  await db.deleteFrom('portal_message').where('until', '<', now).execute();
  const taken = await db
    .insertInto('portal_message')
    .values({ issuer, id, until })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return taken !== undefined;
}
