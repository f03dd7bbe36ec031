import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Viewer } from '../../domain/people/person.ts';
import type { Db } from '../../domain/tables.ts';
import { accessTicket } from '../../domain/tickets/ticket-access.ts';
import { paths } from '../../paths.ts';
import { NotFound } from '../../platform/errors.ts';
import { parseTicketNumber } from '../../platform/text/numbers.ts';
import { viewerOf } from '../access.ts';
import { pageContext, seeOther, sendPage } from '../page-reply.ts';
import { readSearchAddress } from './search-address.ts';
import { findAll } from './search-found.ts';
import { SearchPage } from './search-page.tsx';
import { followsForThemselves } from './ticket-view.ts';

/** One search for everything a person may see. */
export function registerSearchRoutes(app: FastifyInstance): void {
  app.get(paths.search(), { config: { access: 'person' } }, search);
}

async function search(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const now = clock();
  const viewer = viewerOf(request);
  const address = readSearchAddress(request, now);
  const ticket = await findNamedTicket(db, viewer, address.text);
  if (ticket !== null) return seeOther(reply, ticket);
  if (address.isFromForm) return seeOther(reply, paths.search({ q: address.text }));
  const found = await findAll(db, { ctx: pageContext(request), address, viewer });
  return sendPage(request, reply, <SearchPage {...found} />);
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
