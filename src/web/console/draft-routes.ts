import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { discardDraft, isWorthKeeping, saveDraft } from '../../domain/drafts/drafts.ts';
import { accessTicket } from '../../domain/tickets/ticket-access.ts';
import { consoleDraftPlace } from '../../domain/tickets/workbench.ts';
import { paths } from '../../paths.ts';
import { NotFound } from '../../platform/errors.ts';
import { viewerOf } from '../access.ts';
import { setFlash } from '../flash.ts';
import { typedContent } from '../kept-text.ts';
import { pageContext, seeOther } from '../page-reply.ts';
import { draftedForms } from './act-forms.ts';
import { sentField, ticketNumber } from './ticket-request.ts';

/** The door that keeps what an agent is typing on a ticket, as it is typed or when asked to. */
export function registerConsoleDraftRoutes(app: FastifyInstance): void {
  const config = {
    access: 'agent' as const,
    draftPlace: placeOf,
    returnTo: (request: FastifyRequest) => paths.consoleTicket(ticketNumber(request)),
  };
  app.post('/console/demandes/:number/brouillon', { config }, keepDraft);
}

/** Where a form's text goes; a form we do not know has no place. */
function placeOf(request: FastifyRequest): string | null {
  const form = draftedForms.find((one) => one === sentField(request, '_form'));
  return form === undefined ? null : consoleDraftPlace(ticketNumber(request), form);
}

async function keepDraft(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const viewer = viewerOf(request);
  const place = placeOf(request);
  await accessTicket(db, viewer, ticketNumber(request));
  if (place === null) throw new NotFound('no form by this name');
  const content = typedContent(request);
  const erased = sentField(request, '_effacer') !== undefined || !isWorthKeeping(content);
  if (erased) await discardDraft(db, viewer.id, place);
  else await saveDraft(db, { personId: viewer.id, place, content }, clock());
  return answer(request, reply, erased);
}

/** A script goes on with its page; without one, the page of the ticket says what was done. */
function answer(request: FastifyRequest, reply: FastifyReply, erased: boolean): FastifyReply {
  if (request.headers.accept?.includes('application/json')) return reply.code(204).send();
  const text = pageContext(request).t(erased ? 'console:draft.erased' : 'console:draft.saved');
  setFlash(request, reply, { tone: 'success', text });
  return seeOther(reply, paths.consoleTicket(ticketNumber(request)));
}
