import {
  type OwnTab,
  type OwnTicketsQuery,
  ownPageSizes,
  ownSorts,
  ownTabs,
} from '../../domain/tickets/own-tickets.ts';
import { paths } from '../../paths.ts';
import { formBody } from '../form-body.ts';

/** What « Mes demandes » shows when nothing else is asked: live tickets, the last one first. */
const usual: OwnTicketsQuery = {
  tab: null,
  sort: 'date',
  descending: true,
  size: 15,
  page: 1,
  text: '',
};

/** Where « Mes demandes » stands in the page: its links lead back to it. */
export const ticketsAnchor = 'mes-demandes';

const longestSearch = 200;

const isTab = (text: string): text is OwnTab => Object.hasOwn(ownTabs, text);

/** Reads what the address asks of « Mes demandes »; a value that means nothing is as if it were not there. */
export function readHomeQuery(query: unknown): OwnTicketsQuery {
  const asked = formBody(query);
  const text = (name: string): string => [asked[name] ?? ''].flat()[0] ?? '';
  const tab = text('etat');
  const wantedSort = text('tri');
  const sort = ownSorts.find((one) => one === wantedSort.replace(/^-/, ''));
  return {
    tab: isTab(tab) ? tab : null,
    sort: sort ?? usual.sort,
    descending: sort === undefined ? usual.descending : wantedSort.startsWith('-'),
    size: ownPageSizes.find((one) => String(one) === text('taille')) ?? usual.size,
    page: /^[1-9]\d{0,5}$/.test(text('page')) ? Number(text('page')) : usual.page,
    text: text('q').slice(0, longestSearch),
  };
}

/** The same query as fields of an address; what is usual is left out. */
export function homeFields(query: OwnTicketsQuery): Record<string, string | number | undefined> {
  const sort = `${query.descending ? '-' : ''}${query.sort}`;
  return {
    etat: query.tab ?? undefined,
    tri: sort === '-date' ? undefined : sort,
    taille: query.size === usual.size ? undefined : query.size,
    page: query.page === usual.page ? undefined : query.page,
    q: query.text === '' ? undefined : query.text,
  };
}

/** The address of « Mes demandes » with something changed; another list begins at its first page. */
export function homeHref(query: OwnTicketsQuery, change: Partial<OwnTicketsQuery> = {}): string {
  return `${paths.home(homeFields({ ...query, page: 1, ...change }))}#${ticketsAnchor}`;
}
