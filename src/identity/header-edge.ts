import type { IncomingMessage } from 'node:http';
import { BlockList, isIPv6 } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type HeaderConfig, isOrdinaryHeader, looseHeader } from '../config-header.ts';
import { endSession } from '../domain/people/end-sessions.ts';
import { doorOfSession } from '../domain/people/session.ts';
import { isSame, readCookie, signatureFor, writeCookie } from '../web/site-cookies.ts';
import { type Attributes, gatherAttributes } from './claims.ts';
import type { EntryReason } from './door.ts';

/** What the headers of a request say of who sends it. */
export type HeaderReading =
  | { outcome: 'named'; user: string; attributes: Attributes }
  | { outcome: 'refused'; reason: EntryReason; detail: string };

const readings = new WeakMap<FastifyRequest, HeaderReading>();

/** Gives what the headers said of who sends a request: read at the edge, where they are dropped. */
export const readingOf = (request: FastifyRequest): HeaderReading | undefined =>
  readings.get(request);

/**
 * The first step of every request, while a proxy may say who is there: what it says is read and put aside for the door,
 * and no header that is not ordinary goes any further, to a page or to the log.
 */
export function guardHeaders(app: FastifyInstance): void {
  const { entete } = app.config.doors;
  if (entete === null) return;
  const isOurs = proxyMatcher(entete.proxies);
  const known = headersOf(entete);
  app.addHook('onRequest', async (request) => {
    const pairs = pairsOf(request.raw.rawHeaders);
    readings.set(request, readHeaders(entete, known, { pairs, isOurs: isOurs(request.raw) }));
    const kept = pairs.filter(([name]) => isOrdinaryHeader(name));
    request.raw.rawHeaders = kept.flat();
    for (const name of Object.keys(request.raw.headers)) {
      if (!isOrdinaryHeader(name)) Reflect.deleteProperty(request.raw.headers, name);
    }
  });
}

function pairsOf(raw: readonly string[]): [name: string, value: string][] {
  return raw.flatMap((name, index) =>
    index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as [string, string]] : [],
  );
}

/** The headers of the table, and the secret, as they are written. */
const headersOf = (entete: HeaderConfig): readonly string[] => [
  ...new Set([entete.secretHeader, ...Object.values(entete.claims).flat()]),
];

/** The machine at the other end of the connection, whatever headers say of it; a socket of this machine has no address. */
function proxyMatcher(proxies: readonly string[]): (request: IncomingMessage) => boolean {
  const list = new BlockList();
  for (const proxy of proxies.filter((one) => one !== 'unix')) {
    const [address = '', length] = proxy.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (length === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(length), family);
  }
  return ({ socket }) => {
    const address = socket.remoteAddress;
    if (address === undefined) return proxies.includes('unix') && !socket.destroyed;
    const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
    return list.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
  };
}

const refused = (reason: EntryReason, detail: string): HeaderReading => ({
  outcome: 'refused',
  reason,
  detail,
});

type Sent = { pairs: readonly (readonly [string, string])[]; isOurs: boolean };

function readHeaders(
  entete: HeaderConfig,
  known: readonly string[],
  { pairs, isOurs }: Sent,
): HeaderReading {
  if (!isOurs) return refused('origin_refused', 'address');
  const values = new Map<string, string>();
  for (const [name, value] of pairs) {
    const meant = known.find((one) => looseHeader(one) === looseHeader(name));
    if (meant === undefined) continue;
    if (meant !== name) return refused('origin_refused', `variant:${meant}`);
    if (values.has(name)) return refused('origin_refused', `twice:${meant}`);
    values.set(name, value);
  }
  const secret = values.get(entete.secretHeader) ?? '';
  // Both are hashed first: their lengths are not compared either.
  if (!isSame(digest(secret), digest(entete.secret))) return refused('origin_refused', 'secret');
  values.delete(entete.secretHeader);
  const attributes = gatherAttributes(
    [...values].flatMap(([name, value]) => severalIn(value).map((one) => [name, one] as const)),
  );
  const [user, other] = attributes.get(entete.userHeader.toLowerCase()) ?? [];
  if (user === undefined) return refused('claim_missing', entete.userHeader);
  if (other !== undefined || !/^\P{Cc}{1,255}$/u.test(user)) {
    return refused('claim_invalid', entete.userHeader);
  }
  // The portal takes a name with or without its capitals, and says it as it was typed.
  return { outcome: 'named', user: user.toLowerCase(), attributes };
}

const digest = (text: string): string => signatureFor('header', 'proxy secret', text);

/** A comma parts several values; « X » is none. */
function severalIn(value: string): string[] {
  return utf8(value)
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && one !== 'X');
}

/** Headers come as bytes: most portals write UTF-8, the older ones Latin-1. */
function utf8(value: string): string {
  const bytes = Buffer.from(value, 'latin1');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return value;
  }
}

/** What stands in a cookie for somebody of the portal: it names nobody. */
const markOf = (request: FastifyRequest, user: string): string =>
  signatureFor(request.server.config.sessionSecret, 'portal person', user);

/** Remembers who the portal said was in front of this browser when they came in. */
export function notePortalPerson(request: FastifyRequest, reply: FastifyReply, user: string): void {
  writeCookie(request, reply, { name: 'portal', value: markOf(request, user) });
}

/** Ends the session of a browser in which the portal has recognised somebody else since: before anybody reads it. */
export function leaveWithPortal(app: FastifyInstance): void {
  if (app.config.doors.entete === null) return;
  app.addHook('onRequest', async (request) => {
    const reading = readingOf(request);
    const mark = readCookie(request, 'portal');
    const token = readCookie(request, 'session');
    if (reading?.outcome !== 'named' || mark === undefined || token === undefined) return;
    if (isSame(mark, markOf(request, reading.user))) return;
    // Whoever then came in by another door is not whom the portal speaks of.
    if ((await doorOfSession(app.db, token)) !== 'entete') return;
    await endSession(app.db, token, app.clock());
  });
}
