import type { FastifyRequest } from 'fastify';
import { seeTicket } from '../domain/notifications/notices.ts';
import type { TicketDetails } from '../domain/tickets/ticket-queries.ts';
import { viewerOf } from './access.ts';

/**
 * Remembers that the page of a ticket was read, and tells how many notices that took off the bell. A page that shows
 * nothing new to a reader without notices has nothing to remember.
 */
export async function noteSeen(
  request: FastifyRequest,
  { ticket, lastReadEventId }: { ticket: TicketDetails; lastReadEventId: number },
): Promise<number> {
  const { db, clock } = request.server;
  const { id: personId, unreadNotices } = viewerOf(request);
  if (unreadNotices === 0 && lastReadEventId >= ticket.lastEventId) return 0;
  return seeTicket(db, { number: ticket.number, personId }, clock());
}
