import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { becomeFirstAdministrator, isOffered } from '../../domain/people/first-administrator.ts';
import { paths } from '../../paths.ts';
import { viewerOf } from '../access.ts';
import { setFlash } from '../flash.ts';
import { formBody } from '../form-body.ts';
import { pageContext, personOf, seeOther, sendPage } from '../page-reply.ts';
import { FirstAdministratorPage } from './first-administrator-page.tsx';

const config = { access: 'person' } as const;

/** The link that a start prints while nobody administers the desk. Who follows it signs in first, like for any page. */
export function registerFirstAdministratorRoutes(app: FastifyInstance): void {
  app.get(paths.firstAdministrator(), { config }, show);
  app.post(paths.firstAdministrator(), { config }, become);
}

function tokenIn(source: unknown): string {
  const { cle } = formBody(source);
  return typeof cle === 'string' ? cle : '';
}

function sendLink(
  request: FastifyRequest,
  reply: FastifyReply,
  token: string | null,
): FastifyReply {
  const person = personOf(viewerOf(request));
  const page = <FirstAdministratorPage ctx={pageContext(request)} person={person} token={token} />;
  return sendPage(request, reply, page, token === null ? 410 : 200);
}

async function show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (viewerOf(request).isAdministrator) return seeOther(reply, paths.administration());
  const { db, clock } = request.server;
  const token = tokenIn(request.query);
  return sendLink(request, reply, (await isOffered(db, token, clock())) ? token : null);
}

async function become(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const order = { personId: viewerOf(request).id, token: tokenIn(request.body) };
  if (!(await becomeFirstAdministrator(db, order, clock()))) return sendLink(request, reply, null);
  const text = pageContext(request).t('session:first.done');
  setFlash(request, reply, { tone: 'success', text });
  return seeOther(reply, paths.administration());
}
