import type { FastifyRequest } from 'fastify';
import type { CategoryForm, OwnField } from '../../domain/catalogue/form.ts';
import { findCurrentForm } from '../../domain/catalogue/form-queries.ts';
import { type Draft, type DraftContent, findDraft } from '../../domain/drafts/drafts.ts';
import { readTogether } from '../../platform/db/read-together.ts';
import { viewerOf } from '../access.ts';
import { draftText } from '../draft-notice.tsx';
import { valuesOf } from '../form-body.ts';
import { typedContent } from '../kept-text.ts';
import { newTicketPlace } from './new-ticket-draft.ts';
import { codeOf, ownBoxes, shownName } from './question-boxes.ts';

type Nature = { id: number; slug: string };

/** Reads what the form of a new ticket holds, and what its draft still holds besides. */
export async function newTicketContent(
  request: FastifyRequest,
  { id, slug }: Nature,
): Promise<DraftContent> {
  const [draft, form] = await readTogether(request.server.db, (one) =>
    Promise.all([
      findDraft(one, viewerOf(request).id, newTicketPlace(slug)),
      findCurrentForm(one, id),
    ]),
  );
  return withAnswersAway(request, { draft, form });
}

/**
 * Gives what the form of a new ticket holds, with what its draft still holds of the questions that were not on the
 * page: put away, or another nature's. A browser does not send them, and they may be asked again.
 */
export function withAnswersAway(
  request: FastifyRequest,
  { draft, form }: { draft: Draft | null; form: CategoryForm | null },
): DraftContent {
  const content = typedContent(request);
  // The draft of a form of another window is not this one's.
  if (draft === null || draftText(draft.content, 'cle') !== draftText(content, 'cle')) {
    return content;
  }
  const fields = form?.fields ?? [];
  const named = valuesOf(request.body, shownName);
  const onPage = fields.filter((field) => field.shownWhen === undefined).map(({ code }) => code);
  const shown = new Set([...onPage, ...named]);
  const away = Object.entries(ownBoxes(draft.content)).filter(([name]) => !shown.has(codeOf(name)));
  return { ...Object.fromEntries(away), ...content };
}

/** Leaves out the answers that another nature asks for in another way: a text is no answer to a list of choices. */
export function fittingAnswers(
  content: DraftContent,
  { from, to }: { from: readonly OwnField[]; to: readonly OwnField[] },
): DraftContent {
  const kinds = new Map(from.map(({ code, kind }) => [code, kind]));
  const others = to.filter(({ code, kind }) => (kinds.get(code) ?? kind) !== kind);
  const codes = new Set(others.map(({ code }) => code));
  const boxes = new Set(Object.keys(ownBoxes(content)).filter((name) => codes.has(codeOf(name))));
  return Object.fromEntries(Object.entries(content).filter(([name]) => !boxes.has(name)));
}
