import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import { hasHouseLogin } from './admit-person.ts';
import type { DirectoryState, FollowedPerson, Namesake } from './directory-plan.ts';
import type { Said } from './portal-person.ts';

const unitIds = sql<number[]>`array(
  select organisation_unit_id from person_affectation
  where person_affectation.person_id = person.id order by organisation_unit_id)`;

const hasPlace = sql<boolean>`(is_administrator or exists (
  select from team_member where team_member.person_id = person.id and team_member.active))`;

/** Of whom to read: those a directory named before, all of them or only under some keys, and who has some logins. */
export type DirectoryScope = {
  issuer: string;
  logins: readonly string[];
  subjects: readonly string[] | null;
};

/** Reads what the desk knows of those a directory named before, and of who has the logins it names today. */
export async function readDirectoryState(
  db: Db,
  { issuer, logins, subjects }: DirectoryScope,
): Promise<DirectoryState> {
  // In this order: whom another run makes known meanwhile is seen as followed, and not as somebody else's namesake.
  const namesakes = await listNamesakes(db, issuer, logins);
  return {
    namesakes,
    followed: await listFollowed(db, issuer, subjects),
    unitIds: await idsByCode(db, 'organisation_unit'),
    siteIds: await idsByCode(db, 'site'),
    administrators: await listAdministratorIds(db),
  };
}

async function listFollowed(
  db: Db,
  issuer: string,
  subjects: readonly string[] | null,
): Promise<FollowedPerson[]> {
  const rows = await db
    .selectFrom('person_identity')
    .innerJoin('person', 'person.id', 'person_identity.person_id')
    .select(['subject', 'said', 'departed_at', 'person.id', 'login', 'status', 'is_administrator'])
    .select([
      'first_name',
      'last_name',
      'email',
      'phone',
      'room',
      'site_id',
      'organisation_unit_id',
    ])
    .select([unitIds.as('unitIds'), hasPlace.as('hasPlace')])
    .where('issuer', '=', issuer)
    .$if(subjects !== null, (query) =>
      query.where('subject', '=', sql<string>`any(${subjects}::text[])`),
    )
    .orderBy('person.id')
    .execute();
  return rows.map((row) => {
    const { subject, said, departed_at, id, login, status, is_administrator, ...rest } = row;
    const { hasPlace: isPlaced, ...stands } = rest;
    return {
      ...{ subject, personId: id, login, status, isAdministrator: is_administrator },
      ...{ hasPlace: isPlaced, isGone: departed_at !== null, before: said as Said, stands },
    };
  });
}

async function listNamesakes(
  db: Db,
  issuer: string,
  logins: readonly string[],
): Promise<Map<string, Namesake>> {
  const isFollowed = sql<boolean>`exists (
    select from person_identity
    where person_identity.person_id = person.id and person_identity.issuer = ${issuer})`;
  const rows = await db
    .selectFrom('person')
    .select(['login', 'id as personId', 'status'])
    .select([isFollowed.as('isFollowed'), hasHouseLogin.as('hasHouseLogin')])
    .where('login', '=', sql<string>`any(${logins}::text[])`)
    .execute();
  return new Map(rows.map(({ login, ...namesake }) => [login, namesake]));
}

async function idsByCode(
  db: Db,
  table: 'organisation_unit' | 'site',
): Promise<Map<string, number>> {
  const rows = await db.selectFrom(table).select(['id', 'code']).execute();
  const keyOf = (code: string): string => (table === 'site' ? code : code.toUpperCase());
  return new Map(rows.map(({ id, code }) => [keyOf(code), id]));
}

async function listAdministratorIds(db: Db): Promise<Set<number>> {
  const rows = await db
    .selectFrom('person')
    .select('id')
    .where('is_administrator', '=', true)
    .where('status', '=', 'active')
    .execute();
  return new Set(rows.map(({ id }) => id));
}
