import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readDelayExplanation } from '../domain/tickets/delay-explanation.ts';
import { readsTeamSide } from '../domain/tickets/ticket-access.ts';
import { paths } from '../paths.ts';
import { viewerOf } from './access.ts';
import { ticketPattern } from './act-fields.ts';
import { DelayPage } from './delay-page.tsx';
import { accessNamedTicket } from './named-ticket.ts';
import { pageContext, sendPage } from './page-reply.ts';

/** « Pourquoi ce délai ? », on both sides of a ticket. */
export function registerDelayRoutes(app: FastifyInstance): void {
  app.get(ticketPattern(paths.ticketDelay), { config: { access: 'person' } }, explainToRequester);
  app.get(ticketPattern(paths.consoleTicketDelay), { config: { access: 'agent' } }, explainToAgent);
}

async function explainToRequester(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const access = await accessNamedTicket(request);
  const { number, relation } = access;
  // Whoever only works on it reads it where they work.
  if (!relation.requester && !relation.participant) {
    return reply.redirect(paths.consoleTicketDelay(number), 302);
  }
  const explanation = await readDelayExplanation(db, access, clock());
  const side = { current: 'home', backHref: paths.ticket(number) } as const;
  return sendPage(
    request,
    reply,
    <DelayPage ctx={pageContext(request)} explanation={explanation} {...side} />,
  );
}

async function explainToAgent(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const viewer = viewerOf(request);
  const access = await accessNamedTicket(request);
  const { number } = access;
  if (!readsTeamSide(access, viewer)) return reply.redirect(paths.ticketDelay(number), 302);
  const explanation = await readDelayExplanation(db, access, clock());
  const side = { current: 'console', backHref: paths.consoleTicket(number) } as const;
  return sendPage(
    request,
    reply,
    <DelayPage ctx={pageContext(request)} explanation={explanation} {...side} />,
  );
}
