import { sql } from 'kysely';
import type { Membership } from '../people/person.ts';
import { keptReading } from '../settings/kept-reading.ts';
import type { Db } from '../tables.ts';
import type { Team, TeamMember } from './team.ts';

const teamsFrom = (db: Db) =>
  db.selectFrom('team').select(['id', 'code', 'name', 'is_triage as isTriage', 'active']);

/** Finds a team, active or not; undefined when there is none by this id. */
export function findTeam(db: Db, teamId: number): Promise<Team | undefined> {
  return teamsFrom(db).where('id', '=', teamId).executeTakeFirst();
}

/** Finds a team by its code (« SYSTEM-RESEAU »), active or not; undefined when there is none. */
export function findTeamByCode(db: Db, code: string): Promise<Team | undefined> {
  return teamsFrom(db).where('code', '=', code).executeTakeFirst();
}

/** Lists the teams that receive tickets today, by code. */
export const listTeams = keptReading(
  (db): Promise<readonly Team[]> =>
    teamsFrom(db).where('active', '=', true).orderBy('code').execute(),
);

/** A membership counts while the person has left neither it nor the house, and the team is not closed. */
const activeMemberships = (db: Db) =>
  db
    .selectFrom('team_member')
    .innerJoin('team', 'team.id', 'team_member.team_id')
    .innerJoin('person', 'person.id', 'team_member.person_id')
    .where('team.active', '=', true)
    .where('team_member.active', '=', true)
    .where('person.status', '=', 'active');

const personColumns = [
  'person.id as personId',
  'person.login',
  'person.first_name as firstName',
  'person.last_name as lastName',
] as const;

/** As French people sort names. */
const byName = sql`person.last_name collate "fr-x-icu", person.first_name collate "fr-x-icu"`;

/** Lists the people who answer in a team today, by name. */
export function activeMembers(db: Db, teamId: number): Promise<TeamMember[]> {
  return activeMemberships(db)
    .where('team_member.team_id', '=', teamId)
    .select([...personColumns, 'team_member.role'])
    .orderBy(byName)
    .orderBy('person.id')
    .execute();
}

/** Lists the people who answer in any of these teams today, or in any team at all, each once, by name. */
export function activeMembersOf(
  db: Db,
  teamIds: readonly number[] | 'all',
): Promise<Omit<TeamMember, 'role'>[]> {
  const among =
    teamIds === 'all' ? sql`` : sql`and team_member.team_id = any(${[...teamIds]}::bigint[])`;
  const answers = sql<boolean>`exists (
    select 1 from team_member join team on team.id = team_member.team_id and team.active
    where team_member.person_id = person.id and team_member.active ${among})`;
  return db
    .selectFrom('person')
    .select(personColumns)
    .where('person.status', '=', 'active')
    .where(answers)
    .orderBy(byName)
    .orderBy('person.id')
    .execute();
}

/** Says whether a person answers in a team today. */
export async function isActiveMember(
  db: Db,
  { teamId, personId }: { teamId: number; personId: number },
): Promise<boolean> {
  const found = await activeMemberships(db)
    .where('team_member.team_id', '=', teamId)
    .where('person.id', '=', personId)
    .select('person.id')
    .executeTakeFirst();
  return found !== undefined;
}

/** Lists who answers in which team today, by name. */
export function listTeamMembers(db: Db): Promise<(TeamMember & { teamId: number })[]> {
  return activeMemberships(db)
    .select([...personColumns, 'team_member.team_id as teamId', 'team_member.role'])
    .orderBy(byName)
    .orderBy('person.id')
    .execute();
}

/**
 * Keeps a person’s places in their teams as they are until the end of the transaction, and gives those that count:
 * nobody takes them out, nor shuts their account, while they act as a member. Taken before any ticket is locked, as
 * whoever does that does.
 */
export function holdMemberships(tx: Db, personId: number): Promise<Membership[]> {
  return holdingMemberships(tx, personId).execute();
}

/** The statement of holdMemberships, to be sent with others. */
export function holdingMemberships(tx: Db, personId: number) {
  return activeMemberships(tx)
    .select(['team_member.team_id as teamId', 'team_member.role'])
    .where('team_member.person_id', '=', personId)
    .orderBy('team_member.team_id')
    .forShare(['team_member', 'person']);
}
