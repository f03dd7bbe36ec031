/** Where a portal says that somebody works: a code, and what to call it until somebody names it better. */
export type UnitClaim = { code: string; name: string };

/** What a portal says of a person, once its attributes are read; null where it says nothing. */
export type PortalClaims = {
  /** What they would sign in with here; in small letters. */
  login: string;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  room: string | null;
  /** The code of a site. */
  site: string | null;
  /** Where they work first. */
  mainUnit: UnitClaim | null;
  /** Where they work as well, the first one left out. */
  units: readonly UnitClaim[] | null;
};

/** Who a portal calls somebody: `subject` is what it never gives to anybody else. */
export type IdentityKey = { issuer: string; subject: string };

/** Somebody a portal recognised. */
export type PortalPerson = IdentityKey & {
  claims: PortalClaims;
  /** Whether logins here are the portal's: a person already known by this login is them. */
  sharesLogins: boolean;
};

/** What a portal said last of what people may correct themselves, as rows of this desk. */
export type Said = {
  phone: string | null;
  room: string | null;
  siteId: number | null;
  unitIds: readonly number[] | null;
};

/**
 * Chooses between what stands here and what the portal says: its word counts until the person writes something else.
 * `before` is what it said the last time; nothing the first time.
 */
export function keepOwn<Value>(
  stands: Value | null,
  before: Value | null,
  says: Value | null,
): Value | null {
  if (says === null) return stands;
  const isTheirs = stands !== null && stands !== '' && stands !== before;
  return isTheirs ? stands : says;
}

/** The same for a list: what the portal adds comes, what it drops goes, what the person added or removed stays so. */
export function keepOwnList(
  stands: readonly number[],
  before: readonly number[] | null,
  says: readonly number[] | null,
): number[] {
  if (says === null) return [...stands];
  const dropped = (before ?? []).filter((id) => !says.includes(id));
  const added = says.filter((id) => !before?.includes(id));
  return [...new Set([...stands.filter((id) => !dropped.includes(id)), ...added])];
}
