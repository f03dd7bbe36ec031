import { z } from 'zod';
import { jsonb } from '../../platform/db/database.ts';
import type { Db } from '../tables.ts';
import type { IdentityKey } from './portal-person.ts';

const portalPlaces = z.array(
  z.object({
    /** A team, or null for administration. */
    teamId: z.number().nullable(),
    role: z.enum(['agent', 'lead', 'administrator']),
    /** False: it stood already, given here; it does not go with the group. */
    isGiven: z.boolean(),
    /** They answered in the team already: leading it goes with the group, answering does not. */
    answered: z.boolean(),
  }),
);

/** The places here that a portal's groups meant for somebody, the last time. */
export type PortalPlace = z.infer<typeof portalPlaces>[number];

/** Reads and locks the places that the groups of an identity meant at their last sign-in. */
export async function lockPortalPlaces(
  tx: Db,
  { issuer, subject }: IdentityKey,
): Promise<PortalPlace[]> {
  const row = await tx
    .selectFrom('person_identity')
    .select('places')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return portalPlaces.parse(row.places);
}

/** Keeps the places that the groups of an identity mean today, to be compared the next time. */
export async function keepPortalPlaces(
  tx: Db,
  { issuer, subject }: IdentityKey,
  places: readonly PortalPlace[],
): Promise<void> {
  await tx
    .updateTable('person_identity')
    .set({ places: jsonb(places) })
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .execute();
}
