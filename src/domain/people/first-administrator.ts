import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { inTransaction } from '../../platform/db/database.ts';
import type { Db } from '../tables.ts';
import { setAdministrator } from './set-administrator.ts';

/** How long the link that a start prints is good for. */
export const linkMinutes = 60;

/** Two people with a link each, at once: one of them is first. */
const firstLock = 7_216_450_341;

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Says whether somebody can administer the desk today. */
export async function hasAdministrator(db: Db): Promise<boolean> {
  const one = await db
    .selectFrom('person')
    .select('id')
    .where('is_administrator', '=', true)
    .where('status', '=', 'active')
    .limit(1)
    .executeTakeFirst();
  return one !== undefined;
}

/** Makes the secret of a link by which the first administrator names themself; null when there is one already. */
export async function offerAdministration(db: Db, now: Temporal.Instant): Promise<string | null> {
  await db.deleteFrom('first_administrator_link').where('expires_at', '<=', now).execute();
  if (await hasAdministrator(db)) return null;
  const token = randomBytes(32).toString('base64url');
  const expiresAt = now.add({ minutes: linkMinutes });
  await db
    .insertInto('first_administrator_link')
    .values({ hash: hashOf(token), expires_at: expiresAt })
    .execute();
  return token;
}

/** Says whether a link still names an administrator: in its hour, not used, and nobody administers yet. */
export async function isOffered(db: Db, token: string, now: Temporal.Instant): Promise<boolean> {
  const link = await db
    .selectFrom('first_administrator_link')
    .select('expires_at')
    .where('hash', '=', hashOf(token))
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return link !== undefined && !(await hasAdministrator(db));
}

/** Makes the first administrator of whoever came with the link; all the links are then over. False: it was over. */
export function becomeFirstAdministrator(
  db: Db,
  { personId, token }: { personId: number; token: string },
  now: Temporal.Instant,
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(${firstLock})`.execute(tx);
    if (!(await isOffered(tx, token, now))) return false;
    await tx.deleteFrom('first_administrator_link').execute();
    await setAdministrator(tx, { actorId: personId, personId, isAdministrator: true }, now);
    return true;
  });
}
