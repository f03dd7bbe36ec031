import type { FastifyInstance } from 'fastify';
import { TooOften } from '../platform/errors.ts';
import { addressKey } from './address-key.ts';
import { makeAllowance } from './allowance.ts';
import { onlyReads } from './sessions.ts';

/**
 * A program gone wild, or somebody's script, does not fill the desk: forms are counted by person, and by address for
 * those we cannot name. Once the body is known, so that the page can give back what was typed.
 */
export function limitActs(app: FastifyInstance): void {
  const { person, address } = app.config.rateLimits;
  const ofPerson = makeAllowance(person);
  const ofAddress = makeAllowance(address);
  app.addHook('preValidation', async (request) => {
    // A portal says by itself, for everybody, who has left.
    if (onlyReads(request) || request.routeOptions.config.provesItself === true) return;
    const now = app.clock();
    const { viewer, ip } = request;
    const seconds = viewer ? ofPerson(String(viewer.id), now) : ofAddress(addressKey(ip), now);
    if (seconds === 0) return;
    request.log.warn({ route: request.routeOptions.url }, 'too many forms from one hand');
    throw new TooOften(seconds);
  });
}
