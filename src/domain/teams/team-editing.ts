import { Conflict, NotFound } from '../../platform/errors.ts';
import { isLeadOf, type Viewer } from '../people/person.ts';
import type { Db } from '../tables.ts';
import type { Team, TeamMember, TeamRole } from './team.ts';
import { activeMembers } from './team-queries.ts';

/** Who looks after teams: administrators after all of them, leads after theirs. */
export type TeamEditor = Pick<Viewer, 'id' | 'isAdministrator' | 'memberships'>;

/** A team as those who look after it see it. */
export type KeptTeam = Team & { version: number };

/** Says whether a person looks after a team. */
export function keepsTeam(editor: TeamEditor, teamId: number): boolean {
  return editor.isAdministrator || isLeadOf(editor, teamId);
}

const keptFrom = (db: Db) =>
  db
    .selectFrom('team')
    .select(['id', 'code', 'name', 'is_triage as isTriage', 'active', 'version'])
    .where('active', '=', true);

/** Lists the teams a person looks after, by code. */
export async function listKeptTeams(db: Db, editor: TeamEditor): Promise<KeptTeam[]> {
  const teams = await keptFrom(db).orderBy('code').execute();
  return teams.filter(({ id }) => keepsTeam(editor, id));
}

/** Finds a team that a person looks after; what they may not does not exist for them. */
export async function findKeptTeam(db: Db, editor: TeamEditor, code: string): Promise<KeptTeam> {
  const team = await keptFrom(db).where('code', '=', code).executeTakeFirst();
  if (team === undefined || !keepsTeam(editor, team.id)) throw new NotFound('team');
  return team;
}

/** A team nobody else can change until the end of the transaction, and who answers in it. */
export type LockedTeam = KeptTeam & { members: readonly TeamMember[] };

/** A change of a team, by somebody who had read one version of it. */
export type TeamOrder = { editor: TeamEditor; teamId: number; seenVersion: number };

/**
 * Locks a team that a person looks after: team before member before ticket, whoever changes them. Whether they still
 * lead it is asked under the lock: two leads may be taking each other out.
 */
export async function lockTeam(
  tx: Db,
  { editor, teamId }: Pick<TeamOrder, 'editor' | 'teamId'>,
): Promise<LockedTeam> {
  const team = await keptFrom(tx).where('id', '=', teamId).forNoKeyUpdate().executeTakeFirst();
  if (team === undefined) throw new NotFound('team');
  const members = await activeMembers(tx, teamId);
  const leads = roleIn({ members }, editor.id) === 'lead';
  if (!editor.isAdministrator && !leads) throw new NotFound('team');
  return { ...team, members };
}

/** What somebody does in a team; null when they are not in it. */
export function roleIn(
  { members }: Pick<LockedTeam, 'members'>,
  personId: number,
): TeamRole | null {
  return members.find((member) => member.personId === personId)?.role ?? null;
}

/** Refuses a change made on a page that others have made old. */
export function checkTeamVersion(team: KeptTeam, { seenVersion }: TeamOrder): void {
  if (team.version !== seenVersion) throw new Conflict('The team has changed since it was read.');
}
