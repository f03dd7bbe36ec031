import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { currentAnnouncements } from '../../domain/announcements/announcement-queries.ts';
import { readCatalogue } from '../../domain/catalogue/catalogue-queries.ts';
import { listDrafts } from '../../domain/drafts/drafts.ts';
import type { Viewer } from '../../domain/people/person.ts';
import { findProfileCard } from '../../domain/people/person-queries.ts';
import type { Db } from '../../domain/tables.ts';
import { countOwnTickets, listOwnTickets } from '../../domain/tickets/own-tickets.ts';
import { paths } from '../../paths.ts';
import { NotFound } from '../../platform/errors.ts';
import { viewerOf } from '../access.ts';
import { pageContext, sendPage } from '../page-reply.ts';
import { readOwn } from '../read-own.ts';
import { HomePage } from './home-page.tsx';
import { readHomeQuery } from './home-query.ts';
import { begunTickets, newTicketPlaces } from './new-ticket-draft.ts';

/** The home page. */
export function registerHomeRoutes(app: FastifyInstance): void {
  app.get(paths.home(), { config: { access: 'person', ahead: readHome } }, async (request, reply) =>
    showHome(request, reply),
  );
}

async function showHome(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { drafts, ...home } = await readOwn(request, readHome);
  const page = {
    ...{ ctx: pageContext(request), viewer: viewerOf(request), ...home },
    begun: begunTickets(drafts, home.catalogue),
  };
  return sendPage(request, reply, <HomePage {...page} />);
}

async function readHome(request: FastifyRequest, db: Db, viewer: Viewer) {
  const now = request.server.clock();
  const query = readHomeQuery(request.query);
  const [profile, catalogue, { tabs, toConfirm }, tickets, announcements, drafts] =
    await Promise.all([
      findProfileCard(db, viewer.id),
      readCatalogue(db),
      countOwnTickets(db, viewer),
      listOwnTickets(db, { viewer, query }, now),
      currentAnnouncements(db, viewer, now),
      listDrafts(db, viewer.id, newTicketPlaces),
    ]);
  if (profile === undefined) throw new NotFound('person');
  return {
    ...{ query, profile, catalogue, tickets, announcements, drafts },
    ...{ counts: tabs, resolved: toConfirm },
  };
}
