import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { endOtherSessions, endOwnSession } from '../../domain/people/end-sessions.ts';
import { listOwnSessions } from '../../domain/people/own-sessions.ts';
import { sessionKey } from '../../domain/people/session.ts';
import { paths } from '../../paths.ts';
import { viewerOf } from '../access.ts';
import { setFlash } from '../flash.ts';
import { pageContext, seeOther, sendPage } from '../page-reply.ts';
import { sessionToken } from '../sessions.ts';
import { SessionsPage } from './sessions-page.tsx';

const config = { access: 'person' } as const;
const acting = { config: { ...config, returnTo: () => paths.sessions() } };

/** Where a person is signed in, to be ended from wherever they are. */
export function registerSessionsRoutes(app: FastifyInstance): void {
  app.get(paths.sessions(), { config }, show);
  app.post(paths.otherSessionsEnd(), acting, endOthers);
  app.post(paths.sessionEnd(':key'), acting, endOne);
}

async function show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const mine = { personId: viewerOf(request).id, token: sessionToken(request) };
  const cards = await listOwnSessions(db, mine, clock());
  return sendPage(request, reply, <SessionsPage ctx={pageContext(request)} cards={cards} />);
}

async function endOne(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const { key = '' } = request.params as { key?: string };
  await endOwnSession(db, { personId: viewerOf(request).id, key }, clock());
  // Over already, or never theirs: in both cases it is not open.
  const text = pageContext(request).t('session:own.ended');
  setFlash(request, reply, { tone: 'success', text });
  return seeOther(reply, paths.sessions());
}

async function endOthers(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const mine = { personId: viewerOf(request).id, key: sessionKey(sessionToken(request)) };
  const count = await endOtherSessions(db, mine, clock());
  const text = pageContext(request).t('session:own.othersEnded', { count });
  setFlash(request, reply, { tone: 'success', text });
  return seeOther(reply, paths.sessions());
}
