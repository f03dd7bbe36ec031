import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { SamlConfig } from '../config-saml.ts';
import { putAside, takeAside } from '../domain/people/take-message.ts';
import { paths } from '../paths.ts';
import { formBody } from '../web/form-body.ts';
import { seeOther } from '../web/page-reply.ts';
import type { EntryReason, IdentityDoor } from './door.ts';
import { enter } from './enter.ts';
import { refuseEntry } from './failure-page.tsx';
import { decodeMessage, openAnswer, type SamlParties } from './saml-answer.ts';
import { readAssertion, type SamlPerson } from './saml-assertion.ts';
import { samlLoginAddress, signedAssertion } from './saml-client.ts';
import { openEncrypted } from './saml-encrypted.ts';
import { openSamlLogout, type SamlPage } from './saml-logout.ts';
import { samlMetadata } from './saml-metadata.ts';
import { takePortalForms } from './saml-post.ts';
import { portalSessionOf, writeHint } from './saml-session.ts';
import { identityIssuer, namedAttributes, subjectOf } from './saml-subject.ts';
import { SamlFault } from './saml-xml.ts';
import { beginTrip, endTrip } from './trip.ts';
import { showOutside, wantedPage } from './way-in.ts';

const door = 'saml';

/** Who we are to the portal, by the address that people type. */
function partiesOf({ idp, entityId }: SamlConfig, baseUrl: string): SamlParties {
  const metadata = baseUrl + paths.portalMetadata(door);
  const acs = baseUrl + paths.portalReturn(door);
  return { idp, entityId: entityId ?? metadata, acs, slo: baseUrl + paths.portalNews(door) };
}

/** The door of a portal that speaks SAML 2. */
export function samlDoor(saml: SamlConfig): IdentityDoor {
  const page =
    (show: (here: SamlPage) => Promise<FastifyReply>) =>
    (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
      show({ saml, parties: partiesOf(saml, request.server.config.baseUrl), request, reply });
  return {
    name: door,
    portal: {
      label: saml.label,
      asksFirst: false,
      // By a page of ours: who leaves is not written in a page.
      signOutAddress: saml.sloUrl === null ? null : paths.portalSignOut(door),
    },
    open: (app: FastifyInstance) => {
      const config = { access: 'public' } as const;
      app.get(paths.portal(door), { config }, page(sendToPortal));
      app.get(paths.portalReturn(door), { config }, page(welcome));
      app.get(paths.portalMetadata(door), { config }, page(describe));
      openSamlLogout(app, page);
      void app.register((scope, _options, done) => {
        takePortalForms(scope, door);
        const fromPortal = { ...config, provesItself: true };
        scope.post(paths.portalReturn(door), { config: fromPortal }, page(hearAnswer));
        done();
      });
    },
  };
}

async function sendToPortal({ saml, parties, request, reply }: SamlPage): Promise<FastifyReply> {
  const outside = await showOutside(request, reply, door);
  if (outside) return outside;
  const { state } = beginTrip(request, reply, { door, returnTo: wantedPage(request) });
  return reply.redirect(await samlLoginAddress(saml, parties, state), 303);
}

async function describe({ saml, parties, reply }: SamlPage): Promise<FastifyReply> {
  return reply.type('application/samlmetadata+xml').send(samlMetadata(saml, parties));
}

/** What is put aside of an answer, for the browser that asked for it. */
const aside = z.object({
  state: z.string(),
  subject: z.string(),
  attributes: z.array(z.tuple([z.string(), z.array(z.string())])),
  portalSession: z.string().nullable(),
  logoutHint: z.string().nullable(),
});

/**
 * A form of the portal's own site, which comes without our cookies: what it says is checked, put aside, and fetched by
 * the same browser a moment later. Nobody is let in here.
 */
async function hearAnswer({ saml, parties, request, reply }: SamlPage): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const { SAMLResponse: posted } = formBody(request.body);
  try {
    if (typeof posted !== 'string') throw new SamlFault('answer_unreadable', 'no-answer');
    const { text, state } = openAnswer(clearText(saml, posted), parties);
    const signed = await signedAssertion(saml, parties, text);
    const person = readAssertion(signed, { ...parties, state, now: clock() });
    const { id, until } = person;
    const content = contentOf(saml, person, state);
    const secret = await putAside(db, { issuer: saml.idp, id, until, content }, clock());
    const query = secret === null ? { deja: 'oui' } : { etat: state, cle: secret };
    return await seeOther(reply, paths.portalReturn(door, query));
  } catch (error) {
    if (!(error instanceof SamlFault)) throw error;
    return refuseEntry(request, reply, { door, reason: error.reason, detail: error.detail });
  }
}

function clearText({ decrypts, key }: SamlConfig, posted: string): string {
  const text = decodeMessage(posted);
  return decrypts && key !== null ? openEncrypted(text, key) : text;
}

function contentOf(saml: SamlConfig, person: SamlPerson, state: string): z.infer<typeof aside> {
  const subject = subjectOf(saml, person);
  const attributes = [...namedAttributes(saml, person.attributes)].map(
    ([name, values]): [string, string[]] => [name, [...values]],
  );
  const { nameId, sessionIndex } = person;
  const session = nameId && { nameId, sessionIndex };
  return {
    ...{ state, subject, attributes },
    portalSession: session && portalSessionOf(session),
    logoutHint: session && writeHint(session),
  };
}

async function welcome({ saml, request, reply }: SamlPage): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const { etat: state, cle: secret, deja } = formBody(request.query);
  const trip = endTrip(request, reply, { door, state });
  if (trip === null) {
    // The Back button, or a page opened again: they are in.
    if (request.viewer) return seeOther(reply, paths.home());
    const reason = deja === undefined ? 'entry_lost' : 'answer_replayed';
    return refuseEntry(request, reply, { door, reason });
  }
  const { returnTo } = trip;
  const refuse = (reason: EntryReason): Promise<FastifyReply> =>
    refuseEntry(request, reply, { door, reason, returnTo });
  if (typeof secret !== 'string') return refuse('entry_lost');
  const kept = aside.safeParse(await takeAside(db, secret, clock()));
  if (!kept.success) return refuse('answer_replayed');
  if (kept.data.state !== trip.state) return refuse('entry_lost');
  const { subject, attributes, portalSession, logoutHint } = kept.data;
  return enter(request, reply, {
    ...{ door, portal: saml, issuer: identityIssuer(saml), subject, returnTo },
    attributes: new Map(attributes),
    ...{ portalSession, logoutHint },
  });
}
