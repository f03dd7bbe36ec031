import type { FastifyReply, FastifyRequest } from 'fastify';
import { wasAdded } from '../../domain/announcements/announcement-editing.ts';
import { announcementFields } from './announcement-fields.ts';
import { draftPlaceOf, findForEdit, pageOf, readSent } from './announcement-request.ts';
import { answerEditingDraft, namedId } from './editing.ts';

/** Keeps news that are being written: by themselves, on demand, on the way to their preview. */
export async function keepAnnouncementDraft(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const isSent = !(await saysMore(request));
  const place = draftPlaceOf(request);
  return answerEditingDraft(request, reply, { place, page: pageOf(request), isSent });
}

/** What says nothing new is no draft: nothing written yet, or what has just been saved, which may arrive after. */
async function saysMore(request: FastifyRequest): Promise<boolean> {
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
