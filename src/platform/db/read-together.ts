import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import { type KnownStatement, knownStatement, mostTexts, placeholder } from './result-columns.ts';

type Row = Record<string, unknown>;
type Answer = QueryResult<unknown>;
type Waiting = {
  query: CompiledQuery;
  answer: Promise<Answer>;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
};

/** What `fn` was given: reads started from it wait for one another. */
const together = new WeakSet();

/**
 * Runs reads that do not depend on one another as one statement: those that `fn` has started before it waits for any
 * of them leave together, and all see the database at one instant. What starts once those have answered makes the next
 * statement. A statement that may write, or of which the columns are not known yet, goes alone.
 */
export function readTogether<Tables, R>(
  db: Kysely<Tables>,
  fn: (db: Kysely<Tables>) => Promise<R>,
): Promise<R> {
  if (together.has(db)) return fn(db);
  let waiting: Waiting[] = [];
  const leave = () => {
    const leaving = waiting;
    waiting = [];
    void send(db, leaving);
  };
  const executeQuery = <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
    if (!onlyReads(query)) return db.executeQuery<R>(query);
    const asked = waiting.find((one) => isSame(one.query, query));
    if (asked) return asked.answer as Promise<QueryResult<R>>;
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    // Once every chain of promises stands still, whatever `fn` does before it asks: the rest waits for the database.
    if (waiting.length === 0) setImmediate(leave);
    waiting.push({ query, answer: promise, resolve, reject });
    return promise as Promise<QueryResult<R>>;
  };
  const reading = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driverOf({ executeQuery, streamQuery: refuse }),
      createIntrospector: (one) => new PostgresIntrospector(one),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  together.add(reading);
  return fn(reading);
}

/** Two that ask the same thing, of nothing in particular, have one answer. */
const isSame = (one: CompiledQuery, other: CompiledQuery): boolean =>
  one.parameters.length === 0 && other.parameters.length === 0 && one.sql === other.sql;

const nothing = () => Promise.resolve();
const refuse = (): never => {
  throw new Error('what is read together is neither a transaction nor a stream');
};

const driverOf = (connection: DatabaseConnection): Driver => ({
  init: nothing,
  acquireConnection: () => Promise.resolve(connection),
  releaseConnection: nothing,
  beginTransaction: refuse,
  commitTransaction: refuse,
  rollbackTransaction: refuse,
  destroy: nothing,
});

const writes = /\b(insert|update|delete|merge|for (no key )?update|for (key )?share)\b/i;

/** A select without a lock; one written by hand says so by its words. */
function onlyReads({ query, sql }: CompiledQuery): boolean {
  if (query.kind === 'RawNode') return /^\s*(select|with)\b/i.test(sql) && !writes.test(sql);
  return query.kind === 'SelectQueryNode' && query.endModifiers === undefined;
}

function canJoin({ sql, parameters }: CompiledQuery): boolean {
  const known = knownStatement(sql);
  return known?.columns !== undefined && known.placeholders === parameters.length;
}

async function send<Tables>(db: Kysely<Tables>, waiting: readonly Waiting[]): Promise<void> {
  const joined = waiting.filter(({ query }) => canJoin(query));
  const alone = joined.length > 1 ? waiting.filter((one) => !joined.includes(one)) : waiting;
  if (joined.length > 1) await sendJoined(db, joined);
  // One after the other, on one connection: side by side, one page would take them all.
  for (const { query, resolve, reject } of alone) {
    await db.executeQuery(query).then(resolve, reject);
  }
}

async function sendJoined<Tables>(db: Kysely<Tables>, joined: readonly Waiting[]): Promise<void> {
  const text = joinTexts(joined.map(({ query }) => query.sql));
  // Now: the memory may be cleared before the answer comes.
  const columns = joined.map(({ query }) => knownStatement(query.sql)?.columns);
  const parameters = joined.flatMap(({ query }) => query.parameters);
  try {
    const { rows } = await db.executeQuery(CompiledQuery.raw(text, parameters));
    joined.forEach(({ resolve }, index) => {
      const [row] = rows as Record<string, Row[]>[];
      resolve({ rows: revive(columns[index], row?.[`read_${String(index)}`] ?? []) });
    });
  } catch (error) {
    for (const { reject } of joined) reject(error);
  }
}

const joinedTexts = new Map<string, string>();

/** One statement that gives the rows of several, each as a list in JSON. */
function joinTexts(texts: readonly string[]): string {
  const key = texts.join(';');
  const known = joinedTexts.get(key);
  if (known !== undefined) return known;
  let count = 0;
  const parts = texts.map((text, index) => {
    const renumbered = text.replaceAll(placeholder, () => `$${String(++count)}`);
    return `(select coalesce(json_agg(row_to_json(one)), '[]') from (${renumbered}) one) as read_${String(index)}`;
  });
  const joined = `select ${parts.join(',\n')}`;
  if (joinedTexts.size >= mostTexts) joinedTexts.clear();
  joinedTexts.set(key, joined);
  return joined;
}

/** Makes of values in JSON those that each column would have given by itself. */
function revive(columns: KnownStatement['columns'], rows: Row[]): Row[] {
  for (const row of rows) {
    for (const { name, parse } of columns ?? []) {
      const value = row[name];
      if (value !== null && value !== undefined) row[name] = parse(value);
    }
  }
  return rows;
}
