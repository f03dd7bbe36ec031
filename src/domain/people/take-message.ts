import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import { hashOf } from './session.ts';

/** Something a portal sent: whose word it is, the number it gave it, and when its age alone would have it refused. */
export type PortalMessage = { issuer: string; id: string; until: Temporal.Instant };

/** Takes what a portal sent, once: false when it was taken already. */
export function takeMessage(
  db: Db,
  { issuer, id, until }: PortalMessage,
  now: Temporal.Instant,
): Promise<boolean> {
  return take(db, { issuer, id, until }, now);
}

/**
 * Takes what a portal sent, once, and puts aside what it says until whoever brought it shows who they are. Gives the
 * secret that finds it again; null when it was taken already.
 */
export async function putAside(
  db: Db,
  { issuer, id, until, content }: PortalMessage & { content: object },
  now: Temporal.Instant,
): Promise<string | null> {
  const secret = randomBytes(32).toString('base64url');
  const row = { issuer, id, until, content: JSON.stringify(content), secret_hash: hashOf(secret) };
  return (await take(db, row, now)) ? secret : null;
}

/** Gives what was put aside, once: from here on nobody keeps it. Null when there is none, or no longer. */
export async function takeAside(db: Db, secret: string, now: Temporal.Instant): Promise<unknown> {
  const { rows } = await sql<{ content: unknown }>`
    with aside as (
      select issuer, id, content from portal_message
      where secret_hash = ${hashOf(secret)} and until > ${now}
      for update)
    update portal_message set content = null, secret_hash = null from aside
    where portal_message.issuer = aside.issuer and portal_message.id = aside.id
    returning aside.content`.execute(db);
  return rows[0]?.content ?? null;
}

/** Forgets what is too old to be taken anyway, and gives how many. */
export async function sweepMessages(db: Db, now: Temporal.Instant): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('portal_message')
    .where('until', '<', now)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

type Row = PortalMessage & { content?: string; secret_hash?: Buffer };

async function take(db: Db, row: Row, now: Temporal.Instant): Promise<boolean> {
  await sweepMessages(db, now);
  const taken = await db
    .insertInto('portal_message')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return taken !== undefined;
}
