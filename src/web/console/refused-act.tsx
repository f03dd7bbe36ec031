import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TicketConflict } from '../../domain/tickets/conflict.ts';
import type { TicketEvent } from '../../domain/tickets/ticket-event.ts';
import { readWorkbench, type Workbench } from '../../domain/tickets/workbench.ts';
import { Conflict, Forbidden } from '../../platform/errors.ts';
import { viewerOf } from '../access.ts';
import { actFields, ticketNumberOf } from '../act-fields.ts';
import { typedTexts } from '../forms.ts';
import { keepTyped } from '../kept-text.ts';
import { pageContext, sendPage } from '../page-reply.ts';
import { actOfForm, type FormName, type Refusal, type ReturnedForm } from './act-forms.ts';
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
  const returned = { form, errors, typed: typedTexts(request.body), conflict: null };
  return sendReturned(request, reply, { bench, returned, status: 422 });
}

/** Tells who was faster, on the page of the ticket as it now is; any other error is not a matter of speed. */
export async function sendRefused(
  request: FastifyRequest,
  reply: FastifyReply,
  { form, error }: { form: FormName; error: unknown },
): Promise<FastifyReply> {
  if (!(error instanceof Conflict) && !(error instanceof Forbidden)) throw error;
  const bench = await benchOf(request);
  const conflict = bench && refusalOf(request, bench, { form, error });
  if (bench === null || conflict === null) throw error;
  const returned = { form, errors: {}, typed: typedTexts(request.body), conflict };
  return sendReturned(request, reply, { bench, returned, status: 409 });
}

function benchOf(request: FastifyRequest): Promise<Workbench | null> {
  const { db, clock } = request.server;
  const who = { viewer: viewerOf(request), number: ticketNumberOf(request) };
  return readWorkbench(db, who, clock());
}

function refusalOf(
  request: FastifyRequest,
  bench: Workbench,
  { form, error }: { form: FormName; error: Conflict | Forbidden },
): Refusal | null {
  const seen = actFields(request.body).seenEventId ?? null;
  if (error instanceof Conflict) {
    const details = error.details as TicketConflict | undefined;
    const { reason = 'impossible', others = [] } = details ?? {};
    // Reading the new messages would not help: the act itself is over.
    const isOver = !bench.acts.includes(actOfForm[form]);
    return { reason: isOver ? 'impossible' : reason, others, seenEventId: seen };
  }
  // Forbidden now, allowed when the page was opened: a colleague has sent the ticket elsewhere meanwhile.
  const moved = bench.thread.events.findLast(
    ({ id, act, actorId }) =>
      act === 'transfer' && id > (seen ?? Infinity) && actorId !== viewerOf(request).id,
  );
  if (moved === undefined) return null;
  return { reason: 'impossible', others: [asOther(bench, moved)], seenEventId: seen };
}

function asOther({ thread }: Workbench, { act, at, actorId }: TicketEvent) {
  return { act, at, actor: actorId === null ? null : (thread.names.people.get(actorId) ?? null) };
}

/** What was typed is kept on the server as well: the page may be closed. */
async function sendReturned(
  request: FastifyRequest,
  reply: FastifyReply,
  { bench, returned, status }: { bench: Workbench; returned: ReturnedForm; status: number },
): Promise<FastifyReply> {
  await keepTyped(request, viewerOf(request).id);
  const page = <TicketPage ctx={pageContext(request)} bench={bench} returned={returned} />;
  return sendPage(request, reply, page, status);
}
