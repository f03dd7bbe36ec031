import type { FastifyInstance } from 'fastify';
import type { DoorName, DoorsConfig } from '../config-doors.ts';
import { makeAllowance } from '../web/allowance.ts';
import { casDoor } from './cas.ts';
import type { IdentityDoor } from './door.ts';
import { openEntrance } from './entrance.tsx';
import { headerDoor } from './header.ts';
import { localDoor } from './local.tsx';
import { oidcDoor } from './oidc.ts';
import { samlDoor } from './saml.ts';
import { registerSignOutRoutes } from './sign-out-routes.tsx';

/** What the doors are made from. */
type Site = { doors: DoorsConfig; baseUrl: string };

/** How each door is made from its configuration; null when it was given none. */
const makers: Record<DoorName, (site: Site) => IdentityDoor | null> = {
  local: () => localDoor,
  cas: ({ doors, baseUrl }) => doors.cas && casDoor(doors.cas, baseUrl),
  oidc: ({ doors }) => doors.oidc && oidcDoor(doors.oidc),
  saml: ({ doors }) => doors.saml && samlDoor(doors.saml),
  entete: ({ doors }) => doors.entete && headerDoor(doors.entete),
};

/** A whole site may share an address, and a portal that is down refuses everybody. */
const refusalsPerMinute = 120;

/** Opens the doors that the configuration names, the page that leads to them, and the way out. */
export function openDoors(app: FastifyInstance): void {
  app.decorate('refusals', makeAllowance(refusalsPerMinute));
  const doors = app.config.doors.enabled
    .map((name) => makers[name](app.config))
    .filter((door) => door !== null);
  openEntrance(app, doors);
  for (const door of doors) door.open(app);
  registerSignOutRoutes(app, doors);
}
