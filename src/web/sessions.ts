import { isDeepStrictEqual } from 'node:util';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { endSession } from '../domain/people/end-sessions.ts';
import { isAgent, type Viewer } from '../domain/people/person.ts';
import {
  doorOfSession,
  farewellKey,
  glanceAtSession,
  type NewSession,
  openSession,
  readSession,
  sessionKey,
} from '../domain/people/session.ts';
import { recordSignIn } from '../domain/people/sign-in-trace.ts';
import type { Db } from '../domain/tables.ts';
import { paths } from '../paths.ts';
import { readTogether } from '../platform/db/read-together.ts';
import { NotFound, Unavailable } from '../platform/errors.ts';
import { deviceOf } from './device.ts';
import { readFrame } from './read-frame.ts';
import { rememberLanguage } from './reader-language.ts';
import { dropCookie, readCookie, writeCookie } from './site-cookies.ts';

/** Only reading changes nothing: such requests need no proof and lose no text. */
export function onlyReads(request: FastifyRequest): boolean {
  return request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS';
}

/** An act mostly ends on another page, and what a script asks for has none: they say what every page does only then. */
const asksForPage = (request: FastifyRequest): boolean =>
  onlyReads(request) && request.headers.accept !== 'application/json';

/** Every request learns who sends it, before anything else looks at it. */
export function recogniseVisitors(app: FastifyInstance): void {
  app.decorateRequest('viewer', null);
  app.decorateRequest('frame', null);
  app.decorateRequest('isFramed', false);
  app.decorateRequest('sessionReading', null);
  app.decorateRequest('sessionFailure', null);
  app.decorateRequest('ahead', null);
  app.addHook('onRequest', async (request) => {
    const token = readCookie(request, 'session');
    const { session, prolongs } = request.routeOptions.config;
    if (token === undefined || session === false) return;
    try {
      await recognise(request, { token, read: prolongs === false ? glanceAtSession : readSession });
    } catch (error) {
      // A form that was sent is read first: the page that says "try again" then holds what was typed.
      if (onlyReads(request) || !(error instanceof Error)) throw error;
      request.sessionFailure = error;
    }
  });
}

/** Who was behind a session the last time, so that their next page is read with the session itself. */
const remembered = new Map<string, Viewer>();
const mostRemembered = 2_000;

/**
 * Learns who sends a request and what every page says, with what this one says of its own: in one statement as long as
 * the session is that of the person it was, with the same rights. What was read for who they were is read again.
 */
async function recognise(
  request: FastifyRequest,
  { token, read }: { token: string; read: typeof readSession },
): Promise<void> {
  const { db, clock } = request.server;
  const key = sessionKey(token);
  const before = remembered.get(key);
  const readFor = (known: Viewer | undefined) =>
    readTogether(db, (one) =>
      Promise.all([
        read(one, token, clock()),
        known && asksForPage(request) ? readFrame(request, one, known) : null,
        known && readAhead(request, one, known),
      ]),
    );
  const [reading, frame, ahead] = await readFor(before).catch(async (error: unknown) => {
    if (before === undefined || error instanceof Unavailable) throw error;
    // What a page reads fails with all that left with it: the page says so, to somebody who is still known.
    const [alone] = await readFor(undefined);
    return [alone, null, failedAhead(request, error)] as const;
  });
  request.sessionReading = reading;
  remembered.delete(key);
  if (reading?.state !== 'live') return;
  const { viewer } = reading;
  request.viewer = viewer;
  if (asksForPage(request)) {
    const isSame = before !== undefined && framesAlike(before, viewer);
    request.frame = frame && isSame ? frame : await readFrame(request, db, viewer);
    request.isFramed = true;
  }
  if (ahead && isDeepStrictEqual(before, viewer)) request.ahead = ahead;
  remember(key, viewer);
}

/** What is not found is looked for again by the page itself, which knows what to say of it. */
async function readAhead(
  request: FastifyRequest,
  db: Db,
  viewer: Viewer,
): Promise<FastifyRequest['ahead']> {
  const { ahead: reading } = request.routeOptions.config;
  if (!reading) return null;
  try {
    const value = await reading(request, db, viewer);
    return { reading, give: () => value };
  } catch (error) {
    return error instanceof NotFound ? null : failedAhead(request, error);
  }
}

/** It is not tried twice: what the database gave up after a while would last as long again. */
function failedAhead(request: FastifyRequest, error: unknown): FastifyRequest['ahead'] {
  const { ahead: reading } = request.routeOptions.config;
  if (!reading) return null;
  return {
    reading,
    give: () => {
      throw error;
    },
  };
}

function remember(key: string, viewer: Viewer): void {
  const [oldest] = remembered.keys();
  if (oldest !== undefined && remembered.size >= mostRemembered) remembered.delete(oldest);
  remembered.set(key, viewer);
}

/** Whether the frame read for one is that of the other: all that `readFrame` looks at. */
function framesAlike(one: Viewer, other: Viewer): boolean {
  const facts = (viewer: Viewer) => [
    ...[viewer.id, viewer.isAdministrator, viewer.siteId, viewer.organisationUnitId],
    ...[viewer.memberships, viewer.unreadNotices > 0],
  ];
  return isDeepStrictEqual(facts(one), facts(other));
}

/**
 * Signs a person in: the former session ends and the secret changes, so that a secret known before signing in is
 * worth nothing after. Gives the page they land on when no other was asked for.
 */
export async function startSession(
  request: FastifyRequest,
  reply: FastifyReply,
  opening: NewSession,
): Promise<string> {
  const { db, clock } = request.server;
  const former = readCookie(request, 'session');
  if (former !== undefined) await endSession(db, former, clock());
  const { door, personId } = opening;
  const device = deviceOf(request.headers['user-agent']);
  const value = await openSession(db, { ...opening, device }, clock());
  await recordSignIn(db, { door, outcome: 'admitted', personId }, clock());
  writeCookie(request, reply, { name: 'session', value });
  dropCookie(request, reply, 'visit');
  const reading = await readSession(db, value, clock());
  if (reading?.state === 'live') rememberLanguage(request, reply, reading.viewer.language);
  return reading?.state === 'live' && isAgent(reading.viewer) ? paths.console() : paths.home();
}

/** Gives the secret of the session that a request came with, on a route that lets nobody else through. */
export function sessionToken(request: FastifyRequest): string {
  const token = readCookie(request, 'session');
  if (token === undefined) throw new Error('This route is open to people who are not signed in.');
  return token;
}

/** Gives what remains of the session that a request came with, which opens nothing; null when there was none. */
export function leftSession(request: FastifyRequest): string | null {
  const token = readCookie(request, 'session');
  return token === undefined ? null : farewellKey(token);
}

/**
 * Signs a person out: their session ends on the server, not only in this browser. Gives the door it came through, null
 * when there was none.
 */
export async function stopSession(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string | null> {
  const { db, clock } = request.server;
  const token = readCookie(request, 'session');
  dropCookie(request, reply, 'session');
  request.viewer = null;
  if (token === undefined) return null;
  const door = await doorOfSession(db, token);
  await endSession(db, token, clock());
  return door;
}
