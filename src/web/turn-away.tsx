import type { OutgoingHttpHeaders } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { Negotiator } from '@fastify/accept-negotiator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { usualPreferences } from '../domain/people/person.ts';
import { paths } from '../paths.ts';
import { renderDocument } from '../platform/html/render.ts';
import { askedByScript } from './access.ts';
import { ErrorPage } from './error-page.tsx';
import type { PageContext } from './layout/page-context.ts';
import { pageContext } from './page-reply.ts';
import { emptyFrame } from './read-frame.ts';
import { readerLanguage } from './reader-language.ts';

/** Seconds after which it is worth asking again. */
export const retryAfter = 5;

type Encoding = 'br' | 'gzip' | 'identity';
type BusyPage = Record<Encoding, Buffer>;

const negotiator = new Negotiator<Encoding>({ supportedValues: ['br', 'gzip', 'identity'] });
const pages = new Map<string, BusyPage>();
const nothing = Buffer.alloc(0);

/**
 * Answers that too many ask at once: the least that can be answered, since each one turned away takes its time from
 * those who are let in. The page is the same for everybody, written and compressed once, and nothing of the site looks
 * at it on its way out.
 */
export function turnAway(request: FastifyRequest, reply: FastifyReply): void {
  const encoding = negotiator.negotiate(request.headers['accept-encoding'] ?? '') ?? 'identity';
  const isPage = !askedByScript(request);
  const body = isPage ? busyPage(request)[encoding] : nothing;
  const headers: OutgoingHttpHeaders = {
    // What every answer tells the browser.
    ...(reply.getHeaders() as OutgoingHttpHeaders),
    'retry-after': String(retryAfter),
    'content-type': 'text/html; charset=utf-8',
    'content-length': body.length,
    vary: 'accept-encoding',
    ...(isPage && encoding !== 'identity' && { 'content-encoding': encoding }),
  };
  reply.hijack();
  reply.raw.writeHead(503, headers).end(body);
}

function busyPage(request: FastifyRequest): BusyPage {
  const key = `${readerLanguage(request)} ${request.server.lastKnown.accessibility}`;
  const page = pages.get(key) ?? writeBusyPage(request);
  pages.set(key, page);
  return page;
}

function writeBusyPage(request: FastifyRequest): BusyPage {
  const frame = emptyFrame();
  const nobody = { person: null, csrfToken: '', frame, flash: null };
  const shared = { ...nobody, path: paths.home(), preferences: usualPreferences };
  // Whoever is turned away first may be signed in, and everybody else is shown the same page.
  const { sessionEnd: _theirs, ...context } = pageContext(request);
  const ctx: PageContext = { ...context, ...shared };
  const identity = Buffer.from(renderDocument(<ErrorPage ctx={ctx} kind="overloaded" />));
  return { identity, br: brotliCompressSync(identity), gzip: gzipSync(identity) };
}
