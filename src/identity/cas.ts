import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CasConfig } from '../config-doors.ts';
import { endSessionsOf } from '../domain/people/end-sessions.ts';
import { hasLetIn } from '../domain/people/session.ts';
import { paths } from '../paths.ts';
import { formBody } from '../web/form-body.ts';
import { seeOther } from '../web/page-reply.ts';
import { readLogoutRequest } from './cas-answer.ts';
import { casLoginAddress, casLogoutAddress, validateTicket } from './cas-client.ts';
import type { EntryReason, IdentityDoor } from './door.ts';
import { enter } from './enter.ts';
import { refuseEntry } from './failure-page.tsx';
import { beginTrip, endTrip } from './trip.ts';
import { showOutside, wantedPage } from './way-in.ts';

const door = 'cas';

/** The door of a portal that speaks CAS 3, or 2. */
export function casDoor(cas: CasConfig, baseUrl: string): IdentityDoor {
  return {
    name: door,
    portal: {
      label: cas.label,
      asksFirst: cas.gateway,
      signOutAddress: casLogoutAddress(cas, baseUrl + paths.signOut()),
    },
    open: (app: FastifyInstance) => {
      const open = { access: 'public' } as const;
      app.get(paths.portal(door), { config: open }, (request, reply) =>
        sendToPortal(cas, request, reply),
      );
      app.get(paths.portalReturn(door), { config: open }, (request, reply) =>
        welcome(cas, request, reply),
      );
      const fromPortal = { ...open, provesItself: true };
      app.post(paths.portalReturn(door), { config: fromPortal }, hearLogout);
    },
  };
}

/** The address the portal sends back to: the very same is said to it when the ticket is checked. */
const serviceOf = ({ server }: FastifyRequest, state: string): string =>
  server.config.baseUrl + paths.portalReturn(door, { etat: state });

async function sendToPortal(
  cas: CasConfig,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const outside = await showOutside(request, reply, door);
  if (outside) return outside;
  const ifKnown = cas.gateway && 'passerelle' in formBody(request.query);
  const kept: Record<string, string> = ifKnown ? { ifKnown: 'oui' } : {};
  const { state } = beginTrip(request, reply, { door, returnTo: wantedPage(request), kept });
  const address = casLoginAddress(cas, { service: serviceOf(request, state), ifKnown });
  return reply.redirect(address, 303);
}

async function welcome(
  cas: CasConfig,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { etat: state, ticket } = formBody(request.query);
  const trip = endTrip(request, reply, { door, state });
  if (trip === null) {
    // The Back button, or a page opened again: they are in.
    if (request.viewer) return seeOther(reply, paths.home());
    return refuseEntry(request, reply, { door, reason: 'entry_lost' });
  }
  const { returnTo } = trip;
  const refuse = (reason: EntryReason, detail: string | null = null): Promise<FastifyReply> =>
    refuseEntry(request, reply, { door, reason, detail, returnTo });
  if (ticket === undefined) {
    if (trip.kept['ifKnown'] === undefined) return refuse('portal_refused', 'no-ticket');
    return seeOther(reply, paths.signIn({ choix: 'oui', retour: returnTo ?? undefined }));
  }
  if (typeof ticket !== 'string') return refuse('answer_unreadable', 'two-tickets');
  if (ticket.startsWith('PT-')) return refuse('proxy_refused', 'PT');
  if (!/^ST-[\x21-\x7e]{1,253}$/.test(ticket)) return refuse('answer_unreadable', 'ticket');
  if (await hasLetIn(request.server.db, { door, portalSession: ticket })) {
    return refuse('answer_replayed');
  }
  const service = serviceOf(request, trip.state);
  const answer = await validateTicket(cas, { ticket, service });
  if (answer.outcome === 'refused') return refuse(answer.reason, answer.detail);
  return enter(request, reply, {
    door,
    portal: cas,
    issuer: cas.url,
    // A directory does not mind capitals, and some servers give the name back as it was typed. Where people choose their
    // names, two that differ by them may be two people: at worst one has two accounts, and nobody has somebody else's.
    subject: cas.sharesLogins ? answer.user.normalize('NFC').toLowerCase() : answer.user,
    attributes: answer.attributes,
    portalSession: ticket,
    returnTo,
  });
}

/** Somebody signed out at the portal, which says so to each service by the ticket it had given for it. */
async function hearLogout(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const { logoutRequest } = formBody(request.body);
  const tickets = typeof logoutRequest === 'string' ? readLogoutRequest(logoutRequest) : [];
  for (const portalSession of tickets) {
    await endSessionsOf(db, { door, portalSession }, clock());
  }
  return reply.code(tickets.length === 0 ? 400 : 204).send();
}
