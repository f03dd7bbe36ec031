import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { currentAnnouncements } from '../../domain/announcements/announcement-queries.ts';
import { readCatalogue } from '../../domain/catalogue/catalogue-queries.ts';
import { findDrafts } from '../../domain/drafts/drafts.ts';
import { findProfileCard } from '../../domain/people/person-queries.ts';
import { countOwnTickets, listOwnTickets } from '../../domain/tickets/own-tickets.ts';
import { paths } from '../../paths.ts';
import { readTogether } from '../../platform/db/read-together.ts';
import { NotFound } from '../../platform/errors.ts';
import { viewerOf } from '../access.ts';
import { pageContext, sendPage } from '../page-reply.ts';
import { HomePage, type HomePageProps } from './home-page.tsx';
import { readHomeQuery } from './home-query.ts';
import { begunTickets, newTicketPlaces } from './new-ticket-draft.ts';

/** The home page. */
export function registerHomeRoutes(app: FastifyInstance): void {
  app.get(paths.home(), { config: { access: 'person' } }, async (request, reply) =>
    showHome(request, reply),
  );
}

async function showHome(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  return sendPage(request, reply, <HomePage {...(await readHome(request))} />);
}

async function readHome(request: FastifyRequest): Promise<HomePageProps> {
  const { db } = request.server;
  const ctx = pageContext(request);
  const viewer = viewerOf(request);
  const query = readHomeQuery(request.query);
  const [profile, catalogue, { tabs, toConfirm }, tickets, announcements, drafts] =
    await readTogether(db, (one) =>
      Promise.all([
        findProfileCard(one, viewer.id),
        readCatalogue(one),
        countOwnTickets(one, viewer),
        listOwnTickets(one, { viewer, query }, ctx.now),
        currentAnnouncements(one, viewer, ctx.now),
        findDrafts(one, viewer.id, newTicketPlaces),
      ]),
    );
  if (profile === undefined) throw new NotFound('person');
  return {
    ...{ ctx, viewer, query, profile, catalogue, tickets, announcements },
    counts: tabs,
    resolved: toConfirm,
    begun: begunTickets(drafts, catalogue),
  };
}
