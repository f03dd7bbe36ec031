import type { FastifyInstance } from 'fastify';

/**
 * A way to be recognised: a password of our own, the portal's single sign-on, a header set by a proxy … Its pages
 * end by `startSession` (web/sessions.ts) for the person it recognised, and know nothing of what comes after.
 */
export type IdentityDoor = {
  /** For the log and the statistics. */
  name: string;
  /** Adds the pages through which a person comes in; one of them is the sign-in page. */
  open: (app: FastifyInstance) => void;
};
