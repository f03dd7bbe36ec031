import type { FastifyRequest } from 'fastify';
import type { OwnField } from '../../domain/catalogue/form.ts';
import { findCurrentForm } from '../../domain/catalogue/form-queries.ts';
import { type DraftContent, findDraft } from '../../domain/drafts/drafts.ts';
import { viewerOf } from '../access.ts';
import { draftText } from '../draft-notice.tsx';
import { valuesOf } from '../form-body.ts';
import { typedContent } from '../kept-text.ts';
import { newTicketPlace } from './new-ticket-draft.ts';
import { codeOf, ownBoxes, shownName } from './question-boxes.ts';

type Nature = { id: number; slug: string };

/**
 * Gives what the form of a new ticket holds, with what its draft still holds of the questions that were not on the
 * page: put away, or another nature's. A browser does not send them, and they may be asked again.
 */
export async function newTicketContent(
  request: FastifyRequest,
  { id, slug }: Nature,
): Promise<DraftContent> {
  const { db } = request.server;
  const content = typedContent(request);
  const draft = await findDraft(db, viewerOf(request).id, newTicketPlace(slug));
  // The draft of a form of another window is not this one's.
  if (draft === null || draftText(draft.content, 'cle') !== draftText(content, 'cle')) {
    return content;
  }
  const fields = (await findCurrentForm(db, id))?.fields ?? [];
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
