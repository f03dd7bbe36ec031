import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { isAgent, leadsATeam, usualPreferences, type Viewer } from '../domain/people/person.ts';
import { renderDocument } from '../platform/html/render.ts';
import { createTexts } from '../ui/texts.ts';
import { csrfToken } from './csrf.ts';
import { windowOf } from './draft-window.ts';
import { dropFlash, readFlash } from './flash.ts';
import type { PageContext, PagePerson } from './layout/page-context.ts';
import { emptyFrame, readFrame } from './read-frame.ts';
import { readerLanguage } from './reader-language.ts';

/** Gives what a page shows of a person who is signed in. */
export function personOf(viewer: Viewer): PagePerson {
  const { id, login, firstName, lastName, isAdministrator } = viewer;
  const roles = { isAgent: isAgent(viewer), isLead: leadsATeam(viewer), isAdministrator };
  return { id, login, firstName, lastName, ...roles };
}

/** Gathers what the frame of a page needs to know of the request it answers. */
export function pageContext(request: FastifyRequest): PageContext {
  const { viewer, server, sessionReading: reading } = request;
  const lang = readerLanguage(request);
  return {
    t: createTexts(lang),
    lang,
    person: viewer && personOf(viewer),
    ...(viewer && reading?.state === 'live' && { sessionEnd: reading.end }),
    csrfToken: csrfToken(request),
    window: windowOf(request)?.id ?? crypto.randomUUID(),
    path: request.url,
    preferences: viewer?.preferences ?? usualPreferences,
    // Not read yet in an act: filled before the page is drawn.
    frame: (request.frame ??= emptyFrame()),
    flash: readFlash(request),
    fileRules: { limits: server.files.limits, isScanned: server.files.scanner !== null },
    assets: server.siteAssets.lookup,
    authority: server.config.authorityName,
    version: server.config.version,
    accessibility: server.lastKnown.accessibility,
    now: server.clock(),
  };
}

/** Answers with a page. The line left by the page before has now been said. */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  page: VNode,
  status = 200,
): FastifyReply {
  dropFlash(request, reply);
  void reply.code(status).type('text/html; charset=utf-8');
  if (request.isFramed || request.viewer === null) return reply.send(renderDocument(page));
  void fillFrame(request, request.viewer)
    .then(() => reply.send(renderDocument(page)))
    .catch((error: unknown) => reply.send(error));
  return reply;
}

/** An act that ends on a page of its own says there what every page does; without it the page says all the rest. */
async function fillFrame(request: FastifyRequest, viewer: Viewer): Promise<void> {
  request.isFramed = true;
  request.frame ??= emptyFrame();
  try {
    Object.assign(request.frame, await readFrame(request, request.server.db, viewer));
  } catch (err) {
    request.log.warn({ err }, 'the frame of a page could not be read');
  }
}

/** Sends the browser to another page of ours after an act (303: with a GET, whatever it sent). */
export function seeOther(reply: FastifyReply, path: string): FastifyReply {
  return reply.redirect(path, 303);
}
