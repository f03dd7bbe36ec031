/** A person's place in a team: one who answers, or one who also leads. */
export type Membership = { teamId: number; role: 'agent' | 'lead' };

/** How a person wants pages to be; `auto` follows their system, and the page for density. */
export type Preferences = {
  colorScheme: 'auto' | 'light' | 'dark';
  density: 'auto' | 'comfortable' | 'compact';
  /** One letter leads to a place of the page: only for who asked for it. */
  shortcuts: boolean;
};

/** What stands until a person chooses. */
export const usualPreferences: Preferences = {
  colorScheme: 'auto',
  density: 'auto',
  shortcuts: false,
};

/** Who is acting: everything that deciding what they may see and do needs, read once with their session. */
export type Viewer = {
  id: number;
  login: string;
  firstName: string;
  lastName: string;
  email: string;
  phone: string;
  room: string;
  siteId: number | null;
  organisationUnitId: number | null;
  language: 'fr' | 'en';
  preferences: Preferences;
  isAdministrator: boolean;
  /** Teams they are an active member of; a team that is closed no longer counts. */
  memberships: readonly Membership[];
  /** Notices not read yet; 100 stands for « more than 99 ». */
  unreadNotices: number;
};

/** A person as others see them in lists and threads. */
export type Person = {
  id: number;
  login: string;
  firstName: string;
  lastName: string;
  email: string;
  status: 'active' | 'disabled' | 'left';
};

/** Where a person can be found. */
export type ProfileCard = Person & {
  phone: string;
  room: string;
  language: 'fr' | 'en';
  site: { id: number; code: string; name: string; address: string } | null;
  organisationUnit: OrganisationUnit | null;
  /** Where else they say they work, by name. */
  otherUnits: OrganisationUnit[];
};

/** Where people work, in the sense of the organisation. */
export type OrganisationUnit = { id: number; code: string; name: string };

/** A postal place of the authority. */
export type Site = { id: number; code: string; name: string; address: string };

/** Says whether a person answers requests in at least one team. */
export function isAgent(viewer: Pick<Viewer, 'memberships'>): boolean {
  return viewer.memberships.length > 0;
}

/** Says whether a person is an active member or lead of a team. */
export function isMemberOf(viewer: Pick<Viewer, 'memberships'>, teamId: number): boolean {
  return viewer.memberships.some((membership) => membership.teamId === teamId);
}

/** Says whether a person leads a team. */
export function isLeadOf(viewer: Pick<Viewer, 'memberships'>, teamId: number): boolean {
  return viewer.memberships.some(
    (membership) => membership.teamId === teamId && membership.role === 'lead',
  );
}

/** Says whether a person leads at least one team. */
export function leadsATeam(viewer: Pick<Viewer, 'memberships'>): boolean {
  return viewer.memberships.some(({ role }) => role === 'lead');
}

/** Gives the ids of the teams a person answers for. */
export function teamIdsOf(viewer: Pick<Viewer, 'memberships'>): number[] {
  return viewer.memberships.map((membership) => membership.teamId);
}
