import type { FastifyRequest } from 'fastify';
import { currentIncidents } from '../domain/announcements/announcement-queries.ts';
import { countUnreadNotices } from '../domain/notifications/notices.ts';
import type { Viewer } from '../domain/people/person.ts';
import type { Db } from '../domain/tables.ts';
import { readTogether } from '../platform/db/read-together.ts';
import type { Frame } from './layout/page-context.ts';

/**
 * How many notices somebody has not read. The session only says whether there is one, without looking at tickets; those
 * its person still sees are counted here.
 */
export const readUnreadCount = async (db: Db, viewer: Viewer): Promise<number> =>
  viewer.unreadNotices === 0 ? 0 : countUnreadNotices(db, viewer);

/** Reads what every page says besides its own. */
export async function readFrame(request: FastifyRequest, db: Db, viewer: Viewer): Promise<Frame> {
  const [unreadCount, incidents] = await readTogether(db, (one) =>
    Promise.all([
      readUnreadCount(one, viewer),
      currentIncidents(one, viewer, request.server.clock()),
    ]),
  );
  return { unreadCount, incidents };
}

/** What a page says to nobody, or when the database cannot be asked. */
export const emptyFrame = (): Frame => ({ unreadCount: 0, incidents: [] });
