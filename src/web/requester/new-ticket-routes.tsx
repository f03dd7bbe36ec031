import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findCategoryBySlug, readCatalogue } from '../../domain/catalogue/catalogue-queries.ts';
import { discardDraft, findDraft, listDrafts, saveDraft } from '../../domain/drafts/drafts.ts';
import { forgetDoubles } from '../../domain/files/attach-files.ts';
import { findSentWithOtherWords, findTwin } from '../../domain/tickets/find-twin.ts';
import {
  type FilingDesk,
  readFilingDesk,
  type Submission,
  type SubmittedTicket,
  submitTicket,
} from '../../domain/tickets/submit-ticket.ts';
import { readTicket } from '../../domain/tickets/ticket-queries.ts';
import { paths } from '../../paths.ts';
import { readTogether } from '../../platform/db/read-together.ts';
import { Conflict, NotFound } from '../../platform/errors.ts';
import { viewerOf } from '../access.ts';
import { ticketPattern } from '../act-fields.ts';
import { draftAt } from '../draft-window.ts';
import { isTicketFull, ticketFullError } from '../file-fields.tsx';
import { formBody } from '../form-body.ts';
import { typedContent } from '../kept-text.ts';
import { accessNamedTicket } from '../named-ticket.ts';
import { pageContext, seeOther, sendPage } from '../page-reply.ts';
import { readAnnouncedDelay } from './announced-delay.tsx';
import { readNature } from './catalogue-nature.ts';
import { carriedText } from './catalogue-routes.tsx';
import { sendAnswers } from './new-ticket-answers.tsx';
import { ChoosePage } from './new-ticket-choose-page.tsx';
import { withAnswersAway } from './new-ticket-content.ts';
import { begunTickets, newTicketPlace, newTicketPlaces } from './new-ticket-draft.ts';
import { keepNewTicketDraft } from './new-ticket-draft-route.ts';
import { emptyFields, filledFields } from './new-ticket-fields.ts';
import { NewTicketPage } from './new-ticket-page.tsx';
import { wereOthersAsked } from './new-ticket-questions.ts';
import { draftPlaceOf, dropSentDraft, findUnsentDraft } from './new-ticket-sent.ts';
import { readSubmission } from './new-ticket-submission.ts';
import { SubmittedPage } from './new-ticket-submitted-page.tsx';
import {
  type NewTicketForm,
  readFormGround,
  readNewTicketForm,
  readNewTicketView,
  surroundForm,
} from './new-ticket-view.ts';

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
  const place = newTicketPlace(slug);
  const [nature, found] = await readTogether(db, (one) =>
    Promise.all([readNature(one, slug), findUnsentDraft(one, viewer.id, place)]),
  );
  const draft = found === 'sent' ? await dropSentDraft(db, viewer.id, place) : found;
  const empty = emptyFields(viewer, carriedText(request, 'objet'));
  const fields = draft ? filledFields(draft.content, empty) : empty;
  const view = await readNewTicketView(request, { ...nature, fields, draft });
  return sendPage(request, reply, <NewTicketPage ctx={pageContext(request)} view={view} />);
}

async function showChoice(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db } = request.server;
  const [catalogue, drafts] = await readTogether(db, (one) =>
    Promise.all([readCatalogue(one), listDrafts(one, viewerOf(request).id, newTicketPlaces)]),
  );
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
  const form = await readSentForm(request);
  if (wereOthersAsked(request, form.questions.formId)) {
    return sendAgain(request, reply, { form, errors: {}, status: 409, hasOtherQuestions: true });
  }
  const read = readSubmission(request, form);
  if (!read.ok) return sendAgain(request, reply, { form, errors: read.errors, status: 422 });
  // The second step: answers made questions appear, which a page without a script could not ask.
  if (form.questions.unseen.length > 0) {
    return sendAgain(request, reply, { form, errors: {}, status: 200 });
  }
  const { submission } = read;
  const before = await readBefore(request, submission);
  const { sentNumber } = before;
  if (sentNumber !== null) {
    const again = { ...form, fields: { ...form.fields, cle: crypto.randomUUID() } };
    return sendAgain(request, reply, { form: again, errors: {}, status: 409, sentNumber });
  }
  return submit(request, reply, { form, submission, before });
}

/** What the same person has sent or kept before, that looks like what they send now; and the desk it is sent to. */
type Before = {
  desk: FilingDesk;
  sentNumber: number | null;
  twin: SubmittedTicket | undefined;
  draftPlace: Submission['draftPlace'];
};

async function readBefore(request: FastifyRequest, submission: Submission): Promise<Before> {
  const { db, clock } = request.server;
  const [desk, sentNumber, twin, draftPlace] = await readTogether(db, (one) =>
    Promise.all([
      readFilingDesk(one, submission),
      findSentWithOtherWords(one, submission),
      findTwin(one, submission, clock()),
      draftPlaceOf(one, submission),
    ]),
  );
  return { desk, sentNumber, twin, draftPlace };
}

async function submit(
  request: FastifyRequest,
  reply: FastifyReply,
  { form, submission, before }: { form: NewTicketForm; submission: Submission; before: Before },
): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const { desk, twin, draftPlace } = before;
  const personId = form.viewer.id;
  try {
    // What was saved of the second sending is in the ticket too.
    if (twin && draftPlace !== undefined) await discardDraft(db, personId, draftPlace);
    if (twin) {
      const { files } = submission;
      await forgetDoubles(db, { personId, files, ticketNumber: twin.number });
    }
    const ticket = twin ?? (await submitTicket(db, { ...submission, draftPlace, desk }, clock()));
    return seeOther(reply, paths.ticketSubmitted(ticket.number));
  } catch (error) {
    if (isTicketFull(error)) {
      const errors = ticketFullError(pageContext(request));
      return sendAgain(request, reply, { form, errors, status: 422 });
    }
    if (!(error instanceof Conflict)) throw error;
    return sendAgain(request, reply, { form, errors: {}, status: 409 });
  }
}

async function readSentForm(request: FastifyRequest): Promise<NewTicketForm> {
  const slug = slugOf(request.body);
  const viewer = viewerOf(request);
  const [category, draft, ground] = await readTogether(request.server.db, (one) =>
    Promise.all([
      findCategoryBySlug(one, slug),
      findDraft(one, viewer.id, newTicketPlace(slug)),
      readFormGround(one, { personId: viewer.id, slug }),
    ]),
  );
  if (category === undefined) throw new NotFound(`category ${slug}`);
  const content = withAnswersAway(request, { draft, form: ground.form });
  const fields = filledFields(content, emptyFields(viewer, ''));
  return readNewTicketForm(request, { category, fields, draft: null }, ground);
}

type SentForm = {
  form: NewTicketForm;
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
  const { form, errors, status, sentNumber, hasOtherQuestions } = sent;
  const ctx = pageContext(request);
  const place = newTicketPlace(form.category.slug);
  const { champs, cle } = form.fields;
  const content = { ...typedContent(request), ...champs, cle };
  const draft = { personId: form.viewer.id, content, ...draftAt(request, place) };
  await saveDraft(request.server.db, draft, ctx.now);
  const view = await surroundForm(request, form);
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
  const access = await accessNamedTicket(request);
  const ticket = await readTicket(db, { viewer, access }, ctx.now);
  const { teamId, categoryId, priority, submittedAt: at } = ticket;
  const announced = await readAnnouncedDelay(db, { at, teamId, categoryId, priority });
  return sendPage(request, reply, <SubmittedPage {...{ ctx, viewer, ticket, announced }} />);
}
