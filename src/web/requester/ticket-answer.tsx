import type { FastifyReply, FastifyRequest } from 'fastify';
import { discardDraft, saveDraft } from '../../domain/drafts/drafts.ts';
import { joinStagedFiles } from '../../domain/files/staged-at-places.ts';
import type { TicketConflict } from '../../domain/tickets/conflict.ts';
import type { TicketAccess } from '../../domain/tickets/ticket-access.ts';
import type { Conflict } from '../../platform/errors.ts';
import { viewerOf } from '../access.ts';
import { draftText } from '../draft-notice.tsx';
import { draftAt } from '../draft-window.ts';
import { formBody } from '../form-body.ts';
import { keptFiles, sentFiles } from '../form-files.ts';
import { keepTyped } from '../kept-text.ts';
import type { PageContext } from '../layout/page-context.ts';
import { sendPage } from '../page-reply.ts';
import { noteSeen } from '../see-ticket.ts';
import { actOfForm, draftPlaceOf, type FormFill, type FormName } from './ticket-forms.ts';
import { type LateAct, TicketPage, type TicketSetback } from './ticket-page.tsx';
import { readStaged, readTicketView, type TicketView } from './ticket-view.ts';

/** Reads a ticket for its page, then remembers that it was read. */
export async function openTicketView(
  request: FastifyRequest,
  access: TicketAccess,
): Promise<{ ctx: PageContext; view: TicketView }> {
  const { db, clock } = request.server;
  const viewer = viewerOf(request);
  const view = await readTicketView(db, { viewer, access }, clock());
  const lastShownEventId = view.thread.events.at(-1)?.id ?? 0;
  return { ctx: await noteSeen(request, { ...view, lastShownEventId }), view };
}

type Filled = { form: FormName; fill: FormFill };

/** Every form of a ticket as its page opens: what was sent, else the draft that was kept. */
function fillsOf({ drafts }: TicketView, sent: Filled | null): Record<FormName, FormFill> {
  const fill = (form: FormName): FormFill =>
    sent?.form === form ? sent.fill : { text: draftText(drafts[form]?.content ?? {}, 'body') };
  return {
    completion: fill('completion'),
    contestation: fill('contestation'),
    reopening: fill('reopening'),
  };
}

type Answer = {
  access: TicketAccess;
  focus?: FormName | null;
  sent?: Filled | null;
  setback?: TicketSetback | null;
  status?: number;
};

/** Answers with the requester's page of a ticket. */
export async function sendTicket(
  request: FastifyRequest,
  reply: FastifyReply,
  { access, focus = null, sent = null, setback = null, status = 200 }: Answer,
): Promise<FastifyReply> {
  const { ctx, view } = await openTicketView(request, access);
  const forms = fillsOf(view, sent);
  const page = <TicketPage {...{ ctx, view, forms, focus, setback }} />;
  return sendPage(request, reply, page, status);
}

/** The form came back to be corrected: same page, everything typed kept, also on the server. */
export async function sendCorrectable(
  request: FastifyRequest,
  reply: FastifyReply,
  { access, form, fill }: { access: TicketAccess } & Filled,
): Promise<FastifyReply> {
  await keepTyped(request, viewerOf(request).id);
  return sendTicket(request, reply, { access, focus: form, sent: { form, fill }, status: 422 });
}

type Late = { access: TicketAccess; act: LateAct; form: FormName | null; error: Conflict };

/**
 * Somebody was faster: the page says who did what, and what was typed waits in the form that can still be sent,
 * there and as a draft.
 */
export async function sendLate(
  request: FastifyRequest,
  reply: FastifyReply,
  { access, act, form, error }: Late,
): Promise<FastifyReply> {
  const { ctx, view } = await openTicketView(request, access);
  const { body } = formBody(request.body);
  const typed = typeof body === 'string' ? body : '';
  const hasFiles = sentFiles(request).ids.length > 0;
  const target = form === null || (typed === '' && !hasFiles) ? null : formStillOpen(view, form);
  const text = target === null ? '' : joined(view, { form, target, typed });
  if (form !== null && target !== null) {
    await moveDraft(request, { number: access.number, from: form, to: target, text });
  }
  const conflict = (error.details ?? null) as TicketConflict | null;
  const setback = {
    ...{ act, conflict },
    isTextKept: target !== null && typed !== '',
    areFilesKept: target !== null && hasFiles,
  };
  const forms = fillsOf(view, target === null ? null : { form: target, fill: { text } });
  const staged = await readStaged(request.server.db, {
    personId: viewerOf(request).id,
    number: access.number,
  });
  const shown = { ...view, staged };
  const page = <TicketPage {...{ ctx, view: shown, forms, focus: target, setback }} />;
  return sendPage(request, reply, page, 409);
}

/** Where what was typed can still be sent: the same form, else the one that reopens, else the one that completes. */
function formStillOpen({ acts }: TicketView, form: FormName): FormName {
  const open = [form, 'reopening' as const].find((name) =>
    acts.some((act) => act === actOfForm[name]),
  );
  return open ?? 'completion';
}

/** A text already kept where this one now goes stays before it. */
function joined(
  { drafts }: TicketView,
  { form, target, typed }: { form: FormName | null; target: FormName; typed: string },
): string {
  const before = form === target ? '' : draftText(drafts[target]?.content ?? {}, 'body');
  return [before, typed].filter((text) => text.trim() !== '').join('\n\n');
}

async function moveDraft(
  request: FastifyRequest,
  { number, from, to, text }: { number: number; from: FormName; to: FormName; text: string },
): Promise<void> {
  const { db, clock } = request.server;
  const personId = viewerOf(request).id;
  const place = draftPlaceOf(number, to);
  const content = { body: text, ...keptFiles(request) };
  await saveDraft(db, { personId, content, ...draftAt(request, place) }, clock());
  if (from === to) return;
  const former = draftPlaceOf(number, from);
  await discardDraft(db, personId, draftAt(request, former));
  await joinStagedFiles(db, { personId, from: former, to: place });
}
