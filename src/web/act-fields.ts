import { z } from 'zod';
import { NotFound } from '../platform/errors.ts';
import { parseTicketNumber } from '../platform/text/numbers.ts';
import { formBody } from './form-body.ts';

/** What every form of an act carries besides its words. */
export interface ActFields {
  /** The last event its page showed. */
  readonly seenEventId: number | undefined;
  /** The form's own key: sent twice, it acts once. */
  readonly actId: string;
}

const seen = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);
const key = z.uuid();

/** Reads what the page knew and the form's own key; a value that is not ours counts for nothing. */
export function actFields(body: unknown): ActFields {
  const { _seen, _act } = formBody(body);
  const seenEventId = seen.safeParse(_seen);
  const actId = key.safeParse(_act);
  return {
    seenEventId: seenEventId.success ? seenEventId.data : undefined,
    actId: actId.success ? actId.data : crypto.randomUUID(),
  };
}

/** The hidden fields of a fresh form of an act. */
export function hiddenActFields(lastEventId: number): { _seen: number; _act: string } {
  return { _seen: lastEventId, _act: crypto.randomUUID() };
}

/** Reads the number of a ticket in an address; anything but plain digits names no ticket. */
export function ticketNumberOf(request: { params: unknown }): number {
  const { number } = request.params as { number?: string };
  const parsed = /^\d+$/.test(number ?? '') ? parseTicketNumber(number ?? '') : null;
  if (parsed === null) throw new NotFound('malformed number');
  return parsed;
}

/** The pattern of an address that names a ticket, for the router. */
export function ticketPattern(path: (number: number) => string): string {
  return path(0).replace('/0', '/:number');
}
