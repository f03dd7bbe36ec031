import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type DraftContent, discardDraft, saveDraft } from '../domain/drafts/drafts.ts';
import { takeAside } from '../domain/drafts/drafts-aside.ts';
import { formatTime } from '../platform/text/dates.ts';
import { viewerOf } from './access.ts';
import { draftAt } from './draft-window.ts';
import { formBody } from './form-body.ts';
import { readerLanguage } from './reader-language.ts';

/** The button that takes back a text of another window; its value names the text. */
export const takeAsideName = '_reprendre';
const setAsideHeader = 'draft-set-aside';

/**
 * Keeps what a form holds where its window writes, or forgets it; then takes back the text of another window that was
 * asked for. A script hears whether one was set aside.
 */
export async function keepOrForget(
  request: FastifyRequest,
  reply: FastifyReply,
  { place, content, isKept }: { place: string; content: DraftContent; isKept: boolean },
): Promise<void> {
  const { db, clock } = request.server;
  const personId = viewerOf(request).id;
  const at = draftAt(request, place);
  if (isKept) {
    const isOtherAside = await saveDraft(db, { personId, content, ...at }, clock());
    if (isOtherAside) void reply.header(setAsideHeader, 'oui');
  } else await discardDraft(db, personId, at);
  const wanted = z.uuid().safeParse(formBody(request.body)[takeAsideName]);
  if (wanted.success) await takeAside(db, { personId, place, writtenIn: wanted.data });
}

/** Tells a script when its text was kept, by the desk's clock: the browser's may be of another place, or wrong. */
export function tellSaved(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const savedAt = formatTime(request.server.clock(), { lang: readerLanguage(request) });
  return reply.send({ savedAt });
}
