import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { DoorName } from '../config-doors.ts';
import { ownPath } from '../web/return-path.ts';
import { dropCookie, isSame, readCookie, signatureFor, writeCookie } from '../web/site-cookies.ts';

/** A way to a portal and back that has begun in one browser, and what it was begun for. */
export type Trip = {
  /** The portal brings it back: it finds the trip, and shows that it began in this browser. */
  state: string;
  door: DoorName;
  returnTo: string | null;
  /** What the door alone understands: a nonce, a proof of its own. */
  kept: Readonly<Record<string, string>>;
};

const shape = z.object({
  door: z.string(),
  until: z.number(),
  returnTo: z.string().nullable(),
  kept: z.record(z.string(), z.string()),
});

/** Long enough to find one's password, or to be called by a colleague. */
const tripMinutes = 20;
/** More windows than anybody opens at once. */
const mostTrips = 8;
/** A proxy takes some 8,000 bytes of cookies at most, and refuses every page beyond: those of other things have theirs. */
const mostBytes = 5_500;
/** What surrounds the value of a trip: « __Host-trip- », its state, « = » and « ; ». */
const nameBytes = 47;
/** Longer, a cookie would not be kept; the page asked for is lost rather than the way in. */
const longestReturn = 1_500;
/** Whoever comes back from a portal and asks for it again so soon was not let in by their own browser. */
const arrivalSeconds = 8;

const signature = (request: FastifyRequest, text: string): string =>
  signatureFor(request.server.config.sessionSecret, 'trip', text);

/** Begins a way to a portal; several may be under way, one in each window. */
export function beginTrip(
  request: FastifyRequest,
  reply: FastifyReply,
  { door, returnTo, kept = {} }: Omit<Trip, 'state' | 'kept'> & { kept?: Trip['kept'] },
): Trip {
  const state = randomBytes(24).toString('base64url');
  const back = returnTo === null || returnTo.length > longestReturn ? null : returnTo;
  const until = request.server.clock().add({ minutes: tripMinutes }).epochMilliseconds;
  const content = JSON.stringify({ door, until, returnTo: back, kept });
  const text = Buffer.from(content).toString('base64url');
  const value = `${text}.${signature(request, `${state}.${text}`)}`;
  forgetOldTrips(request, reply, value.length);
  writeCookie(request, reply, { name: `trip-${state}`, value, maxAge: tripMinutes * 60 });
  return { state, door, returnTo: back, kept };
}

/** Makes room for one more: a portal that is down is knocked at many times, and none of these ways is ever ended. */
function forgetOldTrips(request: FastifyRequest, reply: FastifyReply, size: number): void {
  const trips = Object.entries(request.cookies).flatMap(([cookie, value = '']) => {
    const [, state] = /(?:^|-)trip-([\w-]{32})$/.exec(cookie) ?? [];
    return state === undefined ? [] : [{ state, until: untilOf(value), size: value.length }];
  });
  let weight = size;
  for (const [index, trip] of trips.toSorted((a, b) => b.until - a.until).entries()) {
    weight += trip.size + nameBytes;
    if (index + 1 >= mostTrips || weight > mostBytes - nameBytes) {
      dropCookie(request, reply, `trip-${trip.state}`);
    }
  }
}

/** When a cookie says that it ends, signed or not: the worst it does is to be forgotten first. */
function untilOf(cookie: string): number {
  const [text = ''] = cookie.split('.');
  const read = shape.safeParse(readJson(Buffer.from(text, 'base64url').toString()));
  return read.success ? read.data.until : 0;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Finds the trip that a portal sends back, once; null when it did not begin here, for this door, or too long ago. */
export function endTrip(
  request: FastifyRequest,
  reply: FastifyReply,
  { door, state }: { door: DoorName; state: unknown },
): Trip | null {
  if (typeof state !== 'string' || !/^[\w-]{32}$/.test(state)) return null;
  const name = `trip-${state}` as const;
  const [text = '', signed = ''] = readCookie(request, name)?.split('.') ?? [];
  if (text === '' || !isSame(signed, signature(request, `${state}.${text}`))) return null;
  dropCookie(request, reply, name);
  const trip = shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  if (trip.door !== door || trip.until < request.server.clock().epochMilliseconds) return null;
  const { returnTo, kept } = trip;
  return { state, door, returnTo: returnTo === null ? null : ownPath(returnTo), kept };
}

/** Remembers for a moment that somebody was let in: should they knock again at once, their browser forgets us. */
export function noteArrival(request: FastifyRequest, reply: FastifyReply): void {
  const value = String(request.server.clock().epochMilliseconds);
  writeCookie(request, reply, { name: 'arrival', value, maxAge: arrivalSeconds });
}

/** Says whether somebody was let in a moment ago, and is not. */
export function hasJustArrived(request: FastifyRequest): boolean {
  const arrival = readCookie(request, 'arrival');
  if (request.viewer !== null || arrival === undefined) return false;
  const since = request.server.clock().epochMilliseconds - Number(arrival);
  return since >= 0 && since < arrivalSeconds * 1_000;
}

/** Forgets that somebody was just let in: they leave on purpose. */
export function forgetArrival(request: FastifyRequest, reply: FastifyReply): void {
  if (readCookie(request, 'arrival') !== undefined) dropCookie(request, reply, 'arrival');
}

/** Remembers for a while which session was left, by its key: its portal may want to be shown something of it. */
export function noteLeaving(request: FastifyRequest, reply: FastifyReply, key: string): void {
  writeCookie(request, reply, { name: 'left', value: key, maxAge: tripMinutes * 60 });
}

/** Gives the key of the session that was just left, once. */
export function takeLeaving(request: FastifyRequest, reply: FastifyReply): string | null {
  const key = readCookie(request, 'left');
  if (key === undefined) return null;
  dropCookie(request, reply, 'left');
  return key;
}
