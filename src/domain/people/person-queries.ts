import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { inTransaction } from '../../platform/db/database.ts';
import { fold } from '../../platform/text/compare.ts';
import { keptReading } from '../settings/kept-reading.ts';
import type { Db } from '../tables.ts';
import type { OrganisationUnit, Person, ProfileCard, Site } from './person.ts';

const personColumns = [
  'person.id',
  'person.login',
  'person.first_name as firstName',
  'person.last_name as lastName',
  'person.email',
  'person.status',
] as const;

/** Finds a person by what they sign in with, whatever became of them. */
export async function findPersonByLogin(db: Db, login: string): Promise<Person | undefined> {
  return db
    .selectFrom('person')
    .select(personColumns)
    .where('login', '=', login.trim().toLowerCase())
    .executeTakeFirst();
}

const otherUnits = sql<OrganisationUnit[]>`coalesce((
  select json_agg(json_build_object('id', other.id, 'code', other.code, 'name', other.name)
    order by other.name collate "fr-x-icu")
  from person_affectation join organisation_unit other on other.id = person_affectation.organisation_unit_id
  where person_affectation.person_id = person.id), '[]')`;

/** Reads where a person can be found: post, room, site with its address, and where they work. */
export async function findProfileCard(db: Db, id: number): Promise<ProfileCard | undefined> {
  const row = await db
    .selectFrom('person')
    .leftJoin('site', 'site.id', 'person.site_id')
    .leftJoin('organisation_unit as unit', 'unit.id', 'person.organisation_unit_id')
    .select([
      ...personColumns,
      'person.phone',
      'person.room',
      'person.language',
      'site.id as siteId',
      'site.code as siteCode',
      'site.name as siteName',
      'site.address as siteAddress',
      'unit.id as unitId',
      'unit.code as unitCode',
      'unit.name as unitName',
      otherUnits.as('otherUnits'),
    ])
    .where('person.id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  const { siteId, siteCode, siteName, siteAddress, unitId, unitCode, unitName, ...person } = row;
  return {
    ...person,
    site:
      siteId === null
        ? null
        : { id: siteId, code: siteCode ?? '', name: siteName ?? '', address: siteAddress ?? '' },
    organisationUnit:
      unitId === null ? null : { id: unitId, code: unitCode ?? '', name: unitName ?? '' },
  };
}

/** Lists the sites a person may work at, by name as French people sort them. */
export const listSites = keptReading(
  (db): Promise<readonly Site[]> =>
    db
      .selectFrom('site')
      .select(['id', 'code', 'name', 'address'])
      .where('active', '=', true)
      .orderBy(sql`name collate "fr-x-icu"`)
      .execute(),
);

/** Lists where people may work, by name as French people sort them. */
export async function listOrganisationUnits(db: Db): Promise<OrganisationUnit[]> {
  return db
    .selectFrom('organisation_unit')
    .select(['id', 'code', 'name'])
    .orderBy(sql`name collate "fr-x-icu"`)
    .execute();
}

/** The same expression as the index person_search. */
const searched = sql<string>`fold(person.last_name || ' ' || person.first_name || ' ' || person.login)`;

/** The ids, as the database looks for them, of the first people of any status whose names or login hold each word. */
export function findIdsOfPeople(words: readonly string[], limit: number): RawBuilder<number[]> {
  const each = sql.join(words.map(contains), sql` and `);
  return sql<number[]>`array(select person.id from person where ${each} limit ${limit})`;
}

/** How alike a typed word and a name must be, from 0 to 1: « dupnot » and « moreua » find DUPONT and MOREAU. */
const likeness = 0.4;

const contains = (word: string) =>
  sql<SqlBool>`${searched} like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`;

// Shorter words have too few letters to be recognised once misspelled.
const resembles = (word: string) =>
  word.length < 4 ? contains(word) : sql<SqlBool>`(${contains(word)} or ${word} <% ${searched})`;

type Hunt = { words: string[]; match: (word: string) => RawBuilder<SqlBool>; limit: number };

async function hunt(db: Db, { words, match, limit }: Hunt): Promise<Person[]> {
  const closeness = words.map((word) => sql`word_similarity(${word}, ${searched})`);
  return db
    .selectFrom('person')
    .select(personColumns)
    .where('status', '=', 'active')
    .where((eb) => eb.and(words.map(match)))
    .orderBy(sql`${sql.join(closeness, sql` + `)}`, 'desc')
    .orderBy(sql`person.last_name collate "fr-x-icu"`)
    .orderBy(sql`person.first_name collate "fr-x-icu"`)
    .orderBy('person.id')
    .limit(limit)
    .execute();
}

/**
 * Finds active persons by name or login: words in any order, without accents, only begun, or slightly misspelled
 * when nobody has them to the letter.
 */
export async function searchPeople(db: Db, text: string, limit: number): Promise<Person[]> {
  const words = fold(text)
    .split(/[\s,;]+/)
    .filter(Boolean)
    .slice(0, 6);
  // One letter is in everybody's name.
  if (words.join('').length < 2) return [];
  const exact = await hunt(db, { words, match: contains, limit });
  if (exact.length > 0) return exact;
  // The operator, and not the function, uses the index; its threshold is a setting.
  return inTransaction(db, async (transaction) => {
    await sql`select set_config('pg_trgm.word_similarity_threshold', ${String(likeness)}, true)`.execute(
      transaction,
    );
    return hunt(transaction, { words, match: resembles, limit });
  });
}

/** Lists those whom to ask for what only an administrator changes, by name. */
export function listAdministrators(db: Db, limit: number): Promise<Person[]> {
  return db
    .selectFrom('person')
    .select(personColumns)
    .where('is_administrator', '=', true)
    .where('status', '=', 'active')
    .orderBy(sql`last_name collate "fr-x-icu"`)
    .orderBy('person.id')
    .limit(limit)
    .execute();
}

/** What the local door needs to check a password: who has this login, and the hash kept for them. */
export type LocalAccount = {
  personId: number;
  status: Person['status'];
  /** Null: they have no password here. */
  hash: string | null;
  isDemo: boolean;
};

/** Finds what the local door knows of a login, whether or not it opens. */
export async function findLocalAccount(db: Db, login: string): Promise<LocalAccount | undefined> {
  return db
    .selectFrom('person')
    .leftJoin('local_password', 'local_password.person_id', 'person.id')
    .select(['person.id as personId', 'person.status', 'local_password.hash'])
    .select('person.is_demo as isDemo')
    .where('person.login', '=', login)
    .executeTakeFirst();
}

/** Says whether somebody of the demonstration is known here: a production installation refuses to start then. */
export async function hasDemoPeople(db: Db): Promise<boolean> {
  const one = await db
    .selectFrom('person')
    .select('id')
    .where('is_demo', '=', true)
    .limit(1)
    .executeTakeFirst();
  return one !== undefined;
}
