import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readCatalogue } from '../../domain/catalogue/catalogue-queries.ts';
import { discardDraft, findDrafts, saveDraft } from '../../domain/drafts/drafts.ts';
import { forgetDoubles } from '../../domain/files/attach-files.ts';
import { findSentWithOtherWords, findTwin } from '../../domain/tickets/find-twin.ts';
import { type Submission, submitTicket } from '../../domain/tickets/submit-ticket.ts';
import { accessTicket } from '../../domain/tickets/ticket-access.ts';
import { readTicket } from '../../domain/tickets/ticket-queries.ts';
import { paths } from '../../paths.ts';
import { Conflict } from '../../platform/errors.ts';
import { viewerOf } from '../access.ts';
import { ticketNumberOf, ticketPattern } from '../act-fields.ts';
import { isTicketFull, ticketFullError } from '../file-fields.tsx';
import { formBody } from '../form-body.ts';
import { typedContent } from '../kept-text.ts';
import { pageContext, seeOther, sendPage } from '../page-reply.ts';
import { readAnnouncedDelay } from './announced-delay.tsx';
import { readNature } from './catalogue-nature.ts';
import { carriedText } from './catalogue-routes.tsx';
import { sendAnswers } from './new-ticket-answers.tsx';
import { ChoosePage } from './new-ticket-choose-page.tsx';
import { newTicketContent } from './new-ticket-content.ts';
import { begunTickets, newTicketPlace, newTicketPlaces } from './new-ticket-draft.ts';
import { keepNewTicketDraft } from './new-ticket-draft-route.ts';
import { emptyFields, filledFields } from './new-ticket-fields.ts';
import { NewTicketPage } from './new-ticket-page.tsx';
import { wereOthersAsked } from './new-ticket-questions.ts';
import { draftPlaceOf, findUnsentDraft } from './new-ticket-sent.ts';
import { readSubmission } from './new-ticket-submission.ts';
import { SubmittedPage } from './new-ticket-submitted-page.tsx';
import { type NewTicketView, readNewTicketView } from './new-ticket-view.ts';

const access = 'person';

/** The form of a new ticket, its drafts, and what is told once it is sent. */
export function registerNewTicketRoutes(app: FastifyInstance): void {
  const kept = { access, draftPlace, filePlace: draftPlace, returnTo } as const;
  app.get(paths.newTicket(), { config: { access } }, showForm);
  app.post(paths.newTicket(), { config: kept }, fileTicket);
  app.post(paths.newTicketDraft(), { config: kept }, keepNewTicketDraft);
  app.get(paths.newTicketAnswers(), { config: { access } }, sendAnswers);
  app.get(ticketPattern(paths.ticketSubmitted), { config: { access } }, showSubmitted);
}

/** The nature that a form or an address names; any text, to be looked for. */
function slugOf(fields: unknown): string {
  return [formBody(fields)['nature'] ?? ''].flat()[0] ?? '';
}

const isSlug = (text: string): boolean => /^[a-z0-9-]{1,100}$/.test(text);

function draftPlace(request: FastifyRequest): string | null {
  const slug = slugOf(request.body);
  return isSlug(slug) ? newTicketPlace(slug) : null;
}

function returnTo(request: FastifyRequest): string {
  return paths.newTicket({ nature: slugOf(request.body) });
}

async function showForm(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const slug = slugOf(request.query);
  if (slug === '') return showChoice(request, reply);
  const { db } = request.server;
  const viewer = viewerOf(request);
  const nature = await readNature(db, slug);
  const empty = emptyFields(viewer, carriedText(request, 'objet'));
  const draft = await findUnsentDraft(db, viewer.id, newTicketPlace(slug));
  const fields = draft ? filledFields(draft.content, empty) : empty;
  const view = await readNewTicketView(request, { ...nature, fields, draft });
  return sendPage(request, reply, <NewTicketPage ctx={pageContext(request)} view={view} />);
}

async function showChoice(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db } = request.server;
  const catalogue = await readCatalogue(db);
  const drafts = await findDrafts(db, viewerOf(request).id, newTicketPlaces);
  const page = (
    <ChoosePage
      ctx={pageContext(request)}
      catalogue={catalogue}
      begun={begunTickets(drafts, catalogue)}
      subject={carriedText(request, 'objet')}
    />
  );
  return sendPage(request, reply, page);
}

