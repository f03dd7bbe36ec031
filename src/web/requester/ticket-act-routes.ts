import type { FastifyContextConfig, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Viewer } from '../../domain/people/person.ts';
import type { Db } from '../../domain/tables.ts';
import type { ActOrder, ActResult } from '../../domain/tickets/act-on-ticket.ts';
import { cancelTicket } from '../../domain/tickets/cancel-ticket.ts';
import { completeTicket } from '../../domain/tickets/complete-ticket.ts';
import { confirmResolution } from '../../domain/tickets/confirm-resolution.ts';
import { contestResolution } from '../../domain/tickets/contest-resolution.ts';
import { extendAnswer } from '../../domain/tickets/extend-answer.ts';
import { reopenTicket } from '../../domain/tickets/reopen-ticket.ts';
import { expiryWorkingDays } from '../../domain/tickets/ticket.ts';
import type { TicketAccess } from '../../domain/tickets/ticket-access.ts';
import { paths } from '../../paths.ts';
import { Conflict } from '../../platform/errors.ts';
import type { T } from '../../ui/texts.ts';
import { viewerOf } from '../access.ts';
import { actFields, ticketNumberOf, ticketPattern } from '../act-fields.ts';
import { draftAt } from '../draft-window.ts';
import { isTicketFull, refusedFilesErrors, ticketFullError } from '../file-fields.tsx';
import { setFlash } from '../flash.ts';
import { carriesFiles, filesName, sentFiles } from '../form-files.ts';
import { readForm, typedTexts } from '../forms.ts';
import { accessNamedTicket, readNamedAccess } from '../named-ticket.ts';
import { pageContext, seeOther } from '../page-reply.ts';
import { sendCorrectable, sendLate } from './ticket-answer.tsx';
import {
  completionSchema,
  draftPlaceOf,
  type FormName,
  wordsOfFilesSchema,
  wordsSchema,
} from './ticket-forms.ts';
import type { LateAct } from './ticket-page.tsx';

type Order = ActOrder & { actor: Viewer };
type Done = { t: T; before: TicketAccess; result: ActResult };

/** One act of the requester's side: the command it calls, and what is said once it is done. */
type RequesterAct = {
  name: LateAct;
  path: (number: number) => string;
  /** The form its words come from; null for an act without words. */
  form: FormName | null;
  run: (db: Db, order: Order & { body: string }, now: Temporal.Instant) => Promise<ActResult>;
  done: (done: Done) => string;
};

const acts: readonly RequesterAct[] = [
  {
    name: 'completion',
    path: paths.completion,
    form: 'completion',
    run: completeTicket,
    done: completed,
  },
  {
    name: 'contestation',
    path: paths.contestation,
    form: 'contestation',
    run: contestResolution,
    done: ({ t, before }) => t('ticket:done.contestation', { team: before.teamCode }),
  },
  {
    name: 'reopening',
    path: paths.reopening,
    form: 'reopening',
    run: reopenTicket,
    done: ({ t, before }) => t('ticket:done.reopening', { team: before.teamCode }),
  },
  {
    name: 'confirmation',
    path: paths.confirmation,
    form: null,
    run: confirmResolution,
    done: ({ t, before }) => t('ticket:done.confirmation', { number: before.number }),
  },
  {
    name: 'cancellation',
    path: paths.cancellation,
    form: null,
    run: cancelTicket,
    done: ({ t, before }) => t('ticket:done.cancellation', { number: before.number }),
  },
  {
    name: 'extension',
    path: paths.extension,
    form: null,
    run: extend,
    done: ({ t }) => t('ticket:done.extension', { days: expiryWorkingDays }),
  },
];

/** Asking for more time leaves the ticket in the state it was in, or is too late. */
async function extend(db: Db, order: Order, now: Temporal.Instant): Promise<ActResult> {
  await extendAnswer(db, order, now);
  return { number: order.number, state: 'needs_information' };
}

function completed({ t, before, result }: Done): string {
  if (result.continuedBy !== undefined) {
    return t('ticket:done.continued', { number: result.continuedBy, former: before.number });
  }
  if (before.state === 'closed') return t('ticket:done.completionReopened');
  if (result.state === 'resolved') {
    return before.relation.requester
      ? t('ticket:done.completionResolved')
      : t('ticket:done.completionResolvedParticipant');
  }
  return t('ticket:done.completion', { team: before.teamCode });
}

/** What a requester does to their ticket: completes, confirms, contests, reopens, cancels, asks for more time. */
export function registerTicketActRoutes(app: FastifyInstance): void {
  for (const act of acts) {
    const { form } = act;
    const returnTo = (request: FastifyRequest) => paths.ticket(ticketNumberOf(request));
    const draftPlace = (request: FastifyRequest) =>
      form === null ? null : draftPlaceOf(ticketNumberOf(request), form);
    const ahead = readNamedAccess;
    const config: FastifyContextConfig = { access: 'person', ahead, draftPlace, returnTo };
    if (form !== null) config.filePlace = draftPlace;
    app.post(ticketPattern(act.path), { config }, (request, reply) => doAct(request, reply, act));
  }
}

async function doAct(
  request: FastifyRequest,
  reply: FastifyReply,
  act: RequesterAct,
): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const { t } = pageContext(request);
  const access = await accessNamedTicket(request);
  const words = await wordsOf(request, act, t);
  if (!words.ok) return sendCorrectable(request, reply, { access, ...words });
  const order = orderOf(request, act);
  try {
    const result = await act.run(db, { ...order, body: words.body }, clock());
    setFlash(request, reply, { tone: 'success', text: act.done({ t, before: access, result }) });
    return seeOther(reply, paths.ticket(result.continuedBy ?? result.number));
  } catch (error) {
    if (act.form !== null && isTicketFull(error)) {
      const filesError = ticketFullError(pageContext(request))[filesName];
      const fill = { text: words.body, filesError };
      return sendCorrectable(request, reply, { access, form: act.form, fill });
    }
    if (!(error instanceof Conflict)) throw error;
    return sendLate(request, reply, { access, act: act.name, form: act.form, error });
  }
}

/** Only a completion may be files alone: the others say why. */
async function schemaOf(request: FastifyRequest, form: FormName) {
  if (form !== 'completion') return wordsSchema;
  return (await carriesFiles(request)) ? wordsOfFilesSchema : completionSchema;
}

async function wordsOf(request: FastifyRequest, { form }: RequesterAct, t: T) {
  if (form === null) return { ok: true as const, body: '' };
  const reading = readForm(await schemaOf(request, form), request.body, t);
  const filesError = refusedFilesErrors(request)[filesName];
  if (reading.ok && filesError === undefined) {
    return { ok: true as const, body: reading.values.body };
  }
  const text = typedTexts(request.body)['body'] ?? '';
  const error = reading.ok ? undefined : reading.errors['body'];
  return { ok: false as const, form, fill: { text, error, filesError } };
}

function orderOf(request: FastifyRequest, { form }: RequesterAct): Order {
  const number = ticketNumberOf(request);
  return {
    number,
    actor: viewerOf(request),
    ...actFields(request.body),
    files: form === null ? undefined : sentFiles(request),
    draftPlace: form === null ? undefined : draftAt(request, draftPlaceOf(number, form)),
  };
}
