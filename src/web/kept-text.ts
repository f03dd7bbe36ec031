import type { FastifyRequest } from 'fastify';
import { type DraftContent, isWorthKeeping, saveDraft } from '../domain/drafts/drafts.ts';
import { paths } from '../paths.ts';
import { draftAt } from './draft-window.ts';
import { formBody } from './form-body.ts';
import { ownPath } from './return-path.ts';

/** The name of the button that throws a draft away. */
export const clearDraftName = '_effacer';

/** Never kept, never shown again. */
const secret = /^_|password|mot-de-passe/i;

/** Gives what a form holds, without its proof and without passwords. */
export function typedContent(request: FastifyRequest): DraftContent {
  return Object.fromEntries(
    Object.entries(formBody(request.body)).filter(([name]) => !secret.test(name)),
  );
}

/** Keeps what a form holds as the draft of its page; says whether there was something to keep and where. */
export async function keepTyped(request: FastifyRequest, personId: number): Promise<boolean> {
  const place = request.routeOptions.config.draftPlace?.(request) ?? null;
  const content = typedContent(request);
  if (place === null || !isWorthKeeping(content)) return false;
  const { db, clock } = request.server;
  await saveDraft(db, { personId, content, ...draftAt(request, place) }, clock());
  return true;
}

/** The page of the form that was sent: declared by its route, else the page it was sent from, else the home page. */
export function pageOfForm(request: FastifyRequest): string {
  const declared = request.routeOptions.config.returnTo?.(request);
  return ownPath(declared ?? refererPath(request) ?? '') ?? paths.home();
}

function refererPath(request: FastifyRequest): string | undefined {
  const { referer } = request.headers;
  if (referer === undefined || !URL.canParse(referer)) return undefined;
  const { host, pathname, search } = new URL(referer);
  // A proxy may pass the address people type, or its own.
  const own = [request.host, new URL(request.server.config.baseUrl).host];
  return own.includes(host) ? pathname + search : undefined;
}
