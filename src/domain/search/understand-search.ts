import { fold, words } from '../../platform/text/compare.ts';
import { deskTimeZone } from '../../platform/text/dates.ts';
import { allCategories, type Catalogue } from '../catalogue/catalogue.ts';
import { isAgent, type Viewer } from '../people/person.ts';
import type { Team } from '../teams/team.ts';
import { liveStates, type TicketState } from '../tickets/ticket.ts';
import { agentFilterKeys, type FilterKey, filterKeys } from './filter-keys.ts';
import type { TypedFilter, TypedSearch } from './parse-search.ts';
import { readDates } from './search-dates.ts';

/** The states by the names a search gives them; « terminee » and « ouverte » gather several. */
export const searchedStates: Readonly<Record<string, readonly TicketState[]>> = {
  'en-attente': ['awaiting', 'on_hold'],
  'en-cours': ['in_progress'],
  'mise-en-attente': ['on_hold'],
  'a-completer': ['needs_information'],
  resolue: ['resolved'],
  cloturee: ['closed'],
  annulee: ['cancelled'],
  ouverte: liveStates,
  terminee: ['resolved', 'closed', 'cancelled'],
};

/** How the resolution of a ticket stands, by the names a search gives it: overrun, or promised for the rest of today. */
export const searchedDelays = ['en-retard', 'aujourd-hui'] as const;

/** What tickets must be, besides holding the words; null asks nothing. */
export interface TicketFilters {
  readonly states: readonly TicketState[] | null;
  readonly categoryIds: readonly number[] | null;
  readonly teamIds: readonly number[] | null;
  /** The folded words of a name. */
  readonly requester: readonly string[] | null;
  readonly holder: 'me' | 'nobody' | readonly string[] | null;
  /** Promised to be resolved from this instant, and before that one. */
  readonly dueFrom: Temporal.Instant | null;
  readonly dueBefore: Temporal.Instant | null;
  /** Submitted from this instant, and before that one. */
  readonly from: Temporal.Instant | null;
  readonly until: Temporal.Instant | null;
}

/** A filter that means nothing here, and what could have been written instead. */
export interface FilterFault {
  readonly filter: TypedFilter;
  readonly about: 'key' | 'value' | 'name' | 'date' | 'since';
  readonly possible: readonly string[];
}

/** A search whose filters are understood. */
export interface UnderstoodSearch {
  readonly wanted: readonly string[];
  readonly refused: readonly string[];
  readonly filters: TicketFilters;
  /** The filters that mean something, one a name: the last one written. */
  readonly understood: ReadonlyMap<FilterKey, string>;
  readonly faults: readonly FilterFault[];
}

/** What gives the names in filters their meaning. */
export interface SearchWorld {
  readonly catalogue: Catalogue;
  readonly teams: readonly Team[];
  readonly viewer: Pick<Viewer, 'memberships' | 'isAdministrator'>;
  readonly now: Temporal.Instant;
}

/** What a search without filters asks of tickets: nothing. */
export const noFilters: TicketFilters = {
  states: null,
  categoryIds: null,
  teamIds: null,
  requester: null,
  holder: null,
  dueFrom: null,
  dueBefore: null,
  from: null,
  until: null,
};

/** Says which filters a person may use. */
export function filterKeysOf(viewer: SearchWorld['viewer']): readonly FilterKey[] {
  return isAgent(viewer) || viewer.isAdministrator ? agentFilterKeys : filterKeys;
}

/** What a search without any filter asks: it means the same to everybody, whatever the desk has. */
export function understandWords({ terms }: Pick<TypedSearch, 'terms'>): UnderstoodSearch {
  const texts = (isRefused: boolean) =>
    terms.filter((term) => term.isRefused === isRefused).map(({ text }) => text);
  const [wanted, refused] = [texts(false), texts(true)];
  return { wanted, refused, filters: noFilters, understood: new Map(), faults: [] };
}

/** Gives the filters of a search their meaning; those that have none are told apart, and the rest still searched. */
export function understandSearch(search: TypedSearch, world: SearchWorld): UnderstoodSearch {
  const possible = filterKeysOf(world.viewer);
  const understood = new Map<FilterKey, string>();
  const faults: FilterFault[] = [];
  let filters = noFilters;
  for (const filter of search.filters) {
    const key = possible.find((one) => one === filter.key);
    if (key === undefined) {
      faults.push({ filter, about: 'key', possible });
      continue;
    }
    const meaning = meaningOf(key, filter.value, world);
    if ('possible' in meaning) faults.push({ filter, ...meaning });
    else {
      filters = { ...filters, ...meaning.asks };
      understood.set(key, meaning.said ?? filter.value);
    }
  }
  return { ...understandWords(search), filters, understood, faults };
}

