import { keepOwn, keepOwnList, type PortalClaims, type Said } from './portal-person.ts';

/** What stands here of a person, of all that a portal or a directory may speak of. */
export type Standing = {
  first_name: string;
  last_name: string;
  email: string;
  phone: string;
  room: string;
  site_id: number | null;
  organisation_unit_id: number | null;
  unitIds: readonly number[];
};

/** What is said of a person today, its places being rows of this desk. */
export type Saying = Said &
  Pick<PortalClaims, 'firstName' | 'lastName' | 'email'> & { mainUnitId: number | null };

/** What becomes of a person, and which of it is new. */
export type Refreshed = {
  next: Omit<Standing, 'unitIds'>;
  unitIds: readonly number[];
  changed: (keyof Omit<Standing, 'unitIds'> | 'other_units')[];
};

/**
 * Decides what a person becomes. Names, courriel and first affectation are the portal’s; what the person corrected
 * themselves stays: `before` is what the portal had said the last time.
 */
export function decideRefresh(stands: Standing, says: Saying, before: Said | null): Refreshed {
  const mainUnitId = says.mainUnitId ?? stands.organisation_unit_id;
  const next = {
    first_name: says.firstName ?? stands.first_name,
    last_name: says.lastName ?? stands.last_name,
    email: says.email ?? stands.email,
    phone: keepOwn(stands.phone, before?.phone ?? null, says.phone) ?? '',
    room: keepOwn(stands.room, before?.room ?? null, says.room) ?? '',
    site_id: keepOwn(stands.site_id, before?.siteId ?? null, says.siteId),
    organisation_unit_id: mainUnitId,
  };
  const unitIds = keepOwnList(stands.unitIds, before?.unitIds ?? null, says.unitIds).filter(
    (id) => id !== mainUnitId,
  );
  const fields = Object.keys(next) as (keyof typeof next)[];
  const changed: Refreshed['changed'] = fields.filter((field) => next[field] !== stands[field]);
  if (!isSameSet(unitIds, stands.unitIds)) changed.push('other_units');
  return { next, unitIds, changed };
}

const isSameSet = (some: readonly number[], others: readonly number[]): boolean =>
  some.length === others.length && some.every((id) => others.includes(id));
