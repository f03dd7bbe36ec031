import type { FastifyReply, FastifyRequest } from 'fastify';
import { saveDraft } from '../../domain/drafts/drafts.ts';
import { NotFound } from '../../platform/errors.ts';
import type { TextKey } from '../../ui/texts.ts';
import { viewerOf } from '../access.ts';
import { draftAt } from '../draft-window.ts';
import { setFlash } from '../flash.ts';
import { formBody } from '../form-body.ts';
import { typedContent } from '../kept-text.ts';
import { pageContext } from '../page-reply.ts';
import { answerPlacedDraft } from '../place-draft.ts';

/** The button of a form that keeps the draft and shows how it will look. */
export const previewName = '_apercu';

const previewed = 'apercu';

/** The pattern of an address that names something by its id, for the router. */
export function patternOf(path: (id: number) => string): string {
  return path(0).replace('/0', '/:id');
}

/** What an address names by its id; null where something new is written. */
export function namedId(request: FastifyRequest): number | null {
  const { id } = request.params as { id?: string };
  if (id === undefined) return null;
  if (!/^[1-9]\d{0,14}$/.test(id)) throw new NotFound('malformed id');
  return Number(id);
}

/** A part of the address, by the name its route gives it. */
export function paramOf(request: FastifyRequest, name: string): string {
  return (request.params as Record<string, string>)[name] ?? '';
}

/** What an address must name by its id. */
export function idOf(request: FastifyRequest): number {
  const id = namedId(request);
  if (id === null) throw new NotFound('nothing is named');
  return id;
}

/** One text of the form or of the address; of a list, its first value. */
export function textOf(fields: unknown, name: string): string {
  return [formBody(fields)[name] ?? ''].flat()[0] ?? '';
}

/** The version a form had read; 0, which nothing ever is, when it does not say. */
export function seenVersion(version: string): number {
  return /^\d{1,9}$/.test(version) ? Number(version) : 0;
}

/** Where a page of a growing list goes on from; undefined at its beginning. */
export function cursorOf(request: FastifyRequest): number | undefined {
  const cursor = textOf(request.query, 'avant');
  return /^\d{1,15}$/.test(cursor) ? Number(cursor) : undefined;
}

/** Says whether the page was asked for with its preview. */
export function isPreviewed(request: FastifyRequest): boolean {
  return previewed in formBody(request.query);
}

/** Says on the page that follows what was done. */
export function say(request: FastifyRequest, reply: FastifyReply, text: TextKey): void {
  tell(request, reply, pageContext(request).t(text));
}

/** Says on the page that follows what was done, in words already made. */
export function tell(request: FastifyRequest, reply: FastifyReply, text: string): void {
  setFlash(request, reply, { tone: 'success', text });
}

/** Keeps a form that comes back to be corrected or read again, should its page be closed. */
export async function keepSent(request: FastifyRequest, place: string): Promise<void> {
  const { db, clock } = request.server;
  const content = typedContent(request);
  const personId = viewerOf(request).id;
  await saveDraft(db, { personId, content, ...draftAt(request, place) }, clock());
}

type EditedDraft = {
  place: string;
  page: string;
  isSent: boolean;
  /** What the preview is to show besides what is kept. */
  shown?: Record<string, string>;
};

/** Keeps what is being written: by itself, on demand, or on the way to its preview. */
export function answerEditingDraft(
  request: FastifyRequest,
  reply: FastifyReply,
  { place, page, isSent, shown = {} }: EditedDraft,
): Promise<FastifyReply> {
  const isPreview = previewName in formBody(request.body);
  const query = new URLSearchParams({ [previewed]: 'oui', ...shown }).toString();
  const back = isPreview ? `${page}?${query}#apercu` : page;
  return answerPlacedDraft(request, reply, { place, back, isSent, isSilent: isPreview });
}
