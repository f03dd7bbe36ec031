import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DoorName } from '../config-doors.ts';
import type { PortalConfig } from '../config-portal.ts';
import { admitPerson } from '../domain/people/admit-person.ts';
import { followGroups } from '../domain/tickets/follow-groups.ts';
import { enqueue } from '../platform/jobs/enqueue.ts';
import { seeOther } from '../web/page-reply.ts';
import { startSession } from '../web/sessions.ts';
import { type Attributes, placesOfGroups, readPerson } from './claims.ts';
import { refuseEntry } from './failure-page.tsx';
import { noteArrival } from './trip.ts';

/** Somebody a portal vouches for. */
export type Recognised = {
  door: DoorName;
  portal: Pick<PortalConfig, 'claims' | 'sharesLogins'>;
  /** Whose word it is, and what it never gives to anybody else: the account is found by these two alone. */
  issuer: string;
  subject: string;
  attributes: Attributes;
  /** What the portal will call its session when it says that it is over. */
  portalSession: string | null;
  /** What it wants to be shown when one signs out of it from here. */
  logoutHint?: string | null;
  returnTo: string | null;
};

/**
 * Lets in whoever a portal recognised: makes or finds the person, brings up to date what the portal says of them and
 * the places its groups give, opens a session and sends to the page that was asked for.
 */
export async function enter(
  request: FastifyRequest,
  reply: FastifyReply,
  recognised: Recognised,
): Promise<FastifyReply> {
  const { door, portal, issuer, subject, portalSession, logoutHint = null, returnTo } = recognised;
  const { db, clock, config } = request.server;
  const { claims, groups, unreadable } = readPerson(portal.claims, recognised.attributes, subject);
  if (claims.login === '') {
    return refuseEntry(request, reply, {
      door,
      reason: 'claim_missing',
      detail: 'login',
      returnTo,
    });
  }
  if (unreadable.length > 0) request.log.warn({ door, unreadable }, 'a claim could not be read');
  const { sharesLogins } = portal;
  const admission = await admitPerson(db, { issuer, subject, claims, sharesLogins }, clock());
  if (admission.outcome === 'refused') {
    const { reason, personId } = admission;
    return refuseEntry(request, reply, { door, reason, personId, returnTo });
  }
  const { personId, isNew } = admission;
  if (isNew) await enqueue(db, 'meet-in-directory', { personId });
  const places = placesOfGroups(config.doors.groups, groups);
  const order = { identity: { issuer, subject }, personId, places };
  const unknownTeams = await followGroups(db, order, clock());
  if (unknownTeams.length > 0) request.log.warn({ unknownTeams }, 'GROUP_ROLES names no team');
  const landing = await startSession(request, reply, {
    ...{ personId, door, portalSession, logoutHint },
  });
  noteArrival(request, reply);
  return seeOther(reply, returnTo ?? landing);
}
