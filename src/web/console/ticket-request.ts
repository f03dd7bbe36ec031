import type { FastifyRequest } from 'fastify';
import type { Viewer } from '../../domain/people/person.ts';
import type { ActOrder } from '../../domain/tickets/act-on-ticket.ts';
import { consoleDraftPlace } from '../../domain/tickets/workbench.ts';
import { viewerOf } from '../access.ts';
import { actFields, ticketNumberOf } from '../act-fields.ts';
import { draftAt } from '../draft-window.ts';
import { formBody } from '../form-body.ts';
import { sentFiles } from '../form-files.ts';
import { type FormName, isDrafted, takesFiles } from './act-forms.ts';

/** A field of one value, as it was sent. */
export function sentField(request: FastifyRequest, name: string): string | undefined {
  const value = formBody(request.body)[name];
  return typeof value === 'string' ? value : undefined;
}

/** Where a form keeps what is typed in it. */
export function draftPlaceOf(request: FastifyRequest, form: FormName): string | null {
  return isDrafted(form) ? consoleDraftPlace(ticketNumberOf(request), form) : null;
}

/** Who acts on which ticket, from which page: what every command of a ticket is given. */
export function orderOf(
  request: FastifyRequest,
  form: FormName,
): Omit<ActOrder, 'actor'> & { actor: Viewer } {
  const place = draftPlaceOf(request, form);
  return {
    number: ticketNumberOf(request),
    actor: viewerOf(request),
    ...actFields(request.body),
    files: takesFiles(form) ? sentFiles(request) : undefined,
    draftPlace: place === null ? undefined : draftAt(request, place),
  };
}
