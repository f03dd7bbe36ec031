import { sql } from 'kysely';
import { plantCalendars } from '../../seeds/plant-calendars.ts';
import { plantDesk } from '../../seeds/plant-desk.ts';
import { plantPlaces } from '../../seeds/plant-people.ts';
import { readDelayBook } from '../../src/domain/calendar/calendar-queries.ts';
import type { DelayBook } from '../../src/domain/calendar/delay-book.ts';
import { addCategory } from '../../src/domain/catalogue/add-category.ts';
import { addFamily } from '../../src/domain/catalogue/add-family.ts';
import type { Kind } from '../../src/domain/catalogue/catalogue.ts';
import type { OwnField } from '../../src/domain/catalogue/form.ts';
import type { RoutingRule } from '../../src/domain/routing/choose-team.ts';
import { findTriageTeamId, readRoutingRules } from '../../src/domain/routing/routing-queries.ts';
import type { Db } from '../../src/domain/tables.ts';
import { addTeam } from '../../src/domain/teams/add-team.ts';
import { inTransaction } from '../../src/platform/db/database.ts';
import { longTail, type Random, weighted } from './random.ts';
import { familyNames } from './texts.ts';
import { firstNames, moreNatures, moreTeams, type TopicName } from './vocabulary.ts';

/** How large the desk is, whatever its tickets. */
export const deskSize = {
  people: 30_000,
  agents: 300,
  sites: 600,
  units: 150,
  natures: 60,
} as const;

/** Who files the most: an office that does it for everybody. */
export const busiestRequester = deskSize.agents + 1;
const administrators = 3;

/** A nature with what tickets need of it. */
export type Nature = {
  id: number;
  familyId: number;
  kind: Kind;
  slug: string;
  teamId: number | null;
  topic: TopicName;
  form: { id: number; fields: readonly OwnField[] } | null;
};

/** Where somebody works. */
export type Person = { siteId: number; unitId: number; room: string; phone: string };

/** What tickets are drawn from. */
export type Desk = {
  /** By id; nobody has the id 0. */
  people: readonly Person[];
  drawRequester: (random: Random) => number;
  natures: readonly Nature[];
  drawNature: (random: Random) => Nature;
  membersOf: ReadonlyMap<number, readonly number[]>;
  leadsOf: ReadonlyMap<number, readonly number[]>;
  teamIds: readonly number[];
  triageTeamId: number;
  rules: readonly RoutingRule[];
  holdReasons: readonly { id: number; stopsClock: boolean; needsDate: boolean }[];
  book: DelayBook;
};

const topicOfFamily: Readonly<Record<string, TopicName>> = {
  logicielle: 'software',
  materielle: 'hardware',
  informatique: 'administration',
  'electricite-plomberie-menuiserie': 'building',
  'amenagement-livraison': 'logistics',
  administrative: 'administration',
};
const familyOfTopic: Readonly<Record<TopicName, string>> = {
  software: 'logicielle',
  hardware: 'materielle',
  building: 'electricite-plomberie-menuiserie',
  logistics: 'amenagement-livraison',
  administration: 'administrative',
};

/** Sets up the desk: teams, catalogue, rules, calendars and news through the domain's commands, then its people. */
export async function settleDesk(db: Db, random: Random, now: Temporal.Instant): Promise<Desk> {
  const before = now.subtract({ hours: 24 * 365 * 10 });
  await inTransaction(db, async (tx) => {
    const places = await plantPlaces(tx, before);
    await plantCalendars(tx, places, now);
    await plantDesk(tx, places, { before, now });
    for (const [code, name] of moreTeams) await addTeam(tx, { actorId: null, code, name }, before);
    await addMoreNatures(tx, before);
    await settlePlaces(tx);
    await settlePeople(tx, random, before);
  });
  return readDesk(db);
}

const slugOf = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');

