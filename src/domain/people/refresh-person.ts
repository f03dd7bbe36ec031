import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';
import { findOrAddUnits } from './find-or-add-units.ts';
import { keepOwn, keepOwnList, type PortalClaims, type Said } from './portal-person.ts';

/** Somebody a portal or a directory speaks of, and what it had said the last time. */
export type Refresh = { personId: number; claims: PortalClaims; before: Said | null };

/**
 * Brings what is known of a person up to what a portal says today, in the transaction of the caller. Names, courriel and
 * first affectation are the portal's; what the person corrected themselves stays. Gives what it said, to be compared
 * the next time.
 */
export async function refreshPerson(
  tx: Db,
  { personId, claims, before }: Refresh,
  now: Temporal.Instant,
): Promise<Said> {
  const stands = await lockPerson(tx, personId);
  const said = await findPlaces(tx, claims, now);
  const mainUnitId = said.mainUnitId ?? stands.organisation_unit_id;
  const next = {
    first_name: claims.firstName ?? stands.first_name,
    last_name: claims.lastName ?? stands.last_name,
    email: claims.email ?? stands.email,
    phone: keepOwn(stands.phone, before?.phone ?? null, said.phone) ?? '',
    room: keepOwn(stands.room, before?.room ?? null, said.room) ?? '',
    site_id: keepOwn(stands.site_id, before?.siteId ?? null, said.siteId),
    organisation_unit_id: mainUnitId,
  };
  const changed: string[] = (Object.keys(next) as (keyof typeof next)[]).filter(
    (field) => next[field] !== stands[field],
  );
  if (changed.length > 0) {
    await tx.updateTable('person').set(next).where('id', '=', personId).execute();
  }
  const units = keepOwnList(stands.unitIds, before?.unitIds ?? null, said.unitIds).filter(
    (id) => id !== mainUnitId,
  );
  if (await replaceUnits(tx, personId, { stands: stands.unitIds, next: units })) {
    changed.push('other_units');
  }
  if (changed.length > 0) {
    const subject = `person:${String(personId)}`;
    const entry = { actorId: null, act: 'refresh-person', subject };
    const was = unitsAndSite(stands, stands.unitIds);
    const is = { ...unitsAndSite(next, units), changed };
    await recordAudit(tx, { ...entry, before: was, after: is }, now);
  }
  const { mainUnitId: _, ...kept } = said;
  return kept;
}

const unitsAndSite = (
  row: { site_id: number | null; organisation_unit_id: number | null },
  otherUnitIds: readonly number[],
) => ({ siteId: row.site_id, organisationUnitId: row.organisation_unit_id, otherUnitIds });

async function lockPerson(tx: Db, personId: number) {
  const person = await tx
    .selectFrom('person')
    .select([
      ...(['first_name', 'last_name', 'email', 'phone', 'room', 'site_id'] as const),
      'organisation_unit_id',
    ])
    .where('id', '=', personId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  const units = await tx
    .selectFrom('person_affectation')
    .select('organisation_unit_id')
    .where('person_id', '=', personId)
    .orderBy('organisation_unit_id')
    .execute();
  return { ...person, unitIds: units.map((row) => row.organisation_unit_id) };
}

/** The places that the claims name, as rows: a site must be known, an affectation becomes so. */
async function findPlaces(
  tx: Db,
  { phone, room, site, mainUnit, units }: PortalClaims,
  now: Temporal.Instant,
): Promise<Said & { mainUnitId: number | null }> {
  const siteRow =
    site === null
      ? undefined
      : await tx.selectFrom('site').select('id').where('code', '=', site).executeTakeFirst();
  const [mainUnitId = null] = mainUnit === null ? [] : await findOrAddUnits(tx, [mainUnit], now);
  const unitIds = units === null ? null : await findOrAddUnits(tx, units, now);
  return { phone, room, siteId: siteRow?.id ?? null, unitIds, mainUnitId };
}

async function replaceUnits(
  tx: Db,
  personId: number,
  { stands, next }: { stands: readonly number[]; next: readonly number[] },
): Promise<boolean> {
  const gone = stands.filter((id) => !next.includes(id));
  const come = next.filter((id) => !stands.includes(id));
  for (const id of gone) {
    await tx
      .deleteFrom('person_affectation')
      .where('person_id', '=', personId)
      .where('organisation_unit_id', '=', id)
      .execute();
  }
  if (come.length > 0) {
    const rows = come.map((id) => ({ person_id: personId, organisation_unit_id: id }));
    await tx.insertInto('person_affectation').values(rows).execute();
  }
  return gone.length + come.length > 0;
}
