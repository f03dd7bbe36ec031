import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import type { IdentityKey } from './portal-person.ts';

/**
 * Locks a person whom the directory is about to send away; null when another run or an administrator was faster. The row of the person before that of the identity, as at sign-in.
 */
export async function lockLeaver(
  tx: Db,
  { issuer, subject }: IdentityKey,
  personId: number,
): Promise<{ isAdministrator: boolean } | null> {
  const person = await tx
    .selectFrom('person')
    .select(['status', 'is_administrator as isAdministrator'])
    .where('id', '=', personId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (person?.status !== 'active') return null;
  const identity = await tx
    .selectFrom('person_identity')
    .select('departed_at')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .where('person_id', '=', personId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  const { isAdministrator } = person;
  return identity?.departed_at === null ? { isAdministrator } : null;
}

/** Locks a person whom the directory brings back; false when they were not sent away by it, or hold a place. */
export async function lockReturner(
  tx: Db,
  { issuer, subject }: IdentityKey,
  personId: number,
): Promise<boolean> {
  const person = await tx
    .selectFrom('person')
    .innerJoin('person_identity', 'person_identity.person_id', 'person.id')
    .select(['status', 'is_administrator', 'departed_at'])
    .select(
      sql<boolean>`exists (
        select from team_member where team_member.person_id = person.id and team_member.active)`.as(
        'hasTeam',
      ),
    )
    .where('person.id', '=', personId)
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!person) return false;
  const isHolder = person.is_administrator || person.hasTeam;
  return person.status === 'left' && person.departed_at !== null && !isHolder;
}

/** Notes that the directory no longer names somebody, or that it does again. */
export async function noteDeparture(
  tx: Db,
  { issuer, subject }: IdentityKey,
  departedAt: Temporal.Instant | null,
): Promise<void> {
  await tx
    .updateTable('person_identity')
    .set({ departed_at: departedAt })
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .execute();
}
