import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * The cookies of the site: the session; the visit of somebody not signed in; one line to show on the next page; the
 * language of who signed in here last; each way to a portal that has begun, and that one has just been back from one; the
 * session that was just left; whom the portal in front of us had recognised.
 */
export type CookieName =
  | 'session'
  | 'visit'
  | 'flash'
  | 'language'
  | `trip-${string}`
  | 'arrival'
  | 'left'
  | 'portal';

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Says whether cookies can be bound to https: always, but for a site served in clear on this very machine. */
function isBoundToHttps(baseUrl: string): boolean {
  const { protocol, hostname } = new URL(baseUrl);
  return !(protocol === 'http:' && loopback.test(hostname));
}

function nameOf(request: FastifyRequest, name: CookieName): string {
  // The prefix makes browsers refuse a cookie that another site of the domain, or a clear connection, would set.
  return isBoundToHttps(request.server.config.baseUrl) ? `__Host-${name}` : name;
}

function options(request: FastifyRequest): CookieSerializeOptions {
  return {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isBoundToHttps(request.server.config.baseUrl),
  };
}

/** Reads one of the site's cookies. */
export function readCookie(request: FastifyRequest, name: CookieName): string | undefined {
  return request.cookies[nameOf(request, name)];
}

/** Gives the browser one of the site's cookies, until it is closed or for some seconds. */
export function writeCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  { name, value, maxAge }: { name: CookieName; value: string; maxAge?: number },
): void {
  const lasting = maxAge === undefined ? {} : { maxAge };
  void reply.setCookie(nameOf(request, name), value, { ...options(request), ...lasting });
}

/** Takes one of the site's cookies back. */
export function dropCookie(request: FastifyRequest, reply: FastifyReply, name: CookieName): void {
  void reply.clearCookie(nameOf(request, name), options(request));
}

/** Derived once: a secret has few purposes, and lives as long as the process. */
const keys = new Map<string, Buffer>();

function keyFor(secret: string, purpose: string): Buffer {
  const name = `${purpose} ${secret}`;
  const known = keys.get(name);
  if (known !== undefined) return known;
  const key = Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
  keys.set(name, key);
  return key;
}

/** Signs a text for one purpose: a signature made for one purpose is worth nothing for another. */
export function signatureFor(secret: string, purpose: string, text: string): string {
  return createHmac('sha256', keyFor(secret, purpose)).update(text).digest('base64url');
}

/** Says whether two signatures are the same, in a time that does not tell where they differ. */
export function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
