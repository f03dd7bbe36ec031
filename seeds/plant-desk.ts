import { addAnnouncement } from '../src/domain/announcements/add-announcement.ts';
import { addCategory } from '../src/domain/catalogue/add-category.ts';
import { addFamily } from '../src/domain/catalogue/add-family.ts';
import { addHoldReason } from '../src/domain/catalogue/add-hold-reason.ts';
import { describeAlternative } from '../src/domain/catalogue/describe-alternative.ts';
import { describeForm } from '../src/domain/catalogue/describe-form.ts';
import { addArticle } from '../src/domain/knowledge/add-article.ts';
import { addRoutingRule } from '../src/domain/routing/add-routing-rule.ts';
import type { Condition } from '../src/domain/routing/condition.ts';
import type { Db } from '../src/domain/tables.ts';
import { articles } from './articles-data.ts';
import { promisesOf } from './catalogue-of.ts';
import { type CategorySeed, families, unknownCategory } from './categories-data.ts';
import {
  announcements,
  type HoldReasonCode,
  holdReasons,
  type RuleSeed,
  rules,
} from './desk-data.ts';
import { forms } from './forms-data.ts';
import { idOf } from './id-of.ts';
import type { Places } from './plant-people.ts';
import type { TeamCode } from './teams-data.ts';

/** Ids of what the desk is made of, by the codes the seeds use. */
export type Desk = {
  families: ReadonlyMap<string, number>;
  categories: ReadonlyMap<string, number>;
  holdReasons: ReadonlyMap<HoldReasonCode, number>;
  /** What the natures ask, by their slug. */
  forms: ReadonlyMap<string, number>;
};

/** Plants the catalogue, the rules, the reasons to wait, the messages and the F.A.Q. */
export async function plantDesk(
  db: Db,
  places: Places,
  { before, now }: { before: Temporal.Instant; now: Temporal.Instant },
): Promise<Desk> {
  const desk = await plantCatalogue(db, places.teams, before);
  const reasons = await plantHoldReasons(db, before);
  for (const [index, rule] of rules.entries()) {
    const condition = conditionOf(rule, places, desk);
    const teamId = idOf(places.teams, rule.team);
    const position = (index + 1) * 10;
    await addRoutingRule(
      db,
      { actorId: null, position, label: rule.label, condition, teamId },
      before,
    );
  }
  await plantNews(db, { desk, places }, now);
  return { ...desk, holdReasons: reasons, forms: await plantForms(db, desk.categories, before) };
}

type CatalogueIds = Pick<Desk, 'families' | 'categories'>;

async function plantCatalogue(
  db: Db,
  teamIds: ReadonlyMap<TeamCode, number>,
  now: Temporal.Instant,
): Promise<CatalogueIds> {
  const familyIds = new Map<string, number>();
  const categories = new Map<string, number>();
  const plant = async (seed: CategorySeed, familyId: number, position: number) => {
    const { slug, name, description, synonyms, team } = seed;
    const isUnknown = seed === unknownCategory.category;
    const teamId = idOf(teamIds, team);
    const category = { familyId, slug, name, description, synonyms, teamId, isUnknown, position };
    const id = await addCategory(db, { actorId: null, ...category, ...promisesOf(seed) }, now);
    categories.set(slug, id);
  };
  for (const [index, family] of [...families, unknownCategory.family].entries()) {
    const { kind, slug, name } = family;
    const position = index + 1;
    const familyId = await addFamily(db, { actorId: null, kind, slug, name, position }, now);
    familyIds.set(slug, familyId);
    for (const [place, seed] of family.categories.entries()) await plant(seed, familyId, place + 1);
  }
  await plant(unknownCategory.category, idOf(familyIds, unknownCategory.family.slug), 1);
  await plantAlternatives(db, categories, now);
  return { families: familyIds, categories };
}

async function plantAlternatives(
  db: Db,
  categories: ReadonlyMap<string, number>,
  now: Temporal.Instant,
): Promise<void> {
  for (const seed of families.flatMap((family) => family.categories)) {
    for (const [index, [other, condition]] of Object.entries(seed.insteadIf ?? {}).entries()) {
      const categoryId = idOf(categories, seed.slug);
      const otherCategoryId = idOf(categories, other);
      const alternative = { categoryId, otherCategoryId, condition, position: index + 1 };
      await describeAlternative(db, { actorId: null, ...alternative }, now);
    }
  }
}

async function plantForms(
  db: Db,
  categories: ReadonlyMap<string, number>,
  now: Temporal.Instant,
): Promise<ReadonlyMap<string, number>> {
  const ids = new Map<string, number>();
  for (const [slug, fields] of Object.entries(forms)) {
    const categoryId = idOf(categories, slug);
    ids.set(slug, await describeForm(db, { actorId: null, categoryId, fields }, now));
  }
  return ids;
}

async function plantHoldReasons(
  db: Db,
  now: Temporal.Instant,
): Promise<ReadonlyMap<HoldReasonCode, number>> {
  const ids = new Map<HoldReasonCode, number>();
  for (const [index, code] of (Object.keys(holdReasons) as HoldReasonCode[]).entries()) {
    const reason = { actorId: null, code, ...holdReasons[code], position: index + 1 };
    ids.set(code, await addHoldReason(db, reason, now));
  }
  return ids;
}

function conditionOf(rule: RuleSeed, places: Places, desk: CatalogueIds): Condition {
  const idsOf = (slugs: readonly string[]) => slugs.map((slug) => idOf(desk.categories, slug));
  const conditions: Condition[] = [];
  if (rule.unit) {
    conditions.push({ op: 'is', fact: 'organisation_unit', ids: [idOf(places.units, rule.unit)] });
  }
  if (rule.site) conditions.push({ op: 'is', fact: 'site', ids: [idOf(places.sites, rule.site)] });
  if (rule.family) {
    conditions.push({ op: 'is', fact: 'family', ids: [idOf(desk.families, rule.family)] });
  }
  if (rule.categories) {
    conditions.push({ op: 'is', fact: 'category', ids: idsOf(rule.categories) });
  }
  if (rule.exceptCategories) {
    const except: Condition = { op: 'is', fact: 'category', ids: idsOf(rule.exceptCategories) };
    conditions.push({ op: 'not', condition: except });
  }
  return { op: 'and', conditions };
}

async function plantNews(
  db: Db,
  { desk, places }: { desk: CatalogueIds; places: Places },
  now: Temporal.Instant,
): Promise<void> {
  for (const [position, seed] of announcements.entries()) {
    const { level, title, body, startsHours, endsHours } = seed;
    const startsAt = now.add({ hours: startsHours });
    const endsAt = endsHours === null ? null : now.add({ hours: endsHours });
    const siteIds = (seed.sites ?? []).map((code) => idOf(places.sites, code));
    const teamIds = (seed.teams ?? []).map((code) => idOf(places.teams, code));
    const categoryIds = (seed.categories ?? []).map((slug) => idOf(desk.categories, slug));
    const news = { actorId: null, level, title, body, startsAt, endsAt, position };
    await addAnnouncement(db, { ...news, siteIds, teamIds, categoryIds }, now);
  }
  for (const [position, { family, slug, title, body, categories }] of articles.entries()) {
    const familyId = idOf(desk.families, family);
    const categoryIds = categories.map((category) => idOf(desk.categories, category));
    const article = { actorId: null, familyId, slug, title, body, position, categoryIds };
    // Sheets are written over the months, not on one day.
    await addArticle(db, article, now.subtract({ hours: 24 * (3 + position * 11) }));
  }
}
