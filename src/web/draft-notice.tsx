import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type AsideDraft,
  type Draft,
  type DraftContent,
  isWorthKeeping,
} from '../domain/drafts/drafts.ts';
import { openingOf } from '../domain/knowledge/extract.ts';
import { wasActed } from '../domain/tickets/already-sent.ts';
import { formatDateTime } from '../platform/text/dates.ts';
import { Alert } from '../ui/alert.tsx';
import { PlainText } from '../ui/arrangement.tsx';
import { Button } from '../ui/button.tsx';
import { viewerOf } from './access.ts';
import { actFields } from './act-fields.ts';
import { openedName } from './draft-window.ts';
import { filesFlash, settleFiles } from './file-drafts.ts';
import { setFlash } from './flash.ts';
import { formBody } from './form-body.ts';
import { keepOrForget, takeAsideName, tellSaved } from './keep-draft.ts';
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
    <>
      <input type="hidden" name={openedName} value={String(draft.savedAt)} />
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
      {draft.aside.map((text) => (
        <OtherText key={text.writtenIn} {...{ ctx, text, url }} />
      ))}
    </>
  );
}

/** What another window wrote in the same form: its first words, and the way to take it back. */
function OtherText({ ctx, text, url }: { ctx: PageContext; text: AsideDraft; url: string }) {
  const { t, lang } = ctx;
  const date = formatDateTime(text.savedAt, { lang });
  return (
    <Alert
      tone="info"
      actions={
        <Button
          variant="secondary"
          size="sm"
          icon="undo"
          formAction={url}
          formNoValidate
          name={takeAsideName}
          value={text.writtenIn}
        >
          {t('ticket:draft.takeAside')}
        </Button>
      }
    >
      <p>{t('ticket:draft.aside', { date })}</p>
      <PlainText text={openingOf(wordsOf(text.content), 300)} />
    </Alert>
  );
}

/** The texts of a draft, without what its boxes and hidden fields hold: texts have words. */
function wordsOf(content: DraftContent): string {
  const texts = Object.values(content).flat();
  const written = texts.filter((text) => /\s/.test(text.trim()) && /\p{L}/u.test(text));
  return (written.length > 0 ? written : texts).join('\n');
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
  const { db } = request.server;
  const personId = viewerOf(request).id;
  await settleFiles(request, place);
  const content = typedContent(request);
  const isCleared = clearDraftName in formBody(request.body);
  // What a script saves while the form itself is on its way may arrive after it: it has been sent, it is no draft.
  const { actId } = actFields(request.body);
  const isSent = await wasActed(db, { number, personId, key: actId });
  const isKept = isWorthKeeping(content) && !isCleared && !isSent;
  await keepOrForget(request, reply, { place, content, isKept });
  if (request.headers.accept === 'application/json') return tellSaved(request, reply);
  const { t } = pageContext(request);
  const text = t(isKept ? 'ticket:draft.kept' : 'ticket:draft.cleared');
  setFlash(request, reply, filesFlash(request) ?? { tone: 'success', text });
  return seeOther(reply, back);
}
