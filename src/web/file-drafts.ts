import type { FastifyRequest } from 'fastify';
import { forgetStagedFiles, removeStagedFile } from '../domain/files/staged-files.ts';
import { removeFileName } from '../ui/file-field.tsx';
import { viewerOf } from './access.ts';
import { refusalTexts } from './file-words.ts';
import { formBody, valuesOf } from './form-body.ts';
import { fieldNamed, inputOf } from './form-files.ts';
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

/** The field of files that a form was sent to be kept for: its page opens there. */
export function filesBoxOf({ body, filesBrought }: FastifyRequest): string | undefined {
  const { staged = [], refused = [] } = filesBrought ?? {};
  const [brought] = [...staged, ...refused];
  if (brought !== undefined) return inputOf(brought.field);
  const removed = valuesOf(body, removeFileName);
  const names = Object.keys(formBody(body)).filter((name) => fieldNamed(name) !== undefined);
  return names.find((name) => valuesOf(body, name).some((id) => removed.includes(id)));
}

/** What is said of the files of a form that was only kept: which were refused, or that one was taken off. */
export function filesFlash(request: FastifyRequest): Flash | null {
  const ctx = pageContext(request);
  const refused = refusalTexts(request.filesBrought?.refused ?? [], ctx);
  if (refused !== '') return { tone: 'warning', text: refused.slice(0, 1000) };
  const isTakenOff = valuesOf(request.body, removeFileName).length > 0;
  return isTakenOff ? { tone: 'success', text: ctx.t('files:removed') } : null;
}
