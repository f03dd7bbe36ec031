import { sql } from 'kysely';
import { inTransaction } from '../../platform/db/database.ts';
import type { IdentityKey } from '../people/portal-person.ts';
import { keepPortalPlaces, lockPortalPlaces, type PortalPlace } from '../people/portal-places.ts';
import { hasOtherAdministrator, setAdministrator } from '../people/set-administrator.ts';
import type { Db } from '../tables.ts';
import { refusalOf } from '../teams/member-rules.ts';
import type { Team, TeamMember, TeamRole } from '../teams/team.ts';
import { addTeamMember, removeTeamMember, setTeamLead } from '../teams/team-members.ts';
import { activeMembers } from '../teams/team-queries.ts';
import { giveBackTickets } from './give-back.ts';

/** A place that somebody's groups mean: in a team, by its code, or at the administration. */
export type GroupedPlace = { team: string; role: TeamRole } | 'administrator';

/** Whose places follow their groups. */
export type GroupsOrder = {
  identity: IdentityKey;
  personId: number;
  places: readonly GroupedPlace[];
};

type Wanted = Pick<PortalPlace, 'teamId' | 'role'>;
type Steps = { tx: Db; personId: number; now: Temporal.Instant };

/**
 * Gives somebody the places that their groups at the portal mean now and did not mean before, and takes back those that
 * groups had given and no longer mean; each is a line of the log. What was given or taken here since stays so. Gives the
 * codes of teams that nobody knows.
 */
export function followGroups(
  db: Db,
  { identity, personId, places }: GroupsOrder,
  now: Temporal.Instant,
): Promise<string[]> {
  return inTransaction(db, async (tx) => {
    const before = await lockPortalPlaces(tx, identity);
    const teams = await lockTeams(tx, before, places);
    const wanted = wantedPlaces(places, teams);
    const steps = { tx, personId, now };
    for (const place of before) {
      if (place.isGiven && !wanted.some((one) => isSame(one, place))) {
        await takeBack(steps, place, { wanted, teams });
      }
    }
    const kept: PortalPlace[] = [];
    for (const place of wanted) {
      const former = before.find((one) => isSame(one, place));
      kept.push(former ?? (await give(steps, place, before)));
    }
    if (JSON.stringify(kept) !== JSON.stringify(before)) {
      await keepPortalPlaces(tx, identity, kept);
    }
    const known = new Set(teams.map(({ code }) => code));
    return namedTeams(places).filter((code) => !known.has(code));
  });
}

const isSame = (a: Wanted, b: Wanted): boolean => a.teamId === b.teamId && a.role === b.role;

const namedTeams = (places: readonly GroupedPlace[]): string[] => [
  ...new Set(places.flatMap((place) => (place === 'administrator' ? [] : [place.team]))),
];

/** The teams concerned, locked in one order for all: team before place before ticket. */
function lockTeams(
  tx: Db,
  before: readonly PortalPlace[],
  places: readonly GroupedPlace[],
): Promise<Team[]> {
  const ids = before.flatMap(({ teamId }) => (teamId === null ? [] : [teamId]));
  return tx
    .selectFrom('team')
    .select(['id', 'code', 'name', 'is_triage as isTriage', 'active'])
    .where('active', '=', true)
    .where(sql<boolean>`(code = any(${namedTeams(places)}) or id = any(${ids}::bigint[]))`)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

/** One place a team: who leads it by a group answers in it by another. */
function wantedPlaces(places: readonly GroupedPlace[], teams: readonly Team[]): Wanted[] {
  const wanted: Wanted[] = places.includes('administrator')
    ? [{ teamId: null, role: 'administrator' }]
    : [];
  for (const { id, code } of teams) {
    const roles = places.flatMap((place) =>
      place !== 'administrator' && place.team === code ? [place.role] : [],
    );
    if (roles.length > 0)
      wanted.push({ teamId: id, role: roles.includes('lead') ? 'lead' : 'agent' });
  }
  return wanted;
}

/** Gives a place, unless it stands already, or a higher one; says what is to be kept of it. */
async function give(
  { tx, personId, now }: Steps,
  place: Wanted,
  before: readonly PortalPlace[],
): Promise<PortalPlace> {
  const { teamId, role } = place;
  if (teamId === null || role === 'administrator') {
    const isGiven = !(await isAdministrator(tx, personId));
    await setAdministrator(tx, { actorId: null, personId, isAdministrator: true }, now);
    return { ...place, isGiven, answered: false };
  }
  // The same team by another group: what groups had given is still theirs to take.
  const former = before.find((one) => one.teamId === teamId && one.isGiven);
  const membership = { actorId: null, teamId, personId };
  const stands = roleOf(await activeMembers(tx, teamId), personId);
  const answered = former ? former.answered : stands === 'agent';
  if (stands === 'lead' || stands === role) {
    return { ...place, isGiven: former !== undefined, answered };
  }
  if (stands === null) await addTeamMember(tx, { ...membership, role }, now);
  else await setTeamLead(tx, { ...membership, isLead: true }, now);
  return { ...place, isGiven: true, answered };
}

async function isAdministrator(tx: Db, personId: number): Promise<boolean> {
  const person = await tx
    .selectFrom('person')
    .select('is_administrator')
    .where('id', '=', personId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  return person.is_administrator;
}

const roleOf = (members: readonly TeamMember[], personId: number): TeamRole | null =>
  members.find((member) => member.personId === personId)?.role ?? null;

/** Takes a place back; what was taken or changed here meanwhile is not touched, and nothing is left without anybody. */
async function takeBack(
  { tx, personId, now }: Steps,
  { teamId, role, answered }: PortalPlace,
  { wanted, teams }: { wanted: readonly Wanted[]; teams: readonly Team[] },
): Promise<void> {
  if (teamId === null) {
    if (await hasOtherAdministrator(tx, personId)) {
      await setAdministrator(tx, { actorId: null, personId, isAdministrator: false }, now);
    }
    return;
  }
  const team = teams.find(({ id }) => id === teamId);
  if (team === undefined) return;
  const members = await activeMembers(tx, teamId);
  if (roleOf(members, personId) !== role) return;
  const membership = { actorId: null, teamId, personId };
  if (answered || wanted.some((one) => one.teamId === teamId)) {
    // Leading ends, answering goes on.
    if (role === 'lead') await setTeamLead(tx, { ...membership, isLead: false }, now);
    return;
  }
  const place = { personId, role: null };
  if (refusalOf({ members, isTriage: team.isTriage }, place, { isAdministrator: true }) !== null) {
    return;
  }
  await removeTeamMember(tx, membership, now);
  await giveBackTickets(tx, { teamId, personId }, now);
}
