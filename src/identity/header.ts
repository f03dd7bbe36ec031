import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { HeaderConfig } from '../config-header.ts';
import { paths } from '../paths.ts';
import { formBody } from '../web/form-body.ts';
import { seeOther } from '../web/page-reply.ts';
import type { IdentityDoor } from './door.ts';
import { enter } from './enter.ts';
import { refuseEntry } from './failure-page.tsx';
import { notePortalPerson, readingOf } from './header-edge.ts';
import { beginTrip, endTrip } from './trip.ts';
import { showOutside, wantedPage } from './way-in.ts';

const door = 'entete';

/** The door of a proxy that says, in headers, who its portal has recognised. */
export function headerDoor(entete: HeaderConfig): IdentityDoor {
  return {
    name: door,
    portal: { label: entete.label, asksFirst: false, signOutAddress: entete.signOutAddress },
    open: (app: FastifyInstance) => {
      app.get(paths.portal(door), { config: { access: 'public' } }, (request, reply) =>
        welcome(entete, request, reply),
      );
    },
  };
}

async function welcome(
  entete: HeaderConfig,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const outside = await showOutside(request, reply, door);
  if (outside) return outside;
  const { etat: state } = formBody(request.query);
  const trip = endTrip(request, reply, { door, state });
  const returnTo = trip === null ? wantedPage(request) : trip.returnTo;
  const reading = readingOf(request);
  if (!reading) throw new Error('The headers of a request were not read.');
  if (reading.outcome === 'refused') {
    const { reason, detail } = reading;
    return refuseEntry(request, reply, { door, reason, detail, returnTo });
  }
  // No portal stands between that would stop who goes round: a first step shows whether this browser keeps cookies.
  if (state === undefined) {
    const { state: etat } = beginTrip(request, reply, { door, returnTo });
    return seeOther(reply, paths.portal(door, { etat }));
  }
  if (trip === null) return refuseEntry(request, reply, { door, reason: 'entry_lost' });
  const { user: subject, attributes } = reading;
  notePortalPerson(request, reply, subject);
  return enter(request, reply, {
    ...{ door, portal: entete, issuer: door, subject, attributes, returnTo },
    portalSession: null,
  });
}
