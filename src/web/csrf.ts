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

/** Gives the proof that the forms of this page carry, and whose page it is; empty with neither session nor visit. */
export function csrfToken(request: FastifyRequest): string {
  const secret = boundTo(request);
  if (secret === undefined) return '';
  const proof = proofFor(request.server.config.sessionSecret, secret);
  const owner = ownerMark(request);
  return owner === null ? proof : `${proof}.${owner}`;
}

/** Outlives the session: two people who use one browser after each other are still told apart. */
function ownerMark({ server, viewer }: FastifyRequest): string | null {
  if (viewer === null) return null;
  return signatureFor(server.config.sessionSecret, 'page-owner', String(viewer.id)).slice(0, 22);
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
  const secret = boundTo(request);
  if (secret === undefined) return false;
  return isSame(given(request).proof, proofFor(request.server.config.sessionSecret, secret));
}

/** Says whether the form comes from a page made for the person who is now signed in, if in a session that is over. */
export function isOwnPage(request: FastifyRequest): boolean {
  const owner = ownerMark(request);
  return owner !== null && startedFrom(request) === 'own' && isSame(given(request).owner, owner);
}

function given(request: FastifyRequest): { proof: string; owner: string } {
  const value = request.headers[csrfHeader] ?? bodyField(request.body);
  const [proof = '', owner = ''] = typeof value === 'string' ? value.split('.') : [];
  return { proof, owner };
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
