import type { FastifyReply, FastifyRequest } from 'fastify';
import { discardDraft, saveDraft } from '../../domain/drafts/drafts.ts';
import { joinStagedFiles } from '../../domain/files/staged-at-places.ts';
import type { TicketConflict } from '../../domain/tickets/conflict.ts';
import type { TicketEvent } from '../../domain/tickets/ticket-event.ts';
import {
  consoleDraftPlace,
  readConsoleStaged,
  readWorkbench,
  type Workbench,
} from '../../domain/tickets/workbench.ts';
import { Conflict, Forbidden } from '../../platform/errors.ts';
import { viewerOf } from '../access.ts';
import { actFields } from '../act-fields.ts';
import { draftAt } from '../draft-window.ts';
import { keptFiles } from '../form-files.ts';
import { typedTexts } from '../forms.ts';
import { keepTyped } from '../kept-text.ts';
import { accessNamedTicket } from '../named-ticket.ts';
import { pageContext, sendPage } from '../page-reply.ts';
import {
  actOfForm,
  type FormName,
  type Refusal,
  type ReturnedForm,
  rescuedText,
  rescueForm,
} from './act-forms.ts';
import { TicketPage } from './ticket-page.tsx';

/** Gives a form back to be corrected, on the page it came from, with all that was typed. */
export async function sendToCorrect(
  request: FastifyRequest,
  reply: FastifyReply,
  { form, errors }: { form: FormName; errors: Record<string, string> },
): Promise<FastifyReply> {
  const bench = await benchOf(request);
  // On a ticket of their own they have no form here.
  if (bench === null) throw new Forbidden('on the requester’s side of this ticket');
  const typed = typedTexts(request.body);
  if (bench.acts.includes(actOfForm[form])) {
    const returned = { form, errors, typed, conflict: null };
    return sendReturned(request, reply, { bench, returned, status: 422 });
  }
  // Nobody is asked to correct a form that is no longer there.
  const conflict = overSince(request, bench);
  if (conflict === null) throw new Forbidden(form);
  const returned = { form, errors: {}, typed, conflict };
  return sendReturned(request, reply, { bench, returned, status: 409 });
}

/** Tells who was faster, on the page of the ticket as it now is; any other error is not a matter of speed. */
export async function sendRefused(
  request: FastifyRequest,
  reply: FastifyReply,
  { form, error }: { form: FormName; error: unknown },
): Promise<FastifyReply> {
  if (!(error instanceof Conflict) && !(error instanceof Forbidden)) throw error;
  const bench = await benchOf(request);
  const conflict = bench && refusalOf(request, bench, error);
  if (bench === null || conflict === null) throw error;
  const returned = { form, errors: {}, typed: typedTexts(request.body), conflict };
  return sendReturned(request, reply, { bench, returned, status: 409 });
}

async function benchOf(request: FastifyRequest): Promise<Workbench | null> {
  const { db, clock } = request.server;
  const who = { viewer: viewerOf(request), access: await accessNamedTicket(request) };
  return readWorkbench(db, who, clock());
}

function refusalOf(
  request: FastifyRequest,
  bench: Workbench,
  error: Conflict | Forbidden,
): Refusal | null {
  if (error instanceof Forbidden) return overSince(request, bench);
  const details = error.details as TicketConflict | undefined;
  const { reason = 'impossible', others = [], isOwnDoing = false } = details ?? {};
  return { reason, others, isOwnDoing, seenEventId: seenBy(request) };
}

const seenBy = (request: FastifyRequest): number | null =>
  actFields(request.body).seenEventId ?? null;

/**
 * Why an act that the page offered when it was opened is over; null when it never was this person's to do. One they
 * could do then and not now: the ticket has been sent elsewhere meanwhile, by a colleague or from another window.
 */
function overSince(request: FastifyRequest, bench: Workbench): Refusal | null {
  const seen = seenBy(request);
  const since = bench.thread.events.filter(({ id }) => id > (seen ?? Infinity));
  const hasLeft = since.some(({ act }) => act === 'transfer');
  if (bench.standing !== 'agent' && !hasLeft) return null;
  const viewer = viewerOf(request);
  const others = since.filter(({ act, actorId }) => act !== 'note' && actorId !== viewer.id);
  const told = others.findLast(({ act }) => !hasLeft || act === 'transfer') ?? others.at(-1);
  return {
    reason: 'impossible',
    others: told === undefined ? [] : [asOther(bench, told)],
    isOwnDoing: since.findLast(({ act }) => act !== 'note')?.actorId === viewer.id,
    seenEventId: seen,
  };
}

function asOther({ thread }: Workbench, { act, at, actorId }: TicketEvent) {
  return { act, at, actor: actorId === null ? null : (thread.names.people.get(actorId) ?? null) };
}

/** What was typed is kept on the server as well, where it can still be sent: the page may be closed. */
async function sendReturned(
  request: FastifyRequest,
  reply: FastifyReply,
  { bench, returned, status }: { bench: Workbench; returned: ReturnedForm; status: number },
): Promise<FastifyReply> {
  const target = rescueForm(returned, bench.acts);
  const { id: personId } = viewerOf(request);
  if (target === null) await keepTyped(request, personId);
  else await moveTyped(request, { bench, returned, target });
  const { number } = bench.ticket;
  // Read again: its files have gone where the words have.
  const staged = await readConsoleStaged(request.server.db, { personId, number });
  const shown = { ...bench, staged };
  const page = <TicketPage ctx={pageContext(request)} bench={shown} returned={returned} />;
  return sendPage(request, reply, page, status);
}

async function moveTyped(
  request: FastifyRequest,
  {
    bench,
    returned,
    target,
  }: { bench: Workbench; returned: ReturnedForm; target: 'reply' | 'note' },
): Promise<void> {
  const { db, clock } = request.server;
  const { id: personId } = viewerOf(request);
  const { number } = bench.ticket;
  const from = consoleDraftPlace(number, returned.form);
  const place = consoleDraftPlace(number, target);
  const content = { texte: rescuedText(bench, returned, target), ...keptFiles(request) };
  await saveDraft(db, { personId, content, ...draftAt(request, place) }, clock());
  await discardDraft(db, personId, draftAt(request, from));
  await joinStagedFiles(db, { personId, from, to: place });
}
