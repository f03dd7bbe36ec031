import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SamlConfig } from '../config-saml.ts';
import { endSessionsOf, endSessionsStartingWith } from '../domain/people/end-sessions.ts';
import { takeLogoutHint } from '../domain/people/session.ts';
import { takeMessage } from '../domain/people/take-message.ts';
import { paths } from '../paths.ts';
import { formBody } from '../web/form-body.ts';
import { seeOther } from '../web/page-reply.ts';
import { decodeMessage, type SamlParties } from './saml-answer.ts';
import { isSignedByPortal, samlLogoutAddress, samlLogoutAnswer } from './saml-client.ts';
import { type LogoutOrder, readLogoutRequest } from './saml-logout-request.ts';
import { openQuery } from './saml-query.ts';
import { portalSessionOf, readHint, sessionsOfName } from './saml-session.ts';
import { answerEnvelope, openEnvelope } from './saml-soap.ts';
import { SamlFault } from './saml-xml.ts';
import { takeLeaving } from './trip.ts';

const door = 'saml';
const longestEnvelope = 65_536;

/** What a page of this door needs. */
export type SamlPage = {
  saml: SamlConfig;
  parties: SamlParties;
  request: FastifyRequest;
  reply: FastifyReply;
};

/** Opens the ways by which a portal says that somebody signed out, and the one that leads to sign out of it. */
export function openSamlLogout(
  app: FastifyInstance,
  page: (
    show: (here: SamlPage) => Promise<FastifyReply>,
  ) => (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
): void {
  const config = { access: 'public' } as const;
  app.get(paths.portalSignOut(door), { config }, page(sendToSignOut));
  app.get(paths.portalNews(door), { config }, page(hearInAddress));
  void app.register((scope, _options, done) => {
    const xml = { parseAs: 'string', bodyLimit: longestEnvelope } as const;
    scope.addContentTypeParser<string>('text/xml', xml, (_request, text, parsed) => {
      parsed(null, text);
    });
    const fromPortal = { ...config, provesItself: true };
    scope.post(paths.portalNews(door), { config: fromPortal }, page(hearInBody));
    done();
  });
}

/** Sends whoever has signed out here to sign out of the portal too, which sends back to the page that says it. */
async function sendToSignOut({ saml, parties, request, reply }: SamlPage): Promise<FastifyReply> {
  const left = takeLeaving(request, reply);
  const session = left && readHint(await takeLogoutHint(request.server.db, left));
  // A portal that is not told who leaves cannot be asked anything.
  if (!session || saml.sloUrl === null) return seeOther(reply, paths.signOut());
  return reply.redirect(await samlLogoutAddress(saml, parties, session), 303);
}

/** By a redirection of a browser, which goes back to the portal by another one. */
async function hearInAddress(here: SamlPage): Promise<FastifyReply> {
  const { saml, request, reply } = here;
  // The answer to a request of ours: there is nothing to end any more.
  if (formBody(request.query)['SAMLRequest'] === undefined) return seeOther(reply, paths.signOut());
  return answerByRedirect(here, async () => openQuery(request.originalUrl, saml.certificates));
}

/** By a form that a browser brings, or from the portal itself, without anybody’s browser. */
async function hearInBody(here: SamlPage): Promise<FastifyReply> {
  const { saml, parties, request, reply } = here;
  if (typeof request.body === 'string') return answerBySoap(here, request.body);
  const { SAMLRequest: posted, RelayState: relayState } = formBody(request.body);
  if (typeof posted !== 'string') return seeOther(reply, paths.signOut());
  return answerByRedirect(here, async () => {
    const text = decodeMessage(posted);
    await refuseUnsigned(saml, parties, text);
    return { text, relayState: typeof relayState === 'string' ? relayState : '' };
  });
}

async function refuseUnsigned(saml: SamlConfig, parties: SamlParties, text: string): Promise<void> {
  if (await isSignedByPortal(saml, parties, text)) return;
  throw new SamlFault('answer_untrusted', 'signature');
}

type Opened = { text: string; relayState: string };

async function answerByRedirect(
  here: SamlPage,
  open: () => Promise<Opened>,
): Promise<FastifyReply> {
  const { saml, parties, reply } = here;
  const heard = await hear(here, open);
  // Whoever is in front of the screen is told where they stand.
  if (heard === null || saml.sloReturnUrl === null) return seeOther(reply, paths.signOut());
  const { request, relayState } = heard;
  return reply.redirect(await samlLogoutAnswer(saml, parties, { request, relayState }), 303);
}

async function answerBySoap(here: SamlPage, body: string): Promise<FastifyReply> {
  const { saml, parties, request, reply } = here;
  const heard = await hear(here, async () => {
    const text = openEnvelope(body);
    await refuseUnsigned(saml, parties, text);
    return { text, relayState: '' };
  });
  if (heard === null) return reply.code(400).send();
  const answer = { entityId: parties.entityId, request: heard.request };
  const now = request.server.clock();
  return reply.type('text/xml; charset=utf-8').send(answerEnvelope(answer, saml.key, now));
}

/** Ends what a request says, once; null when it is not one. */
async function hear(
  { parties: { idp, slo }, request }: SamlPage,
  open: () => Promise<Opened>,
): Promise<{ request: string; relayState: string } | null> {
  const { db, clock } = request.server;
  try {
    const { text, relayState } = await open();
    const order = readLogoutRequest(text, { idp, slo, now: clock() });
    const message = { issuer: idp, id: order.id, until: order.until };
    if (!(await takeMessage(db, message, clock()))) {
      throw new SamlFault('answer_replayed', 'ID');
    }
    await endWhat(request, order);
    return { request: order.request, relayState };
  } catch (error) {
    if (!(error instanceof SamlFault)) throw error;
    const { reason, detail } = error;
    request.log.warn({ door, reason, detail }, 'a logout request was refused');
    return null;
  }
}

async function endWhat({ server }: FastifyRequest, order: LogoutOrder): Promise<void> {
  const { db, clock } = server;
  const { nameId, sessionIndexes } = order;
  if (sessionIndexes.length === 0) {
    await endSessionsStartingWith(db, { door, portalSession: sessionsOfName(nameId) }, clock());
  }
  for (const sessionIndex of sessionIndexes) {
    const portalSession = portalSessionOf({ nameId, sessionIndex });
    await endSessionsOf(db, { door, portalSession }, clock());
  }
}
