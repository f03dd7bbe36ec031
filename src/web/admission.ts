import type { FastifyInstance } from 'fastify';
import { Overloaded } from '../platform/errors.ts';
import type { Places } from '../platform/http/places.ts';
import { onlyReads } from './sessions.ts';

/**
 * When more people ask than the desk can answer, some wait a moment and the others are told to come back, so that
 * those who are let in are answered as quickly as ever. Reading: at the door. Acting: once the form is known, so that
 * the page gives it back; somebody who sends a large file slowly holds no place meanwhile. Whoever asks how the desk
 * is doing, and what stays open for hours, is not counted.
 */
export function admitRequests(app: FastifyInstance, places: Places): void {
  app.addHook('onRequest', async (request, reply) => {
    if (onlyReads(request)) await admit(request.routeOptions.config, reply.raw);
  });
  app.addHook('preValidation', async (request, reply) => {
    if (!onlyReads(request)) await admit(request.routeOptions.config, reply.raw);
  });

  async function admit(
    { session, lasts }: { session?: boolean; lasts?: boolean },
    response: NodeJS.EventEmitter & { destroyed: boolean },
  ): Promise<void> {
    if (session === false || lasts) return;
    const leave = await places.take(() => !response.destroyed);
    if (leave === null) throw new Overloaded('too many requests at once');
    response.once('close', leave);
    // Gone while it waited.
    if (response.destroyed) leave();
  }
}
