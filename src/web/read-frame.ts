import type { FastifyRequest } from 'fastify';
import { currentIncidents } from '../domain/announcements/announcement-queries.ts';
import { countUnreadNotices } from '../domain/notifications/notices.ts';
import type { Viewer } from '../domain/people/person.ts';
import type { Db } from '../domain/tables.ts';
import { readTogether } from '../platform/db/read-together.ts';
import type { Frame } from './layout/page-context.ts';

/**
 * Reads what every page says besides its own. The session only says whether a notice is unread, without looking at
 * tickets; those its person still sees are counted here.
 */
export async function readFrame(request: FastifyRequest, db: Db, viewer: Viewer): Promise<Frame> {
  const [unreadCount, incidents] = await readTogether(db, (one) =>
    Promise.all([
      viewer.unreadNotices === 0 ? 0 : countUnreadNotices(one, viewer),
      currentIncidents(one, viewer, request.server.clock()),
    ]),
  );
  return { unreadCount, incidents };
}

/** What a page says to nobody, or when the database cannot be asked. */
export const emptyFrame = (): Frame => ({ unreadCount: 0, incidents: [] });
