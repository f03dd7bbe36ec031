import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DoorName } from '../config-doors.ts';
import { isAgent } from '../domain/people/person.ts';
import { paths } from '../paths.ts';
import { formBody } from '../web/form-body.ts';
import { seeOther } from '../web/page-reply.ts';
import { ownPath } from '../web/return-path.ts';
import { refuseEntry } from './failure-page.tsx';
import { forgetArrival, hasJustArrived } from './trip.ts';

/** The page somebody wants once they are in, when it is one of ours. */
export function wantedPage(request: FastifyRequest): string | null {
  const { retour } = { ...formBody(request.query), ...formBody(request.body) };
  return typeof retour === 'string' ? ownPath(retour) : null;
}

/** Sends whoever is in already to the page they wanted; null when nobody is. */
export function showInside(request: FastifyRequest, reply: FastifyReply): FastifyReply | null {
  const { viewer } = request;
  if (!viewer) return null;
  const landing = isAgent(viewer) ? paths.console() : paths.home();
  return seeOther(reply, wantedPage(request) ?? landing);
}

/**
 * Answers those who need not go to a portal: they are in, or their browser has just come back from it and kept nothing,
 * and would go round in circles. Null for all others.
 */
export async function showOutside(
  request: FastifyRequest,
  reply: FastifyReply,
  door: DoorName,
): Promise<FastifyReply | null> {
  const inside = showInside(request, reply);
  if (inside) return inside;
  if (!hasJustArrived(request)) return null;
  forgetArrival(request, reply);
  const returnTo = wantedPage(request);
  return refuseEntry(request, reply, { door, reason: 'entry_loops', returnTo });
}
