import type { Family } from '../../domain/catalogue/catalogue.ts';
import type { Team, TeamMember } from '../../domain/teams/team.ts';
import type { QueueQuery } from '../../domain/tickets/queue.ts';
import { type QueueSort, queueSorts } from '../../domain/tickets/queue-sorts.ts';
import type { QueueText } from '../../domain/tickets/queue-text.ts';
import { type QueueView, queueViews } from '../../domain/tickets/queue-views.ts';
import type { Priority, TicketState } from '../../domain/tickets/ticket.ts';
import { paths } from '../../paths.ts';
import type { FormBody } from '../form-body.ts';

/** States and priorities as addresses say them. */
export const stateSlugs: Readonly<Record<TicketState, string>> = {
  awaiting: 'en-attente',
  in_progress: 'en-cours',
  on_hold: 'mise-en-attente',
  needs_information: 'a-completer',
  resolved: 'resolue',
  closed: 'cloturee',
  cancelled: 'annulee',
};
export const prioritySlugs: Readonly<Record<Priority, string>> = {
  urgent: 'urgente',
  high: 'haute',
  normal: 'normale',
  low: 'basse',
};
export const nobodySlug = 'personne';
export const queueSizes = [25, 50, 100] as const;

/** What the filters of the console offer to this person. */
export interface QueueChoices {
  readonly views: readonly QueueView[];
  readonly families: readonly Family[];
  readonly teams: readonly Team[];
  readonly members: readonly Omit<TeamMember, 'role'>[];
}

/** The filters, by the name they have in the address. */
export const filterNames = ['nature', 'etat', 'priorite', 'pris-par', 'equipe', 'q'] as const;
export type FilterName = (typeof filterNames)[number];

/** A page of the console as its address says it; what the address says wrong is not there. */
export type QueueAddress = Readonly<Record<FilterName | 'apres' | 'avant', string>> & {
  readonly vue: QueueView;
  readonly tri: QueueSort;
  readonly descending: boolean;
  readonly taille: number;
};

/** The order a view has without being asked: what is promised first, or what moved last when all is over. */
export function defaultSort(view: QueueView): Pick<QueueAddress, 'tri' | 'descending'> {
  return view === 'terminees'
    ? { tri: 'activite', descending: true }
    : { tri: 'delai', descending: false };
}

/** The orders a view may have: of what is over there is ever more, so only those that are kept ready. */
export function sortsOf(view: QueueView): readonly QueueSort[] {
  return view === 'terminees' ? ['date', 'activite'] : queueSorts;
}

const text = (value: string | string[] | undefined): string =>
  (Array.isArray(value) ? value[0] : value)?.slice(0, 200) ?? '';

/** The states a view may hold, for its filter: none to choose from when it has only one. */
export function statesOf(view: QueueView): readonly TicketState[] {
  if (view === 'terminees') return ['resolved', 'closed', 'cancelled'];
  if (view === 'a-completer' || view === 'en-attente') return [];
  // While a complement is awaited, nothing is due.
  if (view === 'en-retard' || view === 'bientot') return ['awaiting', 'in_progress', 'on_hold'];
  return ['awaiting', 'in_progress', 'on_hold', 'needs_information'];
}

/** Says which view an address asks for; null when it asks for none this person has. */
export function askedView(raw: FormBody, choices: QueueChoices): QueueView | null {
  const asked = text(raw['vue']);
  return choices.views.find((view) => view === asked) ?? null;
}

/** What an address looks for by words. */
export function askedText(raw: FormBody): string {
  return text(raw['q']);
}

