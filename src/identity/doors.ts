import type { FastifyInstance } from 'fastify';
import type { DoorName, DoorsConfig } from '../config-doors.ts';
import { makeAllowance } from '../web/allowance.ts';
import { casDoor } from './cas.ts';
import type { IdentityDoor } from './door.ts';
import { openEntrance } from './entrance.tsx';
import { headerDoor } from './header.ts';
import { localDoor } from './local.tsx';
import { registerSignOutRoutes } from './sign-out-routes.tsx';

/** What the doors are made from. */
type Site = { doors: DoorsConfig; baseUrl: string };

/**
 * How each door is made from its configuration; null when it was given none. What the large ones are made of is in no
 * process that does not open them.
 */
const makers: Record<DoorName, (site: Site) => Promise<IdentityDoor | null>> = {
  local: async () => localDoor,
  cas: async ({ doors, baseUrl }) => doors.cas && casDoor(doors.cas, baseUrl),
  oidc: async ({ doors }) => doors.oidc && (await import('./oidc.ts')).oidcDoor(doors.oidc),
  saml: async ({ doors }) => doors.saml && (await import('./saml.ts')).samlDoor(doors.saml),
  entete: async ({ doors }) => doors.entete && headerDoor(doors.entete),
};

/** A whole site may share an address, and a portal that is down refuses everybody. */
const refusalsPerMinute = 120;

/** Opens the doors that the configuration names, the page that leads to them, and the way out. */
export async function openDoors(app: FastifyInstance): Promise<void> {
  app.decorate('refusals', makeAllowance(refusalsPerMinute));
  const made = await Promise.all(app.config.doors.enabled.map((name) => makers[name](app.config)));
  const doors = made.filter((door) => door !== null);
  openEntrance(app, doors);
  for (const door of doors) door.open(app);
  registerSignOutRoutes(app, doors);
}
