import { findCategoryBySlug } from '../src/domain/catalogue/catalogue-queries.ts';
import type { Viewer } from '../src/domain/people/person.ts';
import { findPersonByLogin, listSites } from '../src/domain/people/person-queries.ts';
import { findViewer } from '../src/domain/people/viewer-queries.ts';
import type { Db } from '../src/domain/tables.ts';
import { findTeamByCode } from '../src/domain/teams/team-queries.ts';
import { type KnownPerson, knownPeople } from './people-data.ts';
import type { SiteCode } from './places-data.ts';
import type { StoryKey } from './stories.ts';
import { submissionKeyOf } from './story.ts';
import type { TeamCode } from './teams-data.ts';

function planted<Found>(found: Found | undefined | null, what: string): Found {
  if (found === undefined || found === null) throw new Error(`The world holds no « ${what} ».`);
  return found;
}

/** The id of somebody of the world, by their first name when everybody knows them, else by their login. */
export async function personIdOf(
  db: Db,
  who: KnownPerson | `${string}.${string}`,
): Promise<number> {
  const login = who in knownPeople ? knownPeople[who as KnownPerson].login : who;
  return planted(await findPersonByLogin(db, login), login).id;
}

/** Somebody of the world as they are when they act. */
export async function viewerOf(db: Db, who: KnownPerson | `${string}.${string}`): Promise<Viewer> {
  return planted(await findViewer(db, await personIdOf(db, who)), who);
}

/** The id of a team of the world. */
export async function teamIdOf(db: Db, code: TeamCode): Promise<number> {
  return planted(await findTeamByCode(db, code), code).id;
}

/** The id of a nature of the world. */
export async function categoryIdOf(db: Db, slug: string): Promise<number> {
  return planted(await findCategoryBySlug(db, slug), slug).id;
}

/** The id of a site of the world. */
export async function siteIdOf(db: Db, code: SiteCode): Promise<number> {
  const site = (await listSites(db)).find((one) => one.code === code);
  return planted(site, code).id;
}

/** The number of a ticket of the world, by the key of its story. */
export async function ticketNumberOf(db: Db, key: StoryKey): Promise<number> {
  const ticket = await db
    .selectFrom('ticket')
    .select('number')
    .where('submission_key', '=', submissionKeyOf(key))
    .executeTakeFirst();
  return planted(ticket, key).number;
}
