import pg from 'pg';

const { builtins } = pg.types;

/** OIDs of the array types that `pg` names nowhere. */
const arrayOf = { int8: 1016, text: 1009, date: 1182, timestamptz: 1185 };

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`The database holds ${text}, too large.`);
  return value;
}

const instant = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const plainDate = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
/** One-dimensional `{a,"b",NULL}`; enough for numbers and dates, whose text holds no comma and no quote. */
const listOf =
  (one: (text: string) => unknown) =>
  (text: string): unknown[] =>
    text === '{}'
      ? []
      : text
          .slice(1, -1)
          .split(',')
          .map((item) => (item === 'NULL' ? null : one(item.replaceAll('"', ''))));

const parsers = new Map<number, (text: string) => unknown>([
  [builtins.INT8, wholeNumber],
  [builtins.TIMESTAMPTZ, instant],
  [builtins.DATE, plainDate],
  [arrayOf.int8, listOf(wholeNumber)],
  [arrayOf.timestamptz, listOf(instant)],
  [arrayOf.date, listOf(plainDate)],
]);

/**
 * How columns become values: int8 a number, timestamptz a Temporal.Instant, date a Temporal.PlainDate, json and
 * jsonb the value they hold; the rest as `pg` has it (numeric stays a string).
 */
export const columnTypes = {
  getTypeParser: (oid: number, format?: 'text' | 'binary'): ((text: string) => unknown) =>
    (format === 'binary' ? undefined : parsers.get(oid)) ??
    (pg.types.getTypeParser(oid, 'text') as (text: string) => unknown),
};

const asIs = (value: unknown): unknown => value;
const textual =
  (parse: (text: string) => unknown) =>
  (value: unknown): unknown =>
    parse(String(value));

/** Types whose value in JSON is, or gives, the one that `columnTypes` gives. */
const jsonParsers = new Map<number, (value: unknown) => unknown>([
  ...[
    builtins.BOOL,
    builtins.INT2,
    builtins.INT4,
    builtins.FLOAT8,
    builtins.TEXT,
    builtins.VARCHAR,
  ].map((oid) => [oid, asIs] as const),
  ...[builtins.UUID, builtins.JSON, builtins.JSONB].map((oid) => [oid, asIs] as const),
  ...[arrayOf.int8, arrayOf.text].map((oid) => [oid, asIs] as const),
  [builtins.INT8, textual(wholeNumber)],
  [builtins.TIMESTAMPTZ, textual(instant)],
  [builtins.DATE, textual(plainDate)],
]);

/** How the value of a column, once in JSON, becomes the one that `columnTypes` gives; undefined: it would not be. */
export const fromJson = (oid: number): ((value: unknown) => unknown) | undefined =>
  jsonParsers.get(oid);

const temporalTags = new Set([
  'Temporal.Instant',
  'Temporal.PlainDate',
  'Temporal.PlainTime',
  'Temporal.PlainDateTime',
  'Temporal.Duration',
]);

const isTemporal = (value: object): boolean =>
  temporalTags.has(String((value as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag]));

/** A parameter as PostgreSQL reads it: Temporal values, alone or in a list, become ISO text (`pg` would quote them). */
export function parameter(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(parameter);
  // eslint-disable-next-line @typescript-eslint/no-base-to-string -- the tag says it is a Temporal value
  return isTemporal(value) ? value.toString() : value;
}
