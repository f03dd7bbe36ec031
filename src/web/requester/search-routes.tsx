import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readCatalogue } from '../../domain/catalogue/catalogue-queries.ts';
import { searchCategories } from '../../domain/catalogue/search-categories.ts';
import { listArticleTexts } from '../../domain/knowledge/article-queries.ts';
import { searchArticles } from '../../domain/knowledge/search-articles.ts';
import type { Viewer } from '../../domain/people/person.ts';
import { searchTickets } from '../../domain/search/search-tickets.ts';
import type { Db } from '../../domain/tables.ts';
import { accessTicket } from '../../domain/tickets/ticket-access.ts';
import { paths } from '../../paths.ts';
import { NotFound } from '../../platform/errors.ts';
import { parseTicketNumber } from '../../platform/text/numbers.ts';
import { viewerOf } from '../access.ts';
import { pageContext, seeOther, sendPage } from '../page-reply.ts';
import { type Found, SearchPage } from './search-page.tsx';
import { searchedText } from './search-text.ts';
import { followsForThemselves } from './ticket-view.ts';

const mostTickets = 20;

/** One search for everything a person may see. */
export function registerSearchRoutes(app: FastifyInstance): void {
  app.get(paths.search(), { config: { access: 'person' } }, search);
}

async function search(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const text = searchedText(request);
  const viewer = viewerOf(request);
  const ticket = await findNamedTicket(db, viewer, text);
  if (ticket !== null) return seeOther(reply, ticket);
  const found = text === '' ? null : await findAll(db, { viewer, text }, clock());
  const page = <SearchPage {...{ ctx: pageContext(request), text, found, mostTickets }} />;
  return sendPage(request, reply, page);
}

/** The page of the ticket whose number was typed, in any spelling, when the person may see it. */
async function findNamedTicket(db: Db, viewer: Viewer, text: string): Promise<string | null> {
  const number = parseTicketNumber(text);
  if (number === null) return null;
  try {
    const access = await accessTicket(db, viewer, number);
    return followsForThemselves(access) ? paths.ticket(number) : paths.consoleTicket(number);
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}

async function findAll(
  db: Db,
  { viewer, text }: { viewer: Viewer; text: string },
  now: Temporal.Instant,
): Promise<Found> {
  return {
    tickets: await searchTickets(db, { viewer, text, limit: mostTickets }, now),
    categories: searchCategories(await readCatalogue(db), text, 8),
    articles: searchArticles(await listArticleTexts(db), text, 8),
  };
}