type Meaning =
  /** What it asks, and how it is usually said when that is not how it was. */
  { asks: Partial<TicketFilters>; said?: string } | Pick<FilterFault, 'about' | 'possible'>;

function meaningOf(key: FilterKey, value: string, world: SearchWorld): Meaning {
  switch (key) {
    case 'etat':
      return stateMeaning(value);
    case 'nature':
      return categoryMeaning(value, world.catalogue);
    case 'equipe':
      return teamMeaning(value, world.teams);
    case 'delai':
      return delayMeaning(value, world.now);
    case 'demandeur':
      return words(value).length > 0 ? { asks: { requester: words(value) } } : noName;
    case 'pris-par':
      return words(value).length > 0 ? { asks: { holder: holderOf(value) } } : noName;
    default:
      return dateMeaning(key, value, world.now);
  }
}

function delayMeaning(value: string, now: Temporal.Instant): Meaning {
  const said = searchedDelays.find((one) => one === slugOf(value));
  switch (said) {
    case 'en-retard':
      return { asks: { dueFrom: null, dueBefore: now }, said };
    case 'aujourd-hui': {
      const tomorrow = now.toZonedDateTimeISO(deskTimeZone).toPlainDate().add({ days: 1 });
      const dueBefore = tomorrow.toZonedDateTime(deskTimeZone).toInstant();
      return { asks: { dueFrom: now, dueBefore }, said };
    }
    default:
      return { about: 'value', possible: searchedDelays };
  }
}

const noName: Meaning = { about: 'name', possible: [] };

const slugOf = (text: string): string => words(text).join('-');

function stateMeaning(value: string): Meaning {
  const slug = slugOf(value);
  const possible = Object.keys(searchedStates);
  const said = possible.find((one) => one === slug || `${one}s` === slug);
  const states = said === undefined ? undefined : searchedStates[said];
  return said !== undefined && states ? { asks: { states }, said } : { about: 'value', possible };
}

/** A name to the letter, else all those that hold it. */
function named<One>(all: readonly One[], namesOf: (one: One) => string[], value: string): One[] {
  const looked = slugOf(value);
  if (looked === '') return [];
  const exact = all.filter((one) => namesOf(one).some((name) => slugOf(name) === looked));
  if (exact.length > 0) return exact;
  return all.filter((one) => namesOf(one).some((name) => slugOf(name).includes(looked)));
}

function foundAs<One extends { id: number }>(
  asked: 'categoryIds' | 'teamIds',
  found: readonly One[],
  sayingOf: (one: One) => string,
): Meaning {
  const [only] = found.length === 1 ? found : [];
  const asks = { [asked]: found.map(({ id }) => id) };
  return only === undefined ? { asks } : { asks, said: sayingOf(only) };
}

const mostPossible = 8;

function categoryMeaning(value: string, catalogue: Catalogue): Meaning {
  const all = allCategories(catalogue);
  const found = named(all, ({ slug, name }) => [slug, name], value);
  if (found.length > 0) return foundAs('categoryIds', found, ({ slug }) => slug);
  return { about: 'value', possible: all.slice(0, mostPossible).map(({ slug }) => slug) };
}

function teamMeaning(value: string, teams: readonly Team[]): Meaning {
  const found = named(teams, ({ code, name }) => [code, name], value);
  if (found.length > 0) return foundAs('teamIds', found, ({ code }) => code);
  return { about: 'value', possible: teams.map(({ code }) => code) };
}

function holderOf(value: string): TicketFilters['holder'] {
  const said = fold(value);
  if (said === 'moi') return 'me';
  return said === 'personne' ? 'nobody' : words(value);
}

function dateMeaning(
  key: 'du' | 'au' | 'date' | 'depuis',
  value: string,
  now: Temporal.Instant,
): Meaning {
  const period = readDates(key, value, now);
  if (period === null) {
    return key === 'depuis'
      ? { about: 'since', possible: ['7j', '2 semaines', '3 mois'] }
      : { about: 'date', possible: [] };
  }
  const startOf = (day: Temporal.PlainDate) => day.toZonedDateTime(deskTimeZone).toInstant();
  return {
    asks: {
      ...(period.first === null ? {} : { from: startOf(period.first) }),
      ...(period.last === null ? {} : { until: startOf(period.last.add({ days: 1 })) }),
    },
  };
}
