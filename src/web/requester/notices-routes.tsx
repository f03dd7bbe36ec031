import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { listNoticeGroups } from '../../domain/notifications/notice-groups.ts';
import { countUnreadNotices, markNoticesRead } from '../../domain/notifications/notices.ts';
import { paths } from '../../paths.ts';
import { viewerOf } from '../access.ts';
import { setFlash } from '../flash.ts';
import { formBody } from '../form-body.ts';
import { pageContext, seeOther, sendPage } from '../page-reply.ts';
import { NoticesPage } from './notices-page.tsx';

const config = { access: 'person' } as const;
const pageSize = 30;

/** What people are told, and that they have read it. */
export function registerNoticesRoutes(app: FastifyInstance): void {
  app.get(paths.notices(), { config }, show);
  app.get(paths.noticesNews(), { config: { ...config, prolongs: false } }, tellNews);
  app.post(paths.noticesRead(), { config: { ...config, returnTo: () => paths.notices() } }, read);
}

/** An id as our own pages write it; null for anything else. */
function idOf(value: unknown): number | null {
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : null;
}

async function show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { apres } = formBody(request.query);
  const after = typeof apres === 'string' ? apres : null;
  const viewer = viewerOf(request);
  const found = await listNoticeGroups(request.server.db, { viewer, after, limit: pageSize + 1 });
  const groups = found.slice(0, pageSize);
  const page = (
    <NoticesPage
      ctx={pageContext(request)}
      groups={groups}
      after={found.length > pageSize ? (groups.at(-1)?.cursor ?? null) : null}
      isFirst={after === null}
    />
  );
  return sendPage(request, reply, page);
}

/** Tells a list already open how much it does not show; asking does not count as reading. */
async function tellNews(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const afterId = idOf(formBody(request.query)['depuis']) ?? 0;
  const count = await countUnreadNotices(request.server.db, viewerOf(request), afterId);
  const text = pageContext(request).t('news:notices.news', { count });
  return reply.send({ changed: count > 0, text });
}

async function read(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const body = formBody(request.body);
  // Only up to what the page showed: what came since was not read.
  const upToId = idOf(body['jusqu_a']);
  const number = idOf(body['demande']);
  if (upToId === null) return seeOther(reply, paths.notices());
  const told = { personId: viewerOf(request).id, upToId };
  await markNoticesRead(db, number === null ? told : { ...told, ticketNumber: number }, clock());
  const { t } = pageContext(request);
  const text = number === null ? t('news:notices.marked') : t('news:notices.markedOne', { number });
  setFlash(request, reply, { tone: 'success', text });
  return seeOther(reply, paths.notices());
}
