import type { FastifyRequest } from 'fastify';
import { forgetStagedFiles, removeStagedFile } from '../domain/files/staged-files.ts';
import { removeFileName } from '../ui/file-field.tsx';
import { viewerOf } from './access.ts';
import { refusalTexts } from './file-words.ts';
import { formBody, valuesOf } from './form-body.ts';
import { fieldNamed } from './form-files.ts';
import { clearDraftName } from './kept-text.ts';
import type { Flash } from './layout/page-context.ts';
import { pageContext } from './page-reply.ts';

/**
 * Does to the files of a draft what the button pressed asks for: takes one off, or forgets them all with the draft
 * thrown away. What stays is in the form as before.
 */
export async function settleFiles(request: FastifyRequest, place: string | null): Promise<void> {
  const { db } = request.server;
  const personId = viewerOf(request).id;
  const body = formBody(request.body);
  if (clearDraftName in body && place !== null) await forgetStagedFiles(db, { personId, place });
  const removed = valuesOf(body, removeFileName);
  if (removed.length === 0) return;
  for (const id of removed) await removeStagedFile(db, { personId, id });
  for (const name of Object.keys(body).filter((one) => fieldNamed(one) !== undefined)) {
    body[name] = valuesOf(body, name).filter((id) => !removed.includes(id));
  }
}

/** Says whether a form was sent to be kept because of its files: its page opens where they are. */
export function isAboutFiles({ body, filesBrought }: FastifyRequest): boolean {
  const { staged = [], refused = [] } = filesBrought ?? {};
  return staged.length + refused.length + valuesOf(body, removeFileName).length > 0;
}

/** What is said of the files of a form that was only kept: which were refused, or that one was taken off. */
export function filesFlash(request: FastifyRequest): Flash | null {
  const ctx = pageContext(request);
  const refused = refusalTexts(request.filesBrought?.refused ?? [], ctx);
  if (refused !== '') return { tone: 'warning', text: refused.slice(0, 1000) };
  const isTakenOff = valuesOf(request.body, removeFileName).length > 0;
  return isTakenOff ? { tone: 'success', text: ctx.t('files:removed') } : null;
}
