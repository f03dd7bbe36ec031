import type { FastifyReply, FastifyRequest } from 'fastify';
import { wasAdded } from '../../domain/announcements/announcement-editing.ts';
import { discardDraft, saveDraft } from '../../domain/drafts/drafts.ts';
import { viewerOf } from '../access.ts';
import { setFlash } from '../flash.ts';
import { formBody } from '../form-body.ts';
import { clearDraftName, typedContent } from '../kept-text.ts';
import { pageContext, seeOther } from '../page-reply.ts';
import { announcementFields } from './announcement-fields.ts';
import { draftPlaceOf, findForEdit, namedId, pageOf, readSent } from './announcement-request.ts';

/** The name of the button that shows what is being written as its readers will see it. */
export const previewName = '_apercu';

/** Keeps news that are being written: by themselves, on demand, on the way to their preview. */
export async function keepAnnouncementDraft(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const body = formBody(request.body);
  const personId = viewerOf(request).id;
  const place = draftPlaceOf(request);
  const isKept = !(clearDraftName in body) && (await isWorthKeeping(request));
  if (isKept) await saveDraft(db, { personId, place, content: typedContent(request) }, clock());
  else await discardDraft(db, personId, place);
  if (request.headers.accept === 'application/json') return reply.code(204).send();
  if (previewName in body) return seeOther(reply, `${pageOf(request)}?apercu=oui#apercu`);
  const { t } = pageContext(request);
  const text = t(isKept ? 'ticket:draft.kept' : 'ticket:draft.cleared');
  setFlash(request, reply, { tone: 'success', text });
  return seeOther(reply, pageOf(request));
}

/** What says nothing new is no draft: nothing written yet, or what has just been saved, which may arrive after. */
async function isWorthKeeping(request: FastifyRequest): Promise<boolean> {
  const { version: _, cle, ...typed } = readSent(request);
  if (namedId(request) === null) {
    const hasWords = `${typed.titre}${typed.texte}`.trim() !== '';
    return hasWords && !(await wasAdded(request.server.db, cle));
  }
  const saved = announcementFields(await findForEdit(request));
  return Object.entries(typed).some(
    ([name, value]) => String(value) !== String(saved[name as keyof typeof typed]),
  );
}
