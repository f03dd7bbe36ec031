import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { paths } from '../../paths.ts';
import { NotFound } from '../../platform/errors.ts';
import { ticketNumberOf, ticketPattern } from '../act-fields.ts';
import { answerDraft } from '../draft-notice.tsx';
import { setFlash } from '../flash.ts';
import { accessNamedTicket, readNamedAccess } from '../named-ticket.ts';
import { seeOther, sendPage } from '../page-reply.ts';
import { openTicketView, sendTicket } from './ticket-answer.tsx';
import { TicketCancelPage } from './ticket-cancel-page.tsx';
import { draftPlaceOf, type FormName, formNameOf } from './ticket-forms.ts';
import { TicketPrintPage } from './ticket-print-page.tsx';
import { followsForThemselves } from './ticket-view.ts';

const config = { access: 'person' } as const;

/** The pages of one ticket, for those who follow it for themselves. */
export function registerTicketRoutes(app: FastifyInstance): void {
  app.get(
    ticketPattern(paths.ticket),
    { config: { ...config, ahead: readNamedAccess } },
    show(null),
  );
  // The addresses of the acts, opened by hand or after a correction: the same page, that form open.
  app.get(ticketPattern(paths.completion), { config }, show('completion'));
  app.get(ticketPattern(paths.contestation), { config }, show('contestation'));
  app.get(ticketPattern(paths.reopening), { config }, show('reopening'));
  app.get(ticketPattern(paths.confirmation), { config }, show(null));
  app.get(ticketPattern(paths.extension), { config }, show(null));
  app.get(ticketPattern(paths.cancellation), { config }, askBeforeCancelling);
  app.get(ticketPattern(paths.ticketPrint), { config }, print);
  app.post(
    ticketPattern(paths.ticketDraft),
    { config: { ...config, draftPlace: placeOfDraft, filePlace: placeOfDraft, returnTo } },
    keepDraft,
  );
}

const returnTo = (request: FastifyRequest): string => paths.ticket(ticketNumberOf(request));

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

function show(focus: FormName | null): Handler {
  return async (request, reply) => {
    const access = await accessNamedTicket(request);
    // Whoever only works on it reads it where they work.
    if (!followsForThemselves(access)) {
      return reply.redirect(paths.consoleTicket(access.number), 302);
    }
    return sendTicket(request, reply, { access, focus });
  };
}

async function print(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const access = await accessNamedTicket(request);
  const { ctx, view } = await openTicketView(request, access);
  return sendPage(request, reply, <TicketPrintPage ctx={ctx} view={view} />);
}

async function askBeforeCancelling(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const access = await accessNamedTicket(request);
  const { ctx, view } = await openTicketView(request, access);
  if (view.acts.includes('cancel')) {
    return sendPage(request, reply, <TicketCancelPage ctx={ctx} view={view} />);
  }
  setFlash(request, reply, { tone: 'info', text: ctx.t('ticket:cancellation.impossible') });
  return seeOther(reply, paths.ticket(access.number));
}

function formOfDraft(request: FastifyRequest): FormName {
  const { form } = request.query as { form?: string };
  const name = formNameOf(form);
  if (name === null) throw new NotFound('no such form');
  return name;
}

const placeOfDraft = (request: FastifyRequest): string =>
  draftPlaceOf(ticketNumberOf(request), formOfDraft(request));

async function keepDraft(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { number } = await accessNamedTicket(request);
  const form = formOfDraft(request);
  const back = `${paths.ticket(number)}#${form}`;
  return answerDraft(request, reply, { number, place: draftPlaceOf(number, form), back });
}
