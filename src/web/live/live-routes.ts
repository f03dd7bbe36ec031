import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Viewer } from '../../domain/people/person.ts';
import type { Db } from '../../domain/tables.ts';
import { paths } from '../../paths.ts';
import { viewerOf } from '../access.ts';
import { formBody } from '../form-body.ts';
import { pageContext } from '../page-reply.ts';
import { readUnreadCount } from '../read-frame.ts';
import { readOwn } from '../read-own.ts';
import { readCookie } from '../site-cookies.ts';

/** Nobody asked for it: a window left open keeps no session alive. */
const config = { access: 'person', prolongs: false } as const;

/** What browsers listen to, and what they ask when they hear of something. */
export function registerLiveRoutes(app: FastifyInstance): void {
  const stream = { config: { ...config, lasts: true }, exposeHeadRoute: false };
  app.get(paths.noticesStream(), stream, openStream);
  app.get(paths.noticesCount(), { config: { ...config, ahead: readCount } }, tellCount);
}

/** A window left open by somebody else, who signed out, hears nothing of who came after them. */
const isForAnother = (request: FastifyRequest): boolean =>
  formBody(request.query)['pour'] !== String(viewerOf(request).id);

async function openStream(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const token = readCookie(request, 'session');
  if (token === undefined || isForAnother(request)) return reply.code(401).send('');
  const { raw: response } = reply;
  const personId = viewerOf(request).id;
  reply.hijack();
  const headers = Object.entries(reply.getHeaders()).filter(([, value]) => value !== undefined);
  for (const [name, value] of headers) response.setHeader(name, value ?? '');
  response.setHeader('content-type', 'text/event-stream; charset=utf-8');
  // Neither kept nor held back nor compressed on the way: each word leaves at once.
  response.setHeader('cache-control', 'no-store, no-transform');
  response.setHeader('x-accel-buffering', 'no');
  if (!(await request.server.live.open({ personId, token, response }))) {
    response.statusCode = 429;
    response.end();
  }
  return reply;
}

/** Asked by each open window whenever something was told: with its session, in one statement. */
const readCount = (_request: FastifyRequest, db: Db, viewer: Viewer): Promise<number> =>
  readUnreadCount(db, viewer);

/** How many notices are unread, with the words of the bell. */
async function tellCount(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (isForAnother(request)) return reply.code(401).send('');
  const { t } = pageContext(request);
  const count = await readOwn(request, readCount);
  const text = count > 0 ? t('common:header.unread', { count }) : t('common:header.noUnread');
  return reply.send({ count, text });
}
