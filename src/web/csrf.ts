import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { csrfFieldName } from '../ui/form.tsx';
import { isSame, readCookie, signatureFor, writeCookie } from './site-cookies.ts';

const csrfHeader = 'x-csrf-token';

/** What the proof is bound to: the session, or the visit of somebody about to sign in. */
function boundTo(request: FastifyRequest): string | undefined {
  return readCookie(request, 'session') ?? readCookie(request, 'visit');
}

/** The proof for one session or visit: only we can make it, and it opens nothing by itself. */
export function proofFor(siteSecret: string, boundSecret: string): string {
  return signatureFor(siteSecret, 'csrf', boundSecret);
}

/** Gives the proof that the forms of this page carry; empty when there is neither session nor visit. */
export function csrfToken(request: FastifyRequest): string {
  const secret = boundTo(request);
  return secret === undefined ? '' : proofFor(request.server.config.sessionSecret, secret);
}

/** Opens a visit for somebody not signed in, and gives the proof that the sign-in form carries. */
export function openVisit(request: FastifyRequest, reply: FastifyReply): string {
  const known = csrfToken(request);
  if (known !== '') return known;
  const value = randomBytes(32).toString('base64url');
  writeCookie(request, reply, { name: 'visit', value });
  return proofFor(request.server.config.sessionSecret, value);
}

/** Says whether the form comes from a page of ours made for this very session or visit. */
export function carriesProof(request: FastifyRequest): boolean {
  const expected = csrfToken(request);
  const given = request.headers[csrfHeader] ?? bodyField(request.body);
  return expected !== '' && typeof given === 'string' && isSame(given, expected);
}

function bodyField(body: unknown): unknown {
  return typeof body === 'object' && body !== null && csrfFieldName in body
    ? body[csrfFieldName]
    : undefined;
}

/**
 * Where the browser says that the request was started. Absent in old browsers and in other programs: the proof then
 * decides alone.
 */
export function startedFrom(request: FastifyRequest): 'own' | 'elsewhere' | 'unknown' {
  const site = request.headers['sec-fetch-site'];
  if (site === undefined) return 'unknown';
  // "none" is the person themselves, sending a page again from a restored window.
  return site === 'same-origin' || site === 'none' ? 'own' : 'elsewhere';
}
