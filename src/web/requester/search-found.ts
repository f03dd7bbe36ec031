import { readCatalogue } from '../../domain/catalogue/catalogue-queries.ts';
import { type CategoryMatch, searchCategories } from '../../domain/catalogue/search-categories.ts';
import { listArticleTexts } from '../../domain/knowledge/article-queries.ts';
import { type SearchableArticle, searchArticles } from '../../domain/knowledge/search-articles.ts';
import type { Viewer } from '../../domain/people/person.ts';
import { orderByCloseness } from '../../domain/search/closeness.ts';
import { type Correctable, correctSearch } from '../../domain/search/correct-search.ts';
import { isPublicWord } from '../../domain/search/public-words.ts';
import {
  type FoundTickets,
  searchTickets,
  type TicketSearch,
} from '../../domain/search/search-tickets.ts';
import {
  type SearchWorld,
  type UnderstoodSearch,
  understandSearch,
  understandWords,
} from '../../domain/search/understand-search.ts';
import type { Db } from '../../domain/tables.ts';
import { listTeams } from '../../domain/teams/team-queries.ts';
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
  correction: Correction | null;
};

/** The words as corrected, shown in place of those typed; or words close to them to be looked for, or none there is. */
export type Correction = { is: 'shown'; text: string } | { is: 'offered' } | { is: 'absent' };

/** Who searches what, and when. */
export type Asked = { ctx: PageContext; address: SearchAddress; viewer: Viewer };

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
/** Of words that are right, those close to a long one only may be meant: short words look alike. */
const longWord = 6;

type FoundByWords = Pick<Found, 'tickets' | 'correction' | 'words'>;
type IsRight = NonNullable<Correctable['isRight']>;
/** What is looked for, and how to know the words that are right: asked for only where some might not be. */
type Looked = { understood: UnderstoodSearch; readRight: () => Promise<IsRight> };

async function findTickets(
  db: Db,
  { ctx: { now }, address, viewer }: Asked,
  { understood: { wanted, refused, filters }, readRight }: Looked,
): Promise<FoundByWords> {
  const search: TicketSearch = {
    ...{ viewer, wanted, refused, filters },
    before: address.before,
    limit: ticketsOnPage,
  };
  const tickets = await searchTickets(db, search, now);
  const asTyped = { tickets, correction: null, words: wanted.join(' ') };
  const count = tickets.rows.length;
  const offering = (words: readonly string[]): FoundByWords => {
    const isOffered = count < fewTickets && words.some((word) => word.length >= longWord);
    return isOffered ? { ...asTyped, correction: { is: 'offered' } } : asTyped;
  };
  if (address.isExact || address.before !== null) return asTyped;
  if (count > 0 && !address.isNear) return offering(wanted);
  const isRight = address.isNear ? null : await readRight();
  const corrected = await correctSearch(db, { search, isRight }, now);
  if (corrected === null) {
    return isRight === null
      ? { ...asTyped, correction: { is: 'absent' } }
      : offering(wanted.filter(isRight));
  }
  const text = withWords(address.typed, corrected.wanted);
  return {
    tickets:
      corrected.tickets ?? (await searchTickets(db, { ...search, wanted: corrected.wanted }, now)),
    correction: { is: 'shown', text },
    words: corrected.wanted.join(' '),
  };
}

/** Filters are about tickets, and so are the pages that follow the first one. */
const isAboutTickets = ({ address, understood }: Omit<Finding, 'world'>): boolean =>
  understood.understood.size > 0 || address.before !== null;

/** Finds what a person may see: tickets, natures, sheets, parts of the guide; the closest kind first. */
export async function findAll(db: Db, asked: Asked): Promise<Finding & { found: Found | null }> {
  const { ctx, address, viewer } = asked;
  const { typed } = address;
  const readWorld = async (one: Db) => {
    const [catalogue, teams] = await Promise.all([readCatalogue(one), listTeams(one)]);
    return { catalogue, teams, viewer, now: ctx.now };
  };
  const [world, understood, byWords, texts] = await readTogether(db, (one) => {
    const toldBy = readWorld(one);
    const texts = listArticleTexts(one);
    const readRight = async (): Promise<IsRight> => {
      const [{ catalogue }, sheets] = await Promise.all([toldBy, texts]);
      return (word) => isPublicWord({ catalogue, sheets }, word);
    };
    // Only filters speak of what the desk has: words are looked for at once.
    const meant =
      typed.filters.length === 0
        ? Promise.resolve(understandWords(typed))
        : toldBy.then((world) => understandSearch(typed, world));
    const tickets =
      address.text === ''
        ? null
        : meant.then((understood) => findTickets(one, asked, { understood, readRight }));
    return Promise.all([toldBy, meant, tickets, texts]);
  });
  const finding = { ctx, address, understood, world };
  return { ...finding, found: byWords && gather(finding, byWords, texts) };
}

function gather(
  finding: Finding,
  byWords: FoundByWords,
  texts: readonly SearchableArticle[],
): Found {
  const { ctx, world, understood } = finding;
  if (isAboutTickets(finding)) {
    return { ...byWords, categories: [], articles: [], help: [], order: ['tickets'] };
  }
  const text = understood.wanted.join(' ');
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
