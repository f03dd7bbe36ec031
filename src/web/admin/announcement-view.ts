import type {
  AnnouncementContent,
  EditableAnnouncement,
} from '../../domain/announcements/announcement.ts';
import { ledTeamIds } from '../../domain/announcements/announcement-access.ts';
import type { AnnouncementVersion } from '../../domain/announcements/announcement-editing.ts';
import { readCatalogue } from '../../domain/catalogue/catalogue-queries.ts';
import type { Draft } from '../../domain/drafts/drafts.ts';
import type { Viewer } from '../../domain/people/person.ts';
import { listOrganisationUnits, listSites } from '../../domain/people/person-queries.ts';
import type { Db } from '../../domain/tables.ts';
import { listTeams } from '../../domain/teams/team-queries.ts';
import type { T } from '../../ui/texts.ts';
import type { AnnouncementFields, Proposed } from './announcement-fields.ts';

/** Something to tick, by its id. */
export type Named = { id: number; name: string };

/** Whom and what news may be about, for those who write them. */
export type Choices = {
  sites: readonly Named[];
  units: readonly Named[];
  teams: readonly Named[];
  /** Natures by family: all of them, or those of the teams one leads. */
  families: readonly { name: string; categories: readonly Named[] }[];
  /** A lead writes about their natures only. */
  needsCategory: boolean;
};

/** Everything the page of news shows. */
export type AnnouncementView = {
  choices: Choices;
  /** Null: they are not added yet. */
  existing: EditableAnnouncement | null;
  fields: AnnouncementFields;
  versions: readonly AnnouncementVersion[];
  draft: Draft | null;
};

/** Reads what the form of news proposes to this person. */
export async function readChoices(db: Db, viewer: Viewer): Promise<Choices> {
  const led = ledTeamIds(viewer);
  const { families } = await readCatalogue(db);
  const teams = await listTeams(db);
  const theirs = families.map(({ name, categories }) => ({
    name,
    categories: categories.filter(
      ({ teamId }) => viewer.isAdministrator || (teamId !== null && led.includes(teamId)),
    ),
  }));
  return {
    sites: await listSites(db),
    units: await listOrganisationUnits(db),
    teams: teams.map(({ id, code, name }) => ({ id, name: `${code} – ${name}` })),
    families: theirs.filter(({ categories }) => categories.length > 0),
    needsCategory: !viewer.isAdministrator,
  };
}

/** What may be ticked: what is proposed, and what these news already had. */
export function proposedIn(choices: Choices, existing: EditableAnnouncement | null): Proposed {
  const ids = (named: readonly Named[]) => named.map(({ id }) => id);
  const categories = choices.families.flatMap((family) => family.categories);
  return {
    siteIds: [...ids(choices.sites), ...(existing?.siteIds ?? [])],
    unitIds: [...ids(choices.units), ...(existing?.unitIds ?? [])],
    teamIds: [...ids(choices.teams), ...(existing?.teamIds ?? [])],
    categoryIds: [...ids(categories), ...(existing?.categoryIds ?? [])],
    needsCategory: choices.needsCategory,
  };
}

function namesOf(named: readonly Named[], ids: readonly number[], t: T): string[] {
  const byId = new Map(named.map(({ id, name }) => [id, name]));
  return ids.map((id) => byId.get(id) ?? t('announcement:gone', { id: String(id) }));
}

/** The people news are for, in words; « Tout le monde » when nobody is left out. */
export function audienceNames(content: AnnouncementContent, choices: Choices, t: T): string[] {
  const names = [
    ...namesOf(choices.sites, content.siteIds, t),
    ...namesOf(choices.units, content.unitIds, t),
    ...namesOf(choices.teams, content.teamIds, t),
  ];
  return names.length === 0 ? [t('announcement:everybody')] : names;
}

/** The natures news are about. */
export function natureNames(content: AnnouncementContent, choices: Choices, t: T): string[] {
  const categories = choices.families.flatMap((family) => family.categories);
  return namesOf(categories, content.categoryIds, t);
}
