import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isAgent, leadsATeam, type Viewer } from '../domain/people/person.ts';
import { Forbidden, NotFound } from '../platform/errors.ts';
import { createTexts } from '../ui/texts.ts';
import { carriesProof, startedFrom } from './csrf.ts';
import { setFlash } from './flash.ts';
import { keepTyped, pageOfForm } from './kept-text.ts';
import { leadToWayIn, sendLostProof, sendLostSession } from './lost-form.tsx';
import { seeOther } from './page-reply.ts';
import { readerLanguage } from './reader-language.ts';
import { wayInFor } from './return-path.ts';
import type { Access } from './route-config.ts';
import { onlyReads } from './sessions.ts';

/** Gives who is acting, on a route that lets nobody else through. */
export function viewerOf(request: FastifyRequest): Viewer {
  if (!request.viewer) throw new Error('This route is open to people who are not signed in.');
  return request.viewer;
}

const mayPass: Record<Access, (viewer: Viewer) => boolean> = {
  public: () => true,
  person: () => true,
  // An administrator reads every ticket, so they see the console as well.
  agent: (viewer) => isAgent(viewer) || viewer.isAdministrator,
  // Leads look after what their team has to say; an administrator may in their place.
  lead: (viewer) => leadsATeam(viewer) || viewer.isAdministrator,
  administrator: (viewer) => viewer.isAdministrator,
};

/** Says whether a route is open to somebody signed in. */
export const mayEnter = ({ routeOptions }: FastifyRequest, viewer: Viewer): boolean =>
  mayPass[routeOptions.config.access](viewer);

/** Pages asked for by a script, which would take a sign-in page for its answer. */
export const askedByScript = (request: FastifyRequest): boolean =>
  request.headers['sec-fetch-dest'] === 'empty' || 'x-csrf-token' in request.headers;

/**
 * Who may come through, decided before any route runs. Reading: before the body. Acting: once the body is known,
 * since a form refused because its session is over is kept for its owner.
 */
export function guardDoors(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    // Types say it too; a plugin that is not ours may not.
    if ((route.config as { access?: Access } | undefined)?.access === undefined) {
      throw new Error(`${String(route.method)} ${route.url} does not say who may come through.`);
    }
  });
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404) return;
    if (!onlyReads(request)) {
      if (!provesItself(request) && startedFrom(request) === 'elsewhere')
        throw new Forbidden('sent from another site');
      return;
    }
    return guard(request, reply);
  });
  app.addHook('preValidation', async (request, reply) => {
    if (request.is404 || onlyReads(request)) return;
    if (request.sessionFailure !== null) throw request.sessionFailure;
    return guardAct(request, reply);
  });
}

const provesItself = ({ routeOptions }: FastifyRequest): boolean =>
  routeOptions.config.provesItself === true;

/** Lets a reader through, or shows the way in; a page that is not for them does not exist. */
function guard(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  const { access } = request.routeOptions.config;
  if (access === 'public') return undefined;
  if (!request.viewer) return showWayIn(request, reply, request.url);
  if (!mayEnter(request, request.viewer)) throw new NotFound(request.url);
  return undefined;
}

async function guardAct(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  if (provesItself(request)) return guard(request, reply);
  // A file that came before the proof is gone: the form is not taken without it.
  const isOurs = carriesProof(request) && !request.filesBrought?.dropped;
  if (request.routeOptions.config.access !== 'public') {
    if (request.sessionReading?.state === 'expired' && isOurs) {
      return keepForLater(request, reply, request.sessionReading.personId);
    }
    if (!request.viewer) return sendLostSession(request, reply);
  }
  if (!isOurs) return sendLostProof(request, reply);
  return guard(request, reply);
}

/** The session is over, the form is good: what it holds waits for its owner as a draft. */
async function keepForLater(
  request: FastifyRequest,
  reply: FastifyReply,
  personId: number,
): Promise<FastifyReply> {
  const kept = await keepTyped(request, personId);
  const t = createTexts(readerLanguage(request));
  const text = t(kept ? 'identity:session.overAndKept' : 'identity:session.over');
  setFlash(request, reply, { tone: 'info', text });
  if (askedByScript(request)) return reply.code(401).send('');
  return leadToWayIn(request, reply, wayInFor(pageOfForm(request)));
}

function showWayIn(request: FastifyRequest, reply: FastifyReply, back: string): FastifyReply {
  if (askedByScript(request)) return reply.code(401).send('');
  return seeOther(reply, wayInFor(back));
}
