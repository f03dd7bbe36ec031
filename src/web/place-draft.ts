import type { FastifyReply, FastifyRequest } from 'fastify';
import { isWorthKeeping } from '../domain/drafts/drafts.ts';
import { setFlash } from './flash.ts';
import { formBody } from './form-body.ts';
import { keepOrForget, tellSaved } from './keep-draft.ts';
import { clearDraftName, typedContent } from './kept-text.ts';
import { pageContext, seeOther } from './page-reply.ts';

export type PlacedDraft = {
  place: string;
  /** The page of the form. */
  back: string;
  /** What is there was sent already: a script may save after the form itself. */
  isSent?: boolean;
  /** Said nothing of, when the page that follows shows what was asked. */
  isSilent?: boolean;
};

/** Keeps a form at its place, or forgets it when it is emptied, thrown away or already sent. */
export async function answerPlacedDraft(
  request: FastifyRequest,
  reply: FastifyReply,
  { place, back, isSent = false, isSilent = false }: PlacedDraft,
): Promise<FastifyReply> {
  const content = typedContent(request);
  const isKept = isWorthKeeping(content) && !isSent && !(clearDraftName in formBody(request.body));
  await keepOrForget(request, reply, { place, content, isKept });
  if (request.headers.accept === 'application/json') return tellSaved(request, reply);
  if (!isSilent) {
    const { t } = pageContext(request);
    const text = t(isKept ? 'ticket:draft.kept' : 'ticket:draft.cleared');
    setFlash(request, reply, { tone: 'success', text });
  }
  return seeOther(reply, back);
}
