import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readWorkbench } from '../../domain/tickets/workbench.ts';
import { paths } from '../../paths.ts';
import { viewerOf } from '../access.ts';
import { ticketNumberOf, ticketPattern } from '../act-fields.ts';
import { pageContext, seeOther, sendPage } from '../page-reply.ts';
import { noteSeen } from '../see-ticket.ts';
import { TicketPage } from './ticket-page.tsx';

/** The door of a ticket's page for the teams. */
export function registerConsoleTicketRoutes(app: FastifyInstance): void {
  app.get(ticketPattern(paths.consoleTicket), { config: { access: 'agent' } }, showTicket);
}

async function showTicket(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const viewer = viewerOf(request);
  const number = ticketNumberOf(request);
  const bench = await readWorkbench(db, { viewer, number }, clock());
  if (bench === null) return seeOther(reply, paths.ticket(number));
  await noteSeen(request, bench);
  const page = <TicketPage ctx={pageContext(request)} bench={bench} returned={null} />;
  return sendPage(request, reply, page);
}
