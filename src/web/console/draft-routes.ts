import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { consoleDraftPlace } from '../../domain/tickets/workbench.ts';
import { paths } from '../../paths.ts';
import { NotFound } from '../../platform/errors.ts';
import { ticketNumberOf, ticketPattern } from '../act-fields.ts';
import { answerDraft } from '../draft-notice.tsx';
import { accessNamedTicket } from '../named-ticket.ts';
import { draftedForms } from './act-forms.ts';
import { sentField } from './ticket-request.ts';

/** The door that keeps what an agent is typing on a ticket, as it is typed or when asked to. */
export function registerConsoleDraftRoutes(app: FastifyInstance): void {
  const config = {
    access: 'agent' as const,
    draftPlace: placeOf,
    filePlace: placeOf,
    returnTo: (request: FastifyRequest) => paths.consoleTicket(ticketNumberOf(request)),
  };
  app.post(ticketPattern(paths.consoleTicketDraft), { config }, keepDraft);
}

/** Where a form's text goes; a form we do not know has no place. */
function placeOf(request: FastifyRequest): string | null {
  const form = draftedForms.find((one) => one === sentField(request, '_form'));
  return form === undefined ? null : consoleDraftPlace(ticketNumberOf(request), form);
}

async function keepDraft(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const number = ticketNumberOf(request);
  await accessNamedTicket(request);
  const place = placeOf(request);
  if (place === null) throw new NotFound('no form by this name');
  return answerDraft(request, reply, { number, place, back: paths.consoleTicket(number) });
}
