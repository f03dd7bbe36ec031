import { type CategoryMatch, searchCategories } from '../../domain/catalogue/search-categories.ts';
import { listArticleTexts } from '../../domain/knowledge/article-queries.ts';
import { type SearchableArticle, searchArticles } from '../../domain/knowledge/search-articles.ts';
import type { Viewer } from '../../domain/people/person.ts';
import { orderByCloseness } from '../../domain/search/closeness.ts';
import { correctSearch } from '../../domain/search/correct-search.ts';
import {
  type FoundTickets,
  searchTickets,
  type TicketSearch,
} from '../../domain/search/search-tickets.ts';
import type { SearchWorld, UnderstoodSearch } from '../../domain/search/understand-search.ts';
import type { Db } from '../../domain/tables.ts';
import { readTogether } from '../../platform/db/read-together.ts';
import type { PageContext } from '../layout/page-context.ts';
import { type HelpSheet, helpSheets } from './help-guide.ts';
import { type SearchAddress, withWords } from './search-address.ts';

/** The kinds of things found, in the order they stand when they are as close. */
export type FoundKind = 'tickets' | 'articles' | 'categories' | 'help';

/** What a search found, and in which order to show it. */
export type Found = {
  /** The words that were looked for, once corrected. */
  words: string;
  tickets: FoundTickets;
  categories: readonly CategoryMatch[];
  articles: readonly SearchableArticle[];
  help: readonly HelpSheet[];
  order: readonly FoundKind[];
  /** The search with its words corrected: shown in place of the one typed, or only proposed. */
  correction: { text: string; isShown: boolean } | null;
};

/** Everything that finding takes. */
export type Finding = {
  ctx: PageContext;
  address: SearchAddress;
  understood: UnderstoodSearch;
  world: SearchWorld & { viewer: Viewer };
};

const ticketsOnPage = 20;
const othersOnPage = 8;
const helpOnPage = 3;
/** With fewer tickets, the words may be misspelled. */
const fewTickets = 3;
/** When there are tickets, another word is proposed in place of a long one only: short words look alike. */
const longWord = 6;

type FoundByWords = Pick<Found, 'tickets' | 'correction' | 'words'>;

async function findTickets(
  db: Db,
  { address, understood, world }: Omit<Finding, 'ctx'>,
): Promise<FoundByWords> {
  const { viewer, now } = world;
  const { wanted, refused, filters } = understood;
  const search: TicketSearch = {
    ...{ viewer, wanted, refused, filters },
    before: address.before,
    limit: ticketsOnPage,
  };
  const tickets = await searchTickets(db, search, now);
  const asTyped = { tickets, correction: null, words: wanted.join(' ') };
  const count = tickets.rows.length;
  if (address.isExact || address.before !== null || count >= fewTickets) return asTyped;
  if (count > 0 && wanted.every((word) => word.length < longWord)) return asTyped;
  const corrected = await correctSearch(db, search, now);
  if (corrected === null) return asTyped;
  const text = withWords(address.typed, corrected);
  if (count > 0) return { ...asTyped, correction: { text, isShown: false } };
  return {
    tickets: await searchTickets(db, { ...search, wanted: corrected }, now),
    correction: { text, isShown: true },
    words: corrected.join(' '),
  };
}

/** Filters are about tickets, and so are the pages that follow the first one. */
const isAboutTickets = ({ address, understood }: Finding) =>
  understood.understood.size > 0 || address.before !== null;

/** Finds what a person may see: tickets, natures, sheets, parts of the guide; the closest kind first. */
export async function findAll(db: Db, finding: Finding): Promise<Found> {
  const { ctx, world, understood } = finding;
  const isAlone = isAboutTickets(finding);
  const [byWords, texts] = await readTogether(db, (one) =>
    Promise.all([findTickets(one, finding), isAlone ? [] : listArticleTexts(one)]),
  );
  const text = understood.wanted.join(' ');
  if (isAlone) {
    return { ...byWords, categories: [], articles: [], help: [], order: ['tickets'] };
  }
  const categories = searchCategories(world.catalogue, text, othersOnPage);
  const articles = searchArticles(texts, text, othersOnPage);
  const guide = helpSheets(ctx, { isAgent: ctx.person?.isAgent ?? false });
  const help = searchArticles(guide, text, helpOnPage);
  const titlesOf = {
    tickets: byWords.tickets.rows.map(({ subject }) => subject),
    articles: articles.map(({ title }) => title),
    categories: categories.map(({ category }) => category.name),
    help: help.map(({ title }) => title),
  };
  const kinds = ['tickets', 'articles', 'categories', 'help'] as const;
  const order = orderByCloseness(
    kinds.map((kind) => ({ kind, titles: titlesOf[kind] })),
    byWords.words,
  );
  return { ...byWords, categories, articles, help, order };
}
