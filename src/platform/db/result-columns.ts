import type { FieldDef } from 'pg';

/** How many texts of statements are remembered at most: many times those of the code. */
export const mostTexts = 5000;

const columns = new Map<string, readonly FieldDef[]>();

/** Remembers which columns a statement gives. */
export function learnColumns(text: string, fields: readonly FieldDef[]): void {
  if (fields.length === 0 || columns.has(text)) return;
  if (columns.size >= mostTexts) columns.clear();
  columns.set(text, fields);
}

/** The columns a statement gives; undefined until it was sent once by this process. */
export const columnsOf = (text: string): readonly FieldDef[] | undefined => columns.get(text);
