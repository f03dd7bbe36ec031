import type { FastifyRequest } from 'fastify';
import type { Viewer } from '../domain/people/person.ts';
import type { Db } from '../domain/tables.ts';
import { accessTicket, type TicketAccess } from '../domain/tickets/ticket-access.ts';
import { ticketNumberOf } from './act-fields.ts';
import { readOwn } from './read-own.ts';

/** Reads what somebody is to the ticket that an address names. */
export const readNamedAccess = (
  request: FastifyRequest,
  db: Db,
  viewer: Viewer,
): Promise<TicketAccess> => accessTicket(db, viewer, ticketNumberOf(request));

/** The only way to the ticket an address names: what the person may not see is not found. */
export const accessNamedTicket = (request: FastifyRequest): Promise<TicketAccess> =>
  readOwn(request, readNamedAccess);
