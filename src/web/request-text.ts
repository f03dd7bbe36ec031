import type { FastifyInstance } from 'fastify';
import { NotFound } from '../platform/errors.ts';
import { type FormBody, formLimits, gatherFields } from './form-body.ts';

/**
 * Reads what follows « ? » in an address as a form is read. Too many fields are left out instead of refused: nobody
 * typed them, and the address itself is short already.
 */
export function cleanQuery(text: string): FormBody {
  return gatherFields([...new URLSearchParams(text)].slice(0, formLimits.fields));
}

/** An address with a NUL in its path names nothing, and no database would take it. */
export function refuseNul(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (/^[^?]*%00/.test(request.url)) throw new NotFound();
  });
}
