import type { FastifyRequest } from 'fastify';
import type { Viewer } from '../domain/people/person.ts';
import type { Db } from '../domain/tables.ts';
import { readTogether } from '../platform/db/read-together.ts';
import { viewerOf } from './access.ts';

/**
 * What a page reads of its own, besides what every page says. A route that names it as `ahead` has it read with the
 * session, in the same statement, for whoever the session was the last time.
 */
export type OwnReading<R = unknown> = (
  request: FastifyRequest,
  db: Db,
  viewer: Viewer,
) => Promise<R>;

/** Gives what a page reads of its own: what came with the session, as long as it was for its reader, else read now. */
export async function readOwn<R>(request: FastifyRequest, reading: OwnReading<R>): Promise<R> {
  const { ahead, server } = request;
  if (ahead?.reading === reading) return ahead.give() as R;
  return readTogether(server.db, (one) => reading(request, one, viewerOf(request)));
}
