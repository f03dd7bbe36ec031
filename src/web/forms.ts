import { z } from 'zod';
import type { T, TextKey } from '../ui/texts.ts';
import { formBody } from './form-body.ts';

/** What a form gave: its values, or what is wrong with each field and everything that was typed. */
export type FormReading<Values> =
  | { ok: true; values: Values }
  | { ok: false; errors: Record<string, string>; typed: Record<string, string> };

type Issue = z.core.$ZodIssue;

const isTextKey = (message: string): message is TextKey => /^[a-z]+:[A-Za-z0-9_.]+$/.test(message);

/** A number as the texts quote it. */
const quoted = (limit: unknown): number => Number(limit);

function generalMessage(issue: Issue, typed: string, t: T): string {
  switch (issue.code) {
    case 'too_small':
      return typed.trim() === ''
        ? t('errors:field.missing')
        : t('errors:field.tooShort', { count: quoted(issue.minimum) });
    case 'too_big':
      return t('errors:field.tooLong', { count: quoted(issue.maximum) });
    case 'invalid_format':
      return t(issue.format === 'email' ? 'errors:field.email' : 'errors:field.format');
    case 'invalid_type':
    case 'invalid_value':
    case 'invalid_union':
      return typed.trim() === '' ? t('errors:field.missing') : t('errors:field.choice');
    default:
      return t('errors:field.format');
  }
}

/** What a text may quote of an issue: {{count}} is the limit that was passed. */
function messageOf(issue: Issue, typed: string, t: T): string {
  if (!isTextKey(issue.message)) return generalMessage(issue, typed, t);
  if (issue.code === 'too_small') return t(issue.message, { count: quoted(issue.minimum) });
  if (issue.code === 'too_big') return t(issue.message, { count: quoted(issue.maximum) });
  return t(issue.message);
}

/** Gives everything that was typed, to fill the form again; of a list, its first value. */
export function typedTexts(body: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(formBody(body))
      .filter(([name]) => !name.startsWith('_'))
      .map(([name, value]) => [name, Array.isArray(value) ? (value[0] ?? '') : value]),
  );
}

/** The fields of a schema, in the order that its form asks them. */
function fieldsOf(schema: z.core.$ZodType): string[] {
  if (schema instanceof z.ZodPipe) return fieldsOf(schema.in);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/**
 * Reads a form by its schema. A message in the schema is the key of a text (`ticket:form.subjectMissing`); without
 * one, the general text for what is wrong. One message a field, the first; what is wrong between fields stands at its
 * field, in the order of the form.
 */
export function readForm<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  t: T,
): FormReading<z.output<Schema>> {
  const parsed = schema.safeParse(formBody(body));
  if (parsed.success) return { ok: true, values: parsed.data };
  const typed = typedTexts(body);
  const found: Record<string, string> = {};
  for (const issue of parsed.error.issues) {
    const field = String(issue.path[0] ?? '');
    found[field] ??= messageOf(issue, typed[field] ?? '', t);
  }
  const order = fieldsOf(schema);
  const inOrder = Object.entries(found).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  return { ok: false, errors: Object.fromEntries(inOrder), typed };
}
