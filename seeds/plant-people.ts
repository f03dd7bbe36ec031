import { addOrganisationUnit } from '../src/domain/people/add-organisation-unit.ts';
import { addPerson } from '../src/domain/people/add-person.ts';
import { addSite } from '../src/domain/people/add-site.ts';
import { hashPassword } from '../src/domain/people/password-hash.ts';
import { usualPreferences, type Viewer } from '../src/domain/people/person.ts';
import { setPassword } from '../src/domain/people/set-password.ts';
import type { Db } from '../src/domain/tables.ts';
import { addTeam } from '../src/domain/teams/add-team.ts';
import { addTeamMember } from '../src/domain/teams/team-members.ts';
import { idOf } from './id-of.ts';
import { emailOf, type PersonSeed, people } from './people-data.ts';
import { type SiteCode, sites, type UnitCode, units } from './places-data.ts';
import { type TeamCode, teams } from './teams-data.ts';

/** The password of every account of the demonstration. */
export const password = 'demonstration';

/** Ids of where people work and whom they work with, by code. */
export type Places = {
  sites: ReadonlyMap<SiteCode, number>;
  units: ReadonlyMap<UnitCode, number>;
  teams: ReadonlyMap<TeamCode, number>;
};

async function plantTeams(db: Db, now: Temporal.Instant): Promise<ReadonlyMap<TeamCode, number>> {
  const ids = new Map<TeamCode, number>();
  for (const code of Object.keys(teams) as TeamCode[]) {
    const isTriage = code === 'TRIAGE';
    const { id } = await addTeam(db, { actorId: null, code, name: teams[code], isTriage }, now);
    ids.set(code, id);
  }
  return ids;
}

/** Plants sites, affectations and teams. */
export async function plantPlaces(db: Db, now: Temporal.Instant): Promise<Places> {
  const siteIds = new Map<SiteCode, number>();
  for (const code of Object.keys(sites) as SiteCode[]) {
    siteIds.set(code, await addSite(db, { actorId: null, code, ...sites[code] }, now));
  }
  const unitIds = new Map<UnitCode, number>();
  for (const code of Object.keys(units) as UnitCode[]) {
    const unit = { actorId: null, code, name: units[code] };
    unitIds.set(code, await addOrganisationUnit(db, unit, now));
  }
  return { sites: siteIds, units: unitIds, teams: await plantTeams(db, now) };
}

/** Plants everybody, with their place in their team, and gives who they are when they act, by login. */
export async function plantPeople(
  db: Db,
  places: Places,
  now: Temporal.Instant,
): Promise<ReadonlyMap<string, Viewer>> {
  // One hash for all: hashing is slow on purpose, and these accounts have one password anyway.
  const hash = await hashPassword(password);
  const viewers = new Map<string, Viewer>();
  for (const seed of people)
    viewers.set(seed.login, await plantPerson(db, { seed, places, hash }, now));
  return viewers;
}

async function plantPerson(
  db: Db,
  { seed, places, hash }: { seed: PersonSeed; places: Places; hash: string },
  now: Temporal.Instant,
): Promise<Viewer> {
  const { login, firstName, lastName, phone, room, isAdministrator = false } = seed;
  const email = emailOf(seed);
  const siteId = idOf(places.sites, seed.site);
  const organisationUnitId = idOf(places.units, seed.unit);
  const person = { login, firstName, lastName, email, phone, room, siteId, organisationUnitId };
  const added = { actorId: null, ...person, isAdministrator, isDemo: true };
  const id = await addPerson(db, added, now);
  await setPassword(db, { actorId: null, personId: id, hash }, now);
  const viewer: Viewer = {
    id,
    ...person,
    language: 'fr',
    preferences: usualPreferences,
    isAdministrator,
    memberships: [],
    unreadNotices: 0,
  };
  if (!seed.team) return viewer;
  const teamId = idOf(places.teams, seed.team);
  const role = seed.isLead ? 'lead' : 'agent';
  await addTeamMember(db, { actorId: null, teamId, personId: id, role }, now);
  return { ...viewer, memberships: [{ teamId, role }] };
}
