import type { FastifyRequest } from 'fastify';
import type { Viewer } from '../../domain/people/person.ts';
import type { ActOrder } from '../../domain/tickets/act-on-ticket.ts';
import { consoleDraftPlace } from '../../domain/tickets/workbench.ts';
import { NotFound } from '../../platform/errors.ts';
import { viewerOf } from '../access.ts';
import { formBody } from '../form-body.ts';
import { type FormName, isDrafted } from './act-forms.ts';

const largestNumber = 2_147_483_647;
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The number in the address; an address that holds none names no ticket. */
export function ticketNumber(request: FastifyRequest): number {
  const { number = '' } = request.params as { number?: string };
  const value = /^[1-9]\d{0,9}$/.test(number) ? Number(number) : Number.NaN;
  if (!(value <= largestNumber)) throw new NotFound('not the number of a ticket');
  return value;
}

/** A field of one value, as it was sent. */
export function sentField(request: FastifyRequest, name: string): string | undefined {
  const value = formBody(request.body)[name];
  return typeof value === 'string' ? value : undefined;
}

/** The last event the page of this form showed; undefined when it does not say. */
export function seenEventId(request: FastifyRequest): number | undefined {
  const seen = sentField(request, '_seen') ?? '';
  return /^\d{1,15}$/.test(seen) ? Number(seen) : undefined;
}

/** Where a form keeps what is typed in it. */
export function draftPlaceOf(request: FastifyRequest, form: FormName): string | null {
  return isDrafted(form) ? consoleDraftPlace(ticketNumber(request), form) : null;
}

/** Who acts on which ticket, from which page: what every command of a ticket is given. */
export function orderOf(
  request: FastifyRequest,
  form: FormName,
): Omit<ActOrder, 'actor'> & { actor: Viewer } {
  const actId = sentField(request, '_act');
  return {
    number: ticketNumber(request),
    actor: viewerOf(request),
    seenEventId: seenEventId(request),
    actId: actId !== undefined && uuid.test(actId) ? actId.toLowerCase() : undefined,
    draftPlace: draftPlaceOf(request, form) ?? undefined,
  };
}