async function addMoreNatures(tx: Db, now: Temporal.Instant): Promise<void> {
  const actorId = null;
  const administrative = {
    kind: 'service',
    slug: 'administrative',
    name: 'Gestion et administration',
  } as const;
  await addFamily(tx, { actorId, ...administrative, position: 90 }, now);
  const families = await tx.selectFrom('family').select(['id', 'slug']).execute();
  const teams = await tx.selectFrom('team').select(['id', 'code']).execute();
  const natures = await tx.selectFrom('category').select('id').execute();
  for (const [index, [name, topic, code]] of moreNatures
    .slice(0, deskSize.natures - natures.length)
    .entries()) {
    const familyId = families.find(({ slug }) => slug === familyOfTopic[topic])?.id;
    const teamId = teams.find((team) => team.code === code)?.id ?? null;
    if (familyId === undefined) throw new Error(`no family for ${topic}`);
    const promises = {
      takeMinutes: 60 * (2 + (index % 5) * 2),
      resolveMinutes: 540 * (2 + (index % 7)),
    };
    const description = `Pour tout ce qui touche à : ${name.toLowerCase()}.`;
    const category = {
      familyId,
      slug: slugOf(name),
      name,
      description,
      synonyms: [name.toLowerCase()],
      teamId,
      position: 100 + index,
    };
    await addCategory(tx, { actorId, ...category, ...promises }, now);
  }
}

/** Schools and annexes beside the places of the demonstration. */
async function settlePlaces(tx: Db): Promise<void> {
  const names = familyNames();
  await sql`insert into site (code, name, address)
    select 'S' || lpad(n::text, 3, '0'), (array['Collège', 'Lycée', 'École', 'Centre', 'Annexe'])[1 + n % 5] || ' ' || names.list[n],
      n || ' rue de ' || names.list[n + 700] || ', 99' || lpad((n % 999)::text, 3, '0') || ' ' || names.list[1 + n % 97]
    from (select ${names.slice(0, 2000)}::text[] as list) names,
      generate_series(1, ${deskSize.sites}::int - (select count(*) from site)::int) n`.execute(tx);
  await sql`insert into organisation_unit (code, name)
    select 'U' || lpad(n::text, 3, '0'), (array['Service', 'Division', 'Bureau', 'Pôle'])[1 + n % 4] || ' ' || names.list[n + 1500]
    from (select ${names.slice(0, 2000)}::text[] as list) names,
      generate_series(1, ${deskSize.units}::int - (select count(*) from organisation_unit)::int) n`.execute(
    tx,
  );
}

/** Everybody who signs in; the first ones answer in teams, larger ones where more is asked. */
async function settlePeople(tx: Db, random: Random, now: Temporal.Instant): Promise<void> {
  const names = familyNames();
  const drawName = weighted(longTail(names.length, 0.6, 20));
  const drawSite = weighted(longTail(deskSize.sites, 0.7, 3));
  const drawUnit = weighted(longTail(deskSize.units, 0.6, 3));
  const people = Array.from({ length: deskSize.people }, (_, index) => {
    const [first, last] = [random.pick(firstNames), names[drawName(random)] ?? 'Nom'];
    const login = `${slugOf(first)}.${slugOf(last)}${String(index + 1)}`;
    const room = `${random.pick(['A', 'B', 'C', ''])}${String(100 + random.below(500))}`;
    const phone = `0${String(100_000_000 + random.below(899_999_999))}`;
    const left = index >= deskSize.agents + 10 && random.chance(0.08);
    return {
      login,
      first,
      last,
      room,
      phone,
      site: drawSite(random),
      unit: drawUnit(random),
      left,
    };
  });
  const column = <Key extends keyof (typeof people)[number]>(key: Key) =>
    people.map((one) => one[key]);
  await sql`insert into person (login, first_name, last_name, email, phone, room, site_id, organisation_unit_id, is_administrator, status, created_at)
    select login, first, last, login || '@demonstration.example', phone, room,
      (select (array_agg(id order by id))[1 + site] from site), (select (array_agg(id order by id))[1 + unit] from organisation_unit),
      n between ${deskSize.agents + 2}::int and ${deskSize.agents + 1 + administrators}::int, case when has_left then 'left' else 'active' end, ${now}::timestamptz
    from unnest(${column('login')}::text[], ${column('first')}::text[], ${column('last')}::text[], ${column('phone')}::text[], ${column('room')}::text[],
      ${column('site')}::int[], ${column('unit')}::int[], ${column('left')}::bool[])
      with ordinality as person (login, first, last, phone, room, site, unit, has_left, n) order by n`.execute(
    tx,
  );
  await settleMembers(tx);
  await sql`insert into person_affectation (person_id, organisation_unit_id)
    select id, 1 + id % ${deskSize.units} from person where id % 29 = 0 on conflict do nothing`.execute(
    tx,
  );
  await sql`insert into notice_refusal (person_id, topic) select id, 'progress' from person where id % 53 = 0`.execute(
    tx,
  );
}

