import { sql } from 'kysely';
import { dueOrNever } from './next-due.ts';
import { sortableName } from './ticket-summary.ts';

export const queueSorts = [
  'date',
  'numero',
  'nature',
  'demandeur',
  'priorite',
  'etat',
  'pris-par',
  'delai',
  'activite',
] as const;
export type QueueSort = (typeof queueSorts)[number];

// Every expression is never null, so that « after this row » can be asked of the row's own value.
export const sorts = {
  date: { value: sql`ticket.submitted_at`, type: sql`timestamptz` },
  // Not the bare key: the database would then walk the tickets of the whole desk in its order.
  numero: { value: sql`(ticket.number + 0)`, type: sql`bigint` },
  nature: { value: sql`category.name collate "fr-x-icu"`, type: sql`text` },
  demandeur: { value: sql`${sortableName('requester')} collate "fr-x-icu"`, type: sql`text` },
  priorite: {
    value: sql`array_position(array['urgent', 'high', 'normal', 'low'], ticket.priority)`,
    type: sql`integer`,
  },
  etat: {
    value: sql`array_position(array['awaiting', 'in_progress', 'on_hold', 'needs_information', 'resolved', 'closed', 'cancelled'], ticket.state)`,
    type: sql`integer`,
  },
  'pris-par': { value: sql`${sortableName('holder')} collate "fr-x-icu"`, type: sql`text` },
  delai: { value: dueOrNever, type: sql`timestamptz` },
  activite: { value: sql`ticket.changed_at`, type: sql`timestamptz` },
} satisfies Record<QueueSort, unknown>;

/** Those that read names beside the ticket. */
export const namedSorts: ReadonlySet<QueueSort> = new Set(['nature', 'demandeur', 'pris-par']);

/** A line of a list that is gone through in some order. */
export interface Cursor {
  readonly value: string;
  readonly number: number;
}

/** Writes down a line, to go on from there. */
export function encodeCursor(line: Cursor): string {
  return Buffer.from(JSON.stringify([line.value, line.number])).toString('base64url');
}

/** Reads a cursor back; one that was tampered with or is for another sort is no cursor. */
export function decodeCursor(text: string | null, sort: QueueSort): Cursor | null {
  if (text === null) return null;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (!Array.isArray(parsed) || parsed.length !== 2) return null;
    const [value, number] = parsed as unknown[];
    if (typeof value !== 'string' || !Number.isSafeInteger(number)) return null;
    return isSortValue(value, sort) ? { value, number: number as number } : null;
  } catch {
    return null;
  }
}

/** Only what the database wrote itself, and so will read: anything else there would be an error of its own. */
function isSortValue(value: string, sort: QueueSort): boolean {
  switch (sort) {
    case 'numero':
      return /^\d{1,15}$/.test(value);
    case 'priorite':
    case 'etat':
      return /^\d$/.test(value);
    case 'date':
    case 'activite':
    case 'delai':
      return value === 'infinity' || isWrittenInstant(value);
    default:
      return !value.includes('\0');
  }
}

/** « 2026-11-23 10:00:00.123456+01 », on a day there is and an offset there is. */
function isWrittenInstant(text: string): boolean {
  const form = /^[12]\d{3}-\d\d-\d\d [0-2]\d:\d\d:\d\d(\.\d{1,6})?[+-](0\d|1[0-4])(:[0-5]\d)?$/;
  if (!form.test(text)) return false;
  try {
    Temporal.Instant.from(text);
    return true;
  } catch {
    return false;
  }
}
