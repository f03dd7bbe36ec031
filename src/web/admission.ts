import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Overloaded } from '../platform/errors.ts';
import type { Places } from '../platform/http/places.ts';
import { onlyReads } from './sessions.ts';
import { turnAway } from './turn-away.tsx';

/**
 * When more people ask than the desk can answer, some wait a moment and the others are told to come back, so that
 * those who are let in are answered as quickly as ever. Reading: at the door. Acting: once the form is known, so that
 * the page gives it back; somebody who sends a large file slowly holds no place meanwhile. Whoever asks how the desk
 * is doing, and what stays open for hours, is not counted.
 */
export function admitRequests(app: FastifyInstance, places: Places): void {
  app.addHook('onRequest', async (request, reply) => {
    if (onlyReads(request) && !(await admit(request, reply))) turnAway(request, reply);
  });
  app.addHook('preValidation', async (request, reply) => {
    if (onlyReads(request) || (await admit(request, reply))) return;
    throw new Overloaded('too many requests at once');
  });

  async function admit(request: FastifyRequest, { raw }: FastifyReply): Promise<boolean> {
    const { session, lasts } = request.routeOptions.config;
    if (session === false || lasts) return true;
    const leave = await places.take(() => !raw.destroyed);
    if (leave === null) return false;
    raw.once('close', leave);
    // Gone while it waited.
    if (raw.destroyed) leave();
    return true;
  }
}
