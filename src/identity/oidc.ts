import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Configuration, randomNonce, randomPKCECodeVerifier } from 'openid-client';
import type { OidcConfig } from '../config-oidc.ts';
import { endSessionsOf, endSessionsOfIdentity } from '../domain/people/end-sessions.ts';
import { takeLogoutHint } from '../domain/people/session.ts';
import { takeMessage } from '../domain/people/take-message.ts';
import { paths } from '../paths.ts';
import { formBody } from '../web/form-body.ts';
import { seeOther } from '../web/page-reply.ts';
import type { EntryReason, IdentityDoor } from './door.ts';
import { enter } from './enter.ts';
import { refuseEntry } from './failure-page.tsx';
import { isName } from './is-name.ts';
import {
  exchangeCode,
  type OidcPerson,
  type OidcPortal,
  oidcLoginAddress,
  oidcLogoutAddress,
  oidcPortal,
} from './oidc-client.ts';
import { explainOidc } from './oidc-faults.ts';
import { type LogoutNews, readLogoutToken } from './oidc-logout.ts';
import { beginTrip, endTrip, takeLeaving } from './trip.ts';
import { showOutside, wantedPage } from './way-in.ts';

const door = 'oidc';

/** What a page of this door needs. */
type Here = { oidc: OidcConfig; portal: OidcPortal; request: FastifyRequest; reply: FastifyReply };

/** The door of a portal that speaks OpenID Connect. */
export function oidcDoor(oidc: OidcConfig): IdentityDoor {
  const portal = oidcPortal(oidc);
  const page =
    (show: (here: Here) => Promise<FastifyReply>) =>
    (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
      show({ oidc, portal, request, reply });
  return {
    name: door,
    portal: {
      label: oidc.label,
      asksFirst: false,
      // By a page of ours: what the portal wants to be shown is not written in a page.
      signOutAddress: paths.portalSignOut(door),
    },
    open: (app: FastifyInstance) => {
      const config = { access: 'public' } as const;
      app.get(paths.portal(door), { config }, page(sendToPortal));
      app.get(paths.portalReturn(door), { config }, page(welcome));
      app.get(paths.portalSignOut(door), { config }, page(sendToSignOut));
      const fromPortal = { ...config, provesItself: true };
      app.post(paths.portalNews(door), { config: fromPortal }, page(hearLogout));
    },
  };
}

/** To the letter what the portal was told of: it compares. */
const redirectUriOf = ({ server }: FastifyRequest): string =>
  server.config.baseUrl + paths.portalReturn(door);

async function sendToPortal({ oidc, portal, request, reply }: Here): Promise<FastifyReply> {
  const outside = await showOutside(request, reply, door);
  if (outside) return outside;
  const returnTo = wantedPage(request);
  const kept = { nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
  try {
    const server = await portal.find(request.server.clock());
    const { state } = beginTrip(request, reply, { door, returnTo, kept });
    const trip = { state, ...kept, redirectUri: redirectUriOf(request) };
    return await reply.redirect(await oidcLoginAddress(oidc, server, trip), 303);
  } catch (error) {
    const { reason, detail } = explainOidc(error);
    return refuseEntry(request, reply, { door, reason, detail, returnTo });
  }
}

async function welcome({ oidc, portal, request, reply }: Here): Promise<FastifyReply> {
  const { state } = formBody(request.query);
  const trip = endTrip(request, reply, { door, state });
  if (trip === null) {
    // The Back button, or a page opened again: they are in.
    if (request.viewer) return seeOther(reply, paths.home());
    return refuseEntry(request, reply, { door, reason: 'entry_lost' });
  }
  const { returnTo, kept } = trip;
  const refuse = (reason: EntryReason, detail: string | null = null): Promise<FastifyReply> =>
    refuseEntry(request, reply, { door, reason, detail, returnTo });
  const redirectUri = redirectUriOf(request);
  const { nonce = '', verifier = '' } = kept;
  let person: OidcPerson;
  try {
    person = await exchangeCode(oidc, await portal.find(request.server.clock()), {
      trip: { state: trip.state, nonce, verifier, redirectUri },
      back: new URL(request.url.slice(request.url.indexOf('?')), redirectUri),
    });
  } catch (error) {
    const { reason, detail } = explainOidc(error);
    return refuse(reason, detail);
  }
  const { issuer, subject, acr, sid, idToken, attributes } = person;
  if (!isName(subject)) return refuse('answer_unreadable', 'sub');
  if (oidc.acr.length > 0 && !(acr !== null && oidc.acr.includes(acr))) {
    return refuse('too_weak', 'acr');
  }
  return enter(request, reply, {
    ...{ door, portal: oidc, issuer, subject, attributes, returnTo },
    portalSession: isName(sid) ? sid : null,
    logoutHint: idToken !== null && idToken.length <= longestHint ? idToken : null,
  });
}

/** It comes back to the portal in an address. */
const longestHint = 6_000;

/** Sends whoever has signed out here to sign out of the portal too, and back to the page that says that they are out. */
async function sendToSignOut({ portal, request, reply }: Here): Promise<FastifyReply> {
  const { db, clock, config } = request.server;
  const left = takeLeaving(request, reply);
  const hint = left === null ? null : await takeLogoutHint(db, left);
  const farewell = { hint, returnTo: config.baseUrl + paths.signOut(), state: randomNonce() };
  const address = await portal
    .find(clock())
    .then((server: Configuration) => oidcLogoutAddress(server, farewell))
    .catch((error: unknown) => {
      const { reason, detail } = explainOidc(error);
      request.log.warn({ door, reason, detail }, 'the portal could not be asked to sign out');
      return null;
    });
  return address === null ? seeOther(reply, paths.signOut()) : reply.redirect(address, 303);
}

/** Somebody signed out at the portal, which says so to each service by itself. */
async function hearLogout({ portal, request, reply }: Here): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const { logout_token: token } = formBody(request.body);
  void reply.header('cache-control', 'no-store');
  const isToken = typeof token === 'string' && token.length <= longestHint;
  let news: LogoutNews | null;
  try {
    news = isToken ? await readLogoutToken(await portal.find(clock()), token, clock()) : null;
  } catch (error) {
    // Its keys could not be had: it may say it again.
    const { reason, detail } = explainOidc(error);
    request.log.warn({ door, reason, detail }, 'a logout token could not be checked');
    return reply.code(503).header('retry-after', 30).send();
  }
  if (news === null || !(await takeMessage(db, news, clock()))) {
    request.log.warn({ door }, 'a logout token was refused');
    return reply.code(400).send();
  }
  if ('sid' in news) await endSessionsOf(db, { door, portalSession: news.sid }, clock());
  else await endSessionsOfIdentity(db, { door, ...news }, clock());
  return reply.code(200).send();
}
