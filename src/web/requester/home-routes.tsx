import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { currentAnnouncements } from '../../domain/announcements/announcement-queries.ts';
import { readCatalogue } from '../../domain/catalogue/catalogue-queries.ts';
import { findDrafts } from '../../domain/drafts/drafts.ts';
import { findProfileCard } from '../../domain/people/person-queries.ts';
import { countOwnTickets, listOwnTickets } from '../../domain/tickets/own-tickets.ts';
import { paths } from '../../paths.ts';
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

/** Reads one after the other on one connection: side by side, one page would take ten of them. */
async function readHome(request: FastifyRequest): Promise<HomePageProps> {
  const { db } = request.server;
  const ctx = pageContext(request);
  const viewer = viewerOf(request);
  const query = readHomeQuery(request.query);
  const profile = await findProfileCard(db, viewer.id);
  if (profile === undefined) throw new NotFound('person');
  const catalogue = await readCatalogue(db);
  const { tabs, toConfirm } = await countOwnTickets(db, viewer);
  return {
    ...{ ctx, viewer, query, profile, catalogue },
    counts: tabs,
    resolved: toConfirm,
    tickets: await listOwnTickets(db, { viewer, query }, ctx.now),
    announcements: await currentAnnouncements(db, viewer, ctx.now),
    begun: begunTickets(await findDrafts(db, viewer.id, newTicketPlaces), catalogue),
  };
}
