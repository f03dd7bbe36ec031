import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { DraftPlace, DraftWindow } from '../domain/drafts/drafts-aside.ts';
import { windowFieldName } from '../ui/form.tsx';
import { formBody } from './form-body.ts';

/** The hidden field that says when the draft shown in a form had been saved. */
export const openedName = '_ouvert';

const key = z.uuid();
const instant = z.iso
  .datetime({ precision: null })
  .transform((text) => Temporal.Instant.from(text));

/** The window a form was sent from; undefined when it does not say. */
export function windowOf({ body }: FastifyRequest): DraftWindow | undefined {
  const fields = formBody(body);
  const id = key.safeParse(fields[windowFieldName]);
  const opened = instant.safeParse(fields[openedName]);
  return id.success ? { id: id.data, opened: opened.success ? opened.data : null } : undefined;
}

/** A place of drafts, as the window that sends a form writes there. */
export function draftAt(request: FastifyRequest, place: string): DraftPlace {
  return { place, window: windowOf(request) };
}