async function settleMembers(tx: Db): Promise<void> {
  const teams = await tx.selectFrom('team').select('id').orderBy('id').execute();
  const shares = longTail(teams.length, 0.6, 2);
  const total = shares.reduce((sum, share) => sum + share, 0);
  let next = 1;
  const rows: { team_id: number; person_id: number; role: 'agent' | 'lead' }[] = [];
  for (const [index, { id }] of teams.entries()) {
    const isLast = index === teams.length - 1;
    const count = Math.max(4, Math.round((deskSize.agents * (shares[index] ?? 0)) / total));
    const end = isLast ? deskSize.agents + 1 : Math.min(next + count, deskSize.agents + 1);
    for (let person = next; person < end; person++) {
      rows.push({ team_id: id, person_id: person, role: person - next < 2 ? 'lead' : 'agent' });
      // Some answer in two teams.
      if (person % 11 === 0)
        rows.push({
          team_id: teams[(index + 3) % teams.length]?.id ?? id,
          person_id: person,
          role: 'agent',
        });
    }
    next = end;
  }
  await tx.insertInto('team_member').values(rows).execute();
}

/** Reads the desk as tickets need it. */
export async function readDesk(db: Db): Promise<Desk> {
  const persons = await db
    .selectFrom('person')
    .select(['id', 'site_id', 'organisation_unit_id', 'room', 'phone', 'status'])
    .orderBy('id')
    .execute();
  const people: Person[] = [{ siteId: 0, unitId: 0, room: '', phone: '' }];
  for (const { id, site_id, organisation_unit_id, room, phone } of persons) {
    people[id] = { siteId: site_id ?? 1, unitId: organisation_unit_id ?? 1, room, phone };
  }
  const categories = await db
    .selectFrom('category')
    .innerJoin('family', 'family.id', 'category.family_id')
    .select([
      'category.id',
      'category.family_id',
      'family.kind',
      'category.slug',
      'category.team_id',
    ])
    .select('family.slug as family')
    .orderBy('category.id')
    .execute();
  const forms = await db
    .selectFrom('category_form')
    .select(['id', 'category_id', 'fields'])
    .execute();
  const natures = categories.map(({ id, family_id, kind, slug, team_id, family }): Nature => {
    const form = forms.find(({ category_id }) => category_id === id);
    return {
      id,
      familyId: family_id,
      kind,
      slug,
      teamId: team_id,
      topic: topicOfFamily[family] ?? 'software',
      form: form ? { id: form.id, fields: form.fields as readonly OwnField[] } : null,
    };
  });
  const members = await db
    .selectFrom('team_member')
    .select(['team_id', 'person_id', 'role'])
    .orderBy('person_id')
    .execute();
  const teams = await db.selectFrom('team').select('id').orderBy('id').execute();
  const byTeam = (rows: typeof members) =>
    new Map(
      teams.map(({ id }) => [
        id,
        rows.filter((row) => row.team_id === id).map((row) => row.person_id),
      ]),
    );
  const drawPerson = weighted(
    longTail(persons.length, 0.65, 40).map((weight, index) =>
      persons[index]?.status === 'left' ? weight / 4 : weight,
    ),
  );
  // People who ask most are anybody: neither the first ids nor the agents.
  const shuffle = (place: number): number => 1 + ((place * 7919 + 1213) % persons.length);
  const drawPlace = weighted(longTail(natures.length, 0.75, 2));
  return {
    people,
    drawRequester: (random) => shuffle(drawPerson(random)),
    natures,
    drawNature: (random) => natures[drawPlace(random)] ?? random.pick(natures),
    membersOf: byTeam(members),
    leadsOf: byTeam(members.filter(({ role }) => role === 'lead')),
    teamIds: teams.map(({ id }) => id),
    triageTeamId: await findTriageTeamId(db),
    rules: await readRoutingRules(db),
    holdReasons: await db
      .selectFrom('hold_reason')
      .select(['id', 'stops_clock as stopsClock', 'needs_date as needsDate'])
      .orderBy('id')
      .execute(),
    book: await readDelayBook(db),
  };
}
