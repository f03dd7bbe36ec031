import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { prolongSession, type SessionEnd } from '../../domain/people/session.ts';
import { paths } from '../../paths.ts';
import { formatTime } from '../../platform/text/dates.ts';
import { setFlash } from '../flash.ts';
import { leadToWayIn } from '../lost-form.tsx';
import { pageContext, seeOther, sendPage } from '../page-reply.ts';
import { wayInFor } from '../return-path.ts';
import { sessionToken } from '../sessions.ts';
import { SessionEndPage } from './session-end-page.tsx';

const config = { access: 'person' } as const;

/** When a session will be over, and keeping it open. */
export function registerSessionEndRoutes(app: FastifyInstance): void {
  // Asked by the page by itself: it keeps no session open.
  app.get(paths.sessionLeft(), { config: { ...config, prolongs: false } }, tellLeft);
  app.get(paths.sessionExtension(), { config }, show);
  const acting = { ...config, returnTo: () => paths.sessionExtension() };
  app.post(paths.sessionExtension(), { config: acting }, extend);
}

function tell(request: FastifyRequest, reply: FastifyReply, end: SessionEnd): FastifyReply {
  const { t, lang, now } = pageContext(request);
  const seconds = Math.max(0, Math.floor(now.until(end.at).total('seconds')));
  const left = { count: Math.max(1, Math.floor(seconds / 60)), time: formatTime(end.at, { lang }) };
  const text = t(end.isFinal ? 'session:end.leftFinal' : 'session:end.left', left);
  const { isFinal } = end;
  return reply.send({ seconds, isFinal, title: t('session:end.soon'), text });
}

function tellLeft(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { sessionEnd } = pageContext(request);
  return sessionEnd === undefined ? reply.code(401).send('') : tell(request, reply, sessionEnd);
}

function show(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendPage(request, reply, <SessionEndPage ctx={pageContext(request)} />);
}

async function extend(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const end = await prolongSession(db, sessionToken(request), clock());
  const isAsked = request.headers.accept === 'application/json';
  if (end === null) {
    if (isAsked) return reply.code(401).send('');
    return leadToWayIn(request, reply, wayInFor(paths.sessionExtension()));
  }
  if (isAsked) return tell(request, reply, end);
  const { t, lang } = pageContext(request);
  const text = t('session:end.stayed', { time: formatTime(end.at, { lang }) });
  setFlash(request, reply, { tone: 'success', text });
  return seeOther(reply, paths.sessionExtension());
}
