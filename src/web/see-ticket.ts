import type { FastifyRequest } from 'fastify';
import { countUnreadNotices, seeTicket } from '../domain/notifications/notices.ts';
import type { TicketDetails } from '../domain/tickets/ticket-queries.ts';
import type { ReadSoFar } from '../domain/tickets/ticket-reading.ts';
import { viewerOf } from './access.ts';
import type { PageContext } from './layout/page-context.ts';
import { pageContext } from './page-reply.ts';

/** What the page of a ticket shows its reader, and what they had seen before. */
type Shown = ReadSoFar & {
  ticket: TicketDetails;
  /** The last event that is on it: a note is not on the page of a requester, though they be of the team. */
  lastShownEventId: number;
};

/**
 * Remembers that the page of a ticket was read, and gives what its frame says: the bell already counts without its
 * notices. What came since the page was read is not on it, and stays new. A page that shows its reader nothing new has
 * nothing to remember.
 */
export async function noteSeen(
  request: FastifyRequest,
  { ticket: { number }, lastShownEventId: eventId, lastReadEventId, lastUnreadNoticeId }: Shown,
): Promise<PageContext> {
  const { db, clock } = request.server;
  const ctx = pageContext(request);
  if (lastUnreadNoticeId === 0 && lastReadEventId >= eventId) return ctx;
  const viewer = viewerOf(request);
  const seen = { number, personId: viewer.id, eventId, noticeId: lastUnreadNoticeId };
  const read = await seeTicket(db, seen, clock());
  // What is not read yet will be counted without them.
  if (read === 0 || !request.isFramed) return ctx;
  return { ...ctx, frame: { ...ctx.frame, unreadCount: await countUnreadNotices(db, viewer) } };
}
