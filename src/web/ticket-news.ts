import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readNews } from '../domain/tickets/thread.ts';
import { paths } from '../paths.ts';
import { viewerOf } from './access.ts';
import { ticketPattern } from './act-fields.ts';
import { formBody } from './form-body.ts';
import { accessNamedTicket } from './named-ticket.ts';
import { pageContext } from './page-reply.ts';

/** What an open page of a ticket asks when it hears that something changed, on either side. */
export function registerTicketNewsRoutes(app: FastifyInstance): void {
  const alone = { prolongs: false } as const;
  app.get(ticketPattern(paths.ticketNews), { config: { access: 'person', ...alone } }, tellNews);
  app.get(
    ticketPattern(paths.consoleTicketNews),
    { config: { access: 'agent', ...alone } },
    tellNews,
  );
}

/** Tells a page already open what others did since; asking does not count as reading. */
async function tellNews(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db } = request.server;
  const viewer = viewerOf(request);
  const access = await accessNamedTicket(request);
  const { depuis } = formBody(request.query);
  const sinceEventId = Number(/^\d{1,15}$/.exec(String(depuis))?.[0] ?? 0);
  const { changed, messages } = await readNews(db, { viewer, access, sinceEventId });
  const { t } = pageContext(request);
  const text =
    messages > 0 ? t('common:thread.newReplies', { count: messages }) : t('common:thread.changed');
  return reply.send({ changed, text });
}