async function fileTicket(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db } = request.server;
  const view = await readSentForm(request);
  if (wereOthersAsked(request, view.questions.formId)) {
    return sendAgain(request, reply, { view, errors: {}, status: 409, hasOtherQuestions: true });
  }
  const form = readSubmission(request, view);
  if (!form.ok) return sendAgain(request, reply, { view, errors: form.errors, status: 422 });
  // The second step: answers made questions appear, which a page without a script could not ask.
  if (view.questions.unseen.length > 0) {
    return sendAgain(request, reply, { view, errors: {}, status: 200 });
  }
  const sentNumber = await findSentWithOtherWords(db, form.submission);
  if (sentNumber !== null) {
    const again = { ...view, fields: { ...view.fields, cle: crypto.randomUUID() } };
    return sendAgain(request, reply, { view: again, errors: {}, status: 409, sentNumber });
  }
  return submit(request, reply, { view, submission: form.submission });
}

async function submit(
  request: FastifyRequest,
  reply: FastifyReply,
  { view, submission }: { view: NewTicketView; submission: Submission },
): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const draftPlace = await draftPlaceOf(db, submission);
  try {
    const twin = await findTwin(db, submission, clock());
    // What was saved of the second sending is in the ticket too.
    if (twin && draftPlace !== undefined) await discardDraft(db, view.viewer.id, draftPlace);
    if (twin) {
      const { files } = submission;
      await forgetDoubles(db, { personId: view.viewer.id, files, ticketNumber: twin.number });
    }
    const ticket = twin ?? (await submitTicket(db, { ...submission, draftPlace }, clock()));
    return seeOther(reply, paths.ticketSubmitted(ticket.number));
  } catch (error) {
    if (isTicketFull(error)) {
      const errors = ticketFullError(pageContext(request));
      return sendAgain(request, reply, { view, errors, status: 422 });
    }
    if (!(error instanceof Conflict)) throw error;
    return sendAgain(request, reply, { view, errors: {}, status: 409 });
  }
}

async function readSentForm(request: FastifyRequest): Promise<NewTicketView> {
  const nature = await readNature(request.server.db, slugOf(request.body));
  const empty = emptyFields(viewerOf(request), '');
  const content = await newTicketContent(request, nature.category);
  const fields = filledFields(content, empty);
  return readNewTicketView(request, { ...nature, fields, draft: null });
}

type SentForm = {
  view: NewTicketView;
  errors: Record<string, string>;
  status: 200 | 409 | 422;
  /** The ticket that the same form had opened before its words were changed. */
  sentNumber?: number;
  hasOtherQuestions?: boolean;
};

/** The same form with everything that was typed, which is kept as a draft as well. */
async function sendAgain(
  request: FastifyRequest,
  reply: FastifyReply,
  sent: SentForm,
): Promise<FastifyReply> {
  const { view, errors, status, sentNumber, hasOtherQuestions } = sent;
  const ctx = pageContext(request);
  const place = newTicketPlace(view.category.slug);
  const { champs, cle } = view.fields;
  const content = { ...typedContent(request), ...champs, cle };
  await saveDraft(request.server.db, { personId: view.viewer.id, place, content }, ctx.now);
  const page = (
    <NewTicketPage
      {...{ ctx, view, errors, sentNumber }}
      isLate={status === 409}
      hasOtherQuestions={hasOtherQuestions ?? false}
    />
  );
  return sendPage(request, reply, page, status);
}

async function showSubmitted(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db } = request.server;
  const ctx = pageContext(request);
  const viewer = viewerOf(request);
  const found = await accessTicket(db, viewer, ticketNumberOf(request));
  const ticket = await readTicket(db, found, ctx.now);
  const { teamId, categoryId, priority, submittedAt: at } = ticket;
  const announced = await readAnnouncedDelay(db, { at, teamId, categoryId, priority });
  return sendPage(request, reply, <SubmittedPage {...{ ctx, viewer, ticket, announced }} />);
}
