import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readWorkbench } from '../../domain/tickets/workbench.ts';
import { paths } from '../../paths.ts';
import { viewerOf } from '../access.ts';
import { ticketPattern } from '../act-fields.ts';
import { accessNamedTicket, readNamedAccess } from '../named-ticket.ts';
import { seeOther, sendPage } from '../page-reply.ts';
import { noteSeen } from '../see-ticket.ts';
import { TicketPage } from './ticket-page.tsx';

/** The door of a ticket's page for the teams. */
export function registerConsoleTicketRoutes(app: FastifyInstance): void {
  app.get(
    ticketPattern(paths.consoleTicket),
    { config: { access: 'agent', ahead: readNamedAccess } },
    showTicket,
  );
}

async function showTicket(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const viewer = viewerOf(request);
  const access = await accessNamedTicket(request);
  const bench = await readWorkbench(db, { viewer, access }, clock());
  if (bench === null) return seeOther(reply, paths.ticket(access.number));
  const lastShownEventId = bench.ticket.lastEventId;
  const ctx = await noteSeen(request, { ...bench, lastShownEventId });
  const page = <TicketPage ctx={ctx} bench={bench} returned={null} />;
  return sendPage(request, reply, page);
}
