import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';
import { decideRefresh, type Standing } from './decide-refresh.ts';
import { findOrAddUnits } from './find-or-add-units.ts';
import type { PortalClaims, Said } from './portal-person.ts';

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
  const { mainUnitId, ...said } = await findPlaces(tx, claims, now);
  const { next, unitIds, changed } = decideRefresh(
    stands,
    { ...claims, ...said, mainUnitId },
    before,
  );
  if (changed.some((field) => field !== 'other_units')) {
    await tx.updateTable('person').set(next).where('id', '=', personId).execute();
  }
  if (changed.includes('other_units')) await replaceUnits(tx, personId, stands.unitIds, unitIds);
  if (changed.length > 0) {
    const subject = `person:${String(personId)}`;
    const entry = { actorId: null, act: 'refresh-person', subject };
    const was = unitsAndSite(stands, stands.unitIds);
    const is = { ...unitsAndSite(next, unitIds), changed };
    await recordAudit(tx, { ...entry, before: was, after: is }, now);
  }
  return said;
}

const unitsAndSite = (
  row: { site_id: number | null; organisation_unit_id: number | null },
  otherUnitIds: readonly number[],
) => ({ siteId: row.site_id, organisationUnitId: row.organisation_unit_id, otherUnitIds });

async function lockPerson(tx: Db, personId: number): Promise<Standing> {
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
  stands: readonly number[],
  next: readonly number[],
): Promise<void> {
  for (const id of stands.filter((one) => !next.includes(one))) {
    await tx
      .deleteFrom('person_affectation')
      .where('person_id', '=', personId)
      .where('organisation_unit_id', '=', id)
      .execute();
  }
  const come = next.filter((id) => !stands.includes(id));
  if (come.length === 0) return;
  const rows = come.map((id) => ({ person_id: personId, organisation_unit_id: id }));
  await tx.insertInto('person_affectation').values(rows).execute();
}
