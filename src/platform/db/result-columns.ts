import type { FieldDef } from 'pg';
import { fromJson } from './column-types.ts';

/** How many texts of statements a process remembers at most: the code has some hundreds, orders and filters many more. */
export const mostTexts = 2000;

/** Each parameter stands once in the text of a compiled statement, in order: `$1`, `$2`… */
export const placeholder = /\$\d+/g;

/** What a process knows of a statement it has sent. */
export type KnownStatement = {
  /** Its columns, and what makes a value of each from the same value in JSON; undefined when one has no such way. */
  readonly columns: readonly { name: string; parse: (value: unknown) => unknown }[] | undefined;
  /** How many parameters its text names. */
  readonly placeholders: number;
};

const known = new Map<string, KnownStatement>();

/** Remembers which columns a statement gives, and what its text says: it is looked through once. */
export function learnColumns(text: string, fields: readonly FieldDef[]): void {
  if (fields.length === 0 || known.has(text)) return;
  if (known.size >= mostTexts) known.clear();
  const columns = fields.flatMap(({ name, dataTypeID }) => {
    const parse = fromJson(dataTypeID);
    return parse ? [{ name, parse }] : [];
  });
  known.set(text, {
    columns: columns.length === fields.length ? columns : undefined,
    placeholders: text.match(placeholder)?.length ?? 0,
  });
}

/** What is known of a statement; undefined until it was sent once by this process. */
export const knownStatement = (text: string): KnownStatement | undefined => known.get(text);