/** Reads an address; anything unknown in it is left out. */
export function readAddress(
  raw: FormBody,
  { view, choices }: { view: QueueView; choices: QueueChoices },
): QueueAddress {
  const known = (name: FilterName, values: readonly string[]): string => {
    const value = text(raw[name]);
    return values.includes(value) ? value : '';
  };
  const [, minus, sort] = /^(-?)([a-z-]+)$/.exec(text(raw['tri'])) ?? [];
  const tri = sortsOf(view).find((one) => one === sort);
  const size = Number(text(raw['taille']));
  return {
    vue: view,
    ...(tri === undefined ? defaultSort(view) : { tri, descending: minus === '-' }),
    taille: queueSizes.find((one) => one === size) ?? queueSizes[0],
    nature: known(
      'nature',
      choices.families.flatMap((family) => family.categories.map(({ slug }) => slug)),
    ),
    etat: known(
      'etat',
      statesOf(view).map((state) => stateSlugs[state]),
    ),
    priorite: known('priorite', Object.values(prioritySlugs)),
    'pris-par': known('pris-par', [nobodySlug, ...choices.members.map(({ login }) => login)]),
    equipe: known(
      'equipe',
      choices.teams.map(({ code }) => code),
    ),
    q: askedText(raw),
    apres: text(raw['apres']),
    avant: text(raw['avant']),
  };
}

const keyOf = <Key extends string>(slugs: Readonly<Record<Key, string>>, slug: string) =>
  (Object.keys(slugs) as Key[]).find((key) => slugs[key] === slug) ?? null;

/** What an address asks the queue for, its text understood. */
export function queryOf(
  address: QueueAddress,
  { choices, text }: { choices: QueueChoices; text: QueueText | null },
): QueueQuery {
  const categories = choices.families.flatMap((family) => family.categories);
  return {
    view: address.vue,
    sort: address.tri,
    descending: address.descending,
    size: address.taille,
    after: address.apres || null,
    before: address.avant || null,
    categoryId: categories.find(({ slug }) => slug === address.nature)?.id ?? null,
    state: keyOf(stateSlugs, address.etat),
    priority: keyOf(prioritySlugs, address.priorite),
    holder:
      address['pris-par'] === nobodySlug
        ? 'nobody'
        : (choices.members.find(({ login }) => login === address['pris-par'])?.personId ?? null),
    teamId: choices.teams.find(({ code }) => code === address.equipe)?.id ?? null,
    text,
  };
}

/** The parameters of an address, those that say nothing left out. */
export function addressFields(address: QueueAddress): Record<string, string | number | undefined> {
  const usual = defaultSort(address.vue);
  const isUsual = address.tri === usual.tri && address.descending === usual.descending;
  const kept = (value: string) => (value === '' ? undefined : value);
  return {
    vue: address.vue,
    tri: isUsual ? undefined : `${address.descending ? '-' : ''}${address.tri}`,
    taille: address.taille === queueSizes[0] ? undefined : address.taille,
    ...Object.fromEntries(filterNames.map((name) => [name, kept(address[name])])),
    apres: kept(address.apres),
    avant: kept(address.avant),
  };
}

/** The address of another page of the same list; a change of what is listed goes back to its beginning. */
export function queueHref(address: QueueAddress, change: Partial<QueueAddress> = {}): string {
  return paths.console(addressFields({ ...address, apres: '', avant: '', ...change }));
}

/** Another view, in its own order, the filters that still mean something kept. */
export function viewHref(address: QueueAddress, view: QueueView): string {
  return queueHref(address, { vue: view, etat: '', ...defaultSort(view) });
}

/** The view of this list without any filter. */
export function unfilteredHref(address: QueueAddress): string {
  const none = Object.fromEntries(filterNames.map((name) => [name, ''])) as Record<
    FilterName,
    string
  >;
  return queueHref(address, none);
}

/** How many filters narrow the list. */
export function activeFilters(address: QueueAddress): number {
  return filterNames.filter((name) => address[name] !== '').length;
}

/** The views of all tickets, for an administrator who is in no team. */
const viewsOfAll: readonly QueueView[] = ['en-retard', 'bientot', 'toutes'];

/** Every view there is, in order; those of an administrator, or of an agent. */
export function viewsFor(viewer: { isAdministrator: boolean; isAgent: boolean }): QueueView[] {
  if (viewer.isAdministrator && !viewer.isAgent) return [...viewsOfAll];
  return queueViews.filter((view) => view !== 'toutes' || viewer.isAdministrator);
}
