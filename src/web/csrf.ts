import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { csrfFieldName } from '../ui/form.tsx';
import { isSame, readCookie, signatureFor, writeCookie } from './site-cookies.ts';

const csrfHeader = 'x-csrf-token';
/** Of a signature. */
const proofBytes = 32;

/** What the proof is bound to: the session, or the visit of somebody about to sign in. */
function boundTo(request: FastifyRequest): string | undefined {
  return readCookie(request, 'session') ?? readCookie(request, 'visit');
}

/** The proof for one session or visit: only we can make it, and it opens nothing by itself. */
export function proofFor(siteSecret: string, boundSecret: string): string {
  return signatureFor(siteSecret, 'csrf', boundSecret);
}

/** The bare proof for this request; empty when there is neither session nor visit. */
function expectedProof(request: FastifyRequest): string {
  const secret = boundTo(request);
  return secret === undefined ? '' : proofFor(request.server.config.sessionSecret, secret);
}

/** Gives the proof that the forms of this page carry; empty when there is neither session nor visit. */
export function csrfToken(request: FastifyRequest): string {
  const secret = boundTo(request);
  return secret === undefined ? '' : maskedProof(request, secret);
}

const xor = (a: Buffer, b: Buffer): Buffer => Buffer.from(a.map((byte, at) => byte ^ (b[at] ?? 0)));

/**
 * The proof as it is written in a page. Pages are compressed: beside words from the address, what is always the same
 * could be guessed from their length, try after try. Each query gives it another mask; a page without one, and so one
 * that does not exist, is always the same.
 */
function maskedProof(request: FastifyRequest, secret: string): string {
  const { sessionSecret } = request.server.config;
  const query = request.url.split('?')[1] ?? '';
  const mask = Buffer.from(signatureFor(sessionSecret, 'csrf-mask', secret + query), 'base64url');
  const proof = Buffer.from(proofFor(sessionSecret, secret), 'base64url');
  return Buffer.concat([mask, xor(proof, mask)]).toString('base64url');
}

/** A bare proof is one as well: pages opened before proofs were masked carry it. */
function unmasked(text: string): string {
  const bytes = Buffer.from(text, 'base64url');
  const half = bytes.length / 2;
  if (half !== proofBytes) return text;
  return xor(bytes.subarray(half), bytes.subarray(0, half)).toString('base64url');
}

/** Opens a visit for somebody not signed in, and gives the proof that the sign-in form carries. */
export function openVisit(request: FastifyRequest, reply: FastifyReply): string {
  const known = csrfToken(request);
  if (known !== '') return known;
  const value = randomBytes(32).toString('base64url');
  writeCookie(request, reply, { name: 'visit', value });
  return maskedProof(request, value);
}

/** Says whether the form comes from a page of ours made for this very session or visit. */
export function carriesProof(request: FastifyRequest): boolean {
  const expected = expectedProof(request);
  const given = request.headers[csrfHeader] ?? bodyField(request.body);
  if (expected === '' || typeof given !== 'string') return false;
  return isSame(unmasked(given), expected);
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
