import type { FastifyInstance } from 'fastify';
import type { DoorName } from '../config-doors.ts';
import type { PortalConfig } from '../config-portal.ts';
import type { SignInReason } from '../domain/people/sign-in-trace.ts';

/**
 * A way to be recognised: a password of our own, the portal's single sign-on, a header set by a proxy … Its pages end
 * by `enter` (enter.tsx) for the person it recognised or `refuseEntry` (failure-page.tsx), and know nothing of what
 * comes after.
 */
export type IdentityDoor = {
  /** In the configuration, the log and the sessions. */
  name: DoorName;
  /** A portal: `paths.portal(name)` sends there. Null: a door of our own, with its form on the sign-in page. */
  portal: Portal | null;
  /** Adds the pages through which a person comes in. */
  open: (app: FastifyInstance) => void;
};

/** What the sign-in and sign-out pages need to know of a portal. */
export type Portal = Pick<PortalConfig, 'label'> & {
  /** It lets in those it knows already and sends the others back, to choose. */
  asksFirst: boolean;
  /** Where to sign out of the portal itself; null: nowhere. */
  signOutAddress: string | null;
};

/** Why a portal's person is not let in: what happens to a password has its words on the form itself. */
export type EntryReason = Exclude<
  SignInReason,
  'unknown_login' | 'wrong_password' | 'no_password' | 'demonstration' | 'slowed' | 'busy'
>;
