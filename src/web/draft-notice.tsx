import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type Draft,
  type DraftContent,
  discardDraft,
  isWorthKeeping,
  saveDraft,
} from '../domain/drafts/drafts.ts';
import { wasActed } from '../domain/tickets/already-sent.ts';
import { formatDateTime } from '../platform/text/dates.ts';
import { Button } from '../ui/button.tsx';
import { viewerOf } from './access.ts';
import { actFields } from './act-fields.ts';
import { filesFlash, settleFiles } from './file-drafts.ts';
import { setFlash } from './flash.ts';
import { formBody } from './form-body.ts';
import { clearDraftName, typedContent } from './kept-text.ts';
import type { PageContext } from './layout/page-context.ts';
import { pageContext, seeOther } from './page-reply.ts';

/** Gives one text of a draft; a field sent twice gives its first value. */
export function draftText(content: DraftContent, name: string): string {
  const value = content[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

/** Says that a form was filled from a draft, and lets its author throw it away. Stands inside the form. */
export function DraftNotice({ ctx, draft, url }: { ctx: PageContext; draft: Draft; url: string }) {
  const { t, lang } = ctx;
  return (
    <p class="cluster">
      <span class="muted">
        {t('ticket:draft.restored', { date: formatDateTime(draft.savedAt, { lang }) })}
      </span>
      <Button
        variant="quiet"
        size="sm"
        icon="cross"
        formAction={url}
        formNoValidate
        name={clearDraftName}
        value="oui"
      >
        {t('ticket:draft.clear')}
      </Button>
    </p>
  );
}

/**
 * Answers a form sent to be kept: kept over what was there, forgotten when emptied or thrown away. A script hears
 * 204, a person goes back to the page.
 */
export async function answerDraft(
  request: FastifyRequest,
  reply: FastifyReply,
  { number, place, back }: { number: number; place: string; back: string },
): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const personId = viewerOf(request).id;
  await settleFiles(request, place);
  const content = typedContent(request);
  const isCleared = clearDraftName in formBody(request.body);
  // What a script saves while the form itself is on its way may arrive after it: it has been sent, it is no draft.
  const { actId } = actFields(request.body);
  const isSent = await wasActed(db, { number, personId, key: actId });
  const isKept = isWorthKeeping(content) && !isCleared && !isSent;
  if (isKept) await saveDraft(db, { personId, place, content }, clock());
  else await discardDraft(db, personId, place);
  if (request.headers.accept === 'application/json') return reply.code(204).send();
  const { t } = pageContext(request);
  const text = t(isKept ? 'ticket:draft.kept' : 'ticket:draft.cleared');
  setFlash(request, reply, filesFlash(request) ?? { tone: 'success', text });
  return seeOther(reply, back);
}
