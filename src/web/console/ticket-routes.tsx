import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { markNoticesRead } from '../../domain/notifications/notices.ts';
import { countNewMessages } from '../../domain/tickets/thread.ts';
import { accessTicket } from '../../domain/tickets/ticket-access.ts';
import { markRead } from '../../domain/tickets/ticket-reading.ts';
import { readWorkbench } from '../../domain/tickets/workbench.ts';
import { paths } from '../../paths.ts';
import { viewerOf } from '../access.ts';
import { ticketNumberOf, ticketPattern } from '../act-fields.ts';
import { formBody } from '../form-body.ts';
import { pageContext, seeOther, sendPage } from '../page-reply.ts';
import { TicketPage } from './ticket-page.tsx';

/** The door of a ticket's page for the teams. */
export function registerConsoleTicketRoutes(app: FastifyInstance): void {
  app.get(ticketPattern(paths.consoleTicket), { config: { access: 'agent' } }, showTicket);
}

/** Tells a page already open what was said since; asking does not count as reading. */
async function tellNews(
  request: FastifyRequest,
  reply: FastifyReply,
  sinceEventId: number,
): Promise<FastifyReply> {
  const { db } = request.server;
  const viewer = viewerOf(request);
  const access = await accessTicket(db, viewer, ticketNumberOf(request));
  const count = await countNewMessages(db, { viewer, access, sinceEventId });
  return reply.send({ count, text: pageContext(request).t('common:thread.newReplies', { count }) });
}

async function showTicket(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { depuis } = formBody(request.query);
  if (typeof depuis === 'string' && /^\d{1,15}$/.test(depuis)) {
    return tellNews(request, reply, Number(depuis));
  }
  const { db, clock } = request.server;
  const viewer = viewerOf(request);
  const number = ticketNumberOf(request);
  const bench = await readWorkbench(db, { viewer, number }, clock());
  if (bench === null) return seeOther(reply, paths.ticket(number));
  await markRead(db, { number, personId: viewer.id });
  await markNoticesRead(db, { personId: viewer.id, ticketNumber: number }, clock());
  const page = <TicketPage ctx={pageContext(request)} bench={bench} returned={null} />;
  return sendPage(request, reply, page);
}
