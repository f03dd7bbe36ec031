import type { FastifyInstance, FastifyRequest } from 'fastify';
import { cleanText } from '../platform/text/clean.ts';

/** The fields of a form as they arrived: a name sent twice is a list. */
export type FormBody = Record<string, string | string[]>;

/** What one form may hold; a description of a ticket is far below. */
export const formLimits = { bytes: 1024 * 1024, fields: 200, characters: 100_000 };

/** More than one form may hold: nothing of it was read further. */
export class TooMuch extends Error {
  override readonly name = 'TooMuch';
}

/** A form with nothing in it yet. Without a prototype, a field named __proto__ is a field like another. */
export const emptyForm = (): FormBody => Object.create(null) as FormBody;

/** Adds a field to a form: NUL and half characters go, of its name as well, newlines become one kind. */
export function addField(body: FormBody, sentName: string, value: string): void {
  const [name, clean] = [cleanText(sentName), cleanText(value)];
  const known = body[name];
  if (known === undefined) body[name] = clean;
  else if (Array.isArray(known)) known.push(clean);
  else body[name] = [known, clean];
}

/** Gathers names and values as the fields of a form. */
export function gatherFields(pairs: Iterable<[string, string]>): FormBody {
  const body = emptyForm();
  for (const [name, value] of pairs) addField(body, name, value);
  return body;
}

/** Reads `name=value&…`, and refuses too much. */
export function parseForm(
  text: string,
  { fields, characters }: { fields: number; characters: number } = formLimits,
): FormBody {
  // Counted before they are read: half a million empty ones fit in the bytes of a form, and take seconds to be read.
  if (text.split('&', fields + 1).length > fields) throw new TooMuch('fields');
  const pairs = [...new URLSearchParams(text)];
  if (pairs.some(([, value]) => value.length > characters)) throw new TooMuch('characters');
  return gatherFields(pairs);
}

/** Gives every value of a field: none when it was not sent. */
export const valuesOf = (body: unknown, name: string): readonly string[] =>
  [formBody(body)[name] ?? []].flat();

/** Gives the fields of the form that was sent; none when nothing was. */
export function formBody(body: unknown): FormBody {
  return typeof body === 'object' && body !== null ? (body as FormBody) : {};
}

/** Forms are read as forms, and nothing else is read at all. */
export function readForms(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: formLimits.bytes },
    async (_request: FastifyRequest, text: string) => parseForm(text),
  );
}
