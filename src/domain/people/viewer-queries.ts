import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import type { Membership, Preferences, Viewer } from './person.ts';

const memberships = sql<Membership[]>`coalesce((
  select json_agg(json_build_object('teamId', member.team_id, 'role', member.role) order by member.team_id)
  from team_member member join team on team.id = member.team_id
  where member.person_id = person.id and member.active and team.active), '[]')`;

/** One as soon as there is any: those on tickets they no longer see are left out by `countUnreadNotices`. */
const unreadNotices = sql<number>`(
  select count(*) from (
    select from notice where notice.person_id = person.id and read_at is null limit 1
  ) unread)`;

const preferences = sql<Preferences>`json_build_object(
  'colorScheme', person.color_scheme, 'density', person.density, 'shortcuts', person.shortcuts)`;

/** The columns of `person` that make a viewer, to be selected with whatever leads to them. */
export const viewerColumns = [
  'person.id',
  'person.login',
  'person.first_name as firstName',
  'person.last_name as lastName',
  'person.email',
  'person.phone',
  'person.room',
  'person.site_id as siteId',
  'person.organisation_unit_id as organisationUnitId',
  'person.language',
  preferences.as('preferences'),
  'person.is_administrator as isAdministrator',
  memberships.as('memberships'),
  unreadNotices.as('unreadNotices'),
] as const;

/** Finds somebody as the one who acts, where no session says who it is: a job, an import, the demo world. */
export async function findViewer(db: Db, personId: number): Promise<Viewer | undefined> {
  return db
    .selectFrom('person')
    .select(viewerColumns)
    .where('person.id', '=', personId)
    .where('person.status', '=', 'active')
    .executeTakeFirst();
}
