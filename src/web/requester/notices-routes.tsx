import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { listNotices, markNoticesRead } from '../../domain/notifications/notices.ts';
import { paths } from '../../paths.ts';
import { viewerOf } from '../access.ts';
import { setFlash } from '../flash.ts';
import { formBody } from '../form-body.ts';
import { pageContext, seeOther, sendPage } from '../page-reply.ts';
import { NoticesPage } from './notices-page.tsx';

const config = { access: 'person' } as const;
const pageSize = 50;

/** What people are told, and that they have read it. */
export function registerNoticesRoutes(app: FastifyInstance): void {
  app.get(paths.notices(), { config }, show);
  app.post(paths.noticesRead(), { config: { ...config, returnTo: () => paths.notices() } }, read);
}

/** An id as our own pages write it; null for anything else. */
function idOf(value: unknown): number | null {
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : null;
}

async function show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const beforeId = idOf((request.query as { avant?: unknown }).avant);
  const viewer = viewerOf(request);
  const found = await listNotices(request.server.db, { viewer, beforeId, limit: pageSize + 1 });
  const notices = found.slice(0, pageSize);
  const olderThan = found.length > pageSize ? (notices.at(-1)?.id ?? null) : null;
  const page = (
    <NoticesPage
      ctx={pageContext(request)}
      notices={notices}
      olderThan={olderThan}
      isOlderPage={beforeId !== null}
    />
  );
  return sendPage(request, reply, page);
}

async function read(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  // Only up to what the page showed: what came since was not read.
  const upToId = idOf(formBody(request.body)['jusqu_a']);
  if (upToId !== null)
    await markNoticesRead(db, { personId: viewerOf(request).id, upToId }, clock());
  const { t } = pageContext(request);
  setFlash(request, reply, { tone: 'success', text: t('news:notices.marked') });
  return seeOther(reply, paths.notices());
}
