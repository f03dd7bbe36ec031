import type { FastifyRequest } from 'fastify';
import { seeTicket } from '../domain/notifications/notices.ts';
import type { TicketDetails } from '../domain/tickets/ticket-queries.ts';
import type { ReadSoFar } from '../domain/tickets/ticket-reading.ts';
import { viewerOf } from './access.ts';
import type { PageContext } from './layout/page-context.ts';
import { pageContext } from './page-reply.ts';

/**
 * Remembers that the page of a ticket was read, and gives what its frame says: the bell already counts without its
 * notices. A page that shows its reader nothing new has nothing to remember.
 */
export async function noteSeen(
  request: FastifyRequest,
  { ticket, lastReadEventId, hasUnreadNotices }: ReadSoFar & { ticket: TicketDetails },
): Promise<PageContext> {
  const { db, clock } = request.server;
  const ctx = pageContext(request);
  if (!hasUnreadNotices && lastReadEventId >= ticket.lastEventId) return ctx;
  const seen = { number: ticket.number, personId: viewerOf(request).id };
  const read = await seeTicket(db, seen, clock());
  return { ...ctx, unreadCount: unreadAfter(ctx.unreadCount, read) };
}

/** 100 stands for « more than 99 »: how many more is not known. */
const unreadAfter = (unread: number, read: number): number =>
  unread >= 100 ? unread : Math.max(0, unread - read);
