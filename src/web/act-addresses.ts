import type { FastifyInstance, FastifyRequest } from 'fastify';
import { NotFound } from '../platform/errors.ts';
import { seeOther } from './page-reply.ts';
import { ownPath } from './return-path.ts';
import type { Access } from './route-config.ts';

/**
 * Leads from the address of an act to the page of its form. The answer to a form that was refused stands at that
 * address, which people then keep, reload or send to a colleague. Called before the doors are there; gives what to
 * call once they all are.
 */
export function leadBackFromActs(app: FastifyInstance): () => void {
  const acts: { url: string; access: Access; page: (request: FastifyRequest) => string }[] = [];
  app.addHook('onRoute', ({ method, url, config }) => {
    if (method !== 'POST' || config?.returnTo === undefined) return;
    acts.push({ url, access: config.access, page: config.returnTo });
  });
  return () => {
    for (const { url, access, page } of acts) {
      if (app.hasRoute({ method: 'GET', url })) continue;
      app.get(url, { config: { access } }, (request, reply) => {
        // A part of the address comes back in it, whatever was written there: as a header can carry it, or not at all.
        const path = ownPath(page(request));
        if (path === null) throw new NotFound(url);
        return seeOther(reply, path);
      });
    }
  };
}
