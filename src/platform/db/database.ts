import { hash } from 'node:crypto';
import {
  Kysely,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  type RawBuilder,
  sql,
} from 'kysely';
import type pg from 'pg';
import { parameter } from './column-types.ts';
import { learnColumns, mostTexts } from './result-columns.ts';
import { isTransactionControl, recordStatement } from './statements.ts';
import { asUnavailable } from './unavailable.ts';

/**
 * How much text a connection keeps prepared, in characters. PostgreSQL holds some hundred bytes for each of them: 30 MB
 * at most. All the usual pages together are a third of that; orders and filters of lists are many more texts.
 */
const mostPrepared = 300_000;

const names = new Map<string, string>();

/** The name of a statement that this process has sent before; undefined the first time: most never come back. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= mostTexts) names.clear();
  names.set(text, hash('sha1', text, 'base64url'));
  return undefined;
}

/** Names statements of one connection as long as it has room to keep them; the others are planned each time. */
function naming(): (text: string) => string | undefined {
  const prepared = new Set<string>();
  let length = 0;
  return (text) => {
    const name = isTransactionControl(text) ? undefined : nameOf(text);
    if (name === undefined || prepared.has(name)) return name;
    if (length + text.length > mostPrepared) return undefined;
    length += text.length;
    prepared.add(name);
    return name;
  };
}

/**
 * What Kysely sees of a connection. A statement that comes back carries a name made from its text, so that PostgreSQL
 * parses and plans it once per connection; statements of one connection go one after the other, as `pg` asks.
 */
function namedClient(client: pg.PoolClient): PostgresPoolClient {
  let last: Promise<unknown> = Promise.resolve();
  const nameFor = naming();
  const send = async (text: string, values: readonly unknown[]) => {
    const name = nameFor(text);
    try {
      const result = await client.query({
        ...{ text, values: values.map(parameter) },
        ...(name === undefined ? {} : { name }),
      });
      learnColumns(text, result.fields);
      return result;
    } catch (error) {
      throw asUnavailable(error);
    }
  };
  const query = (text: string, values: readonly unknown[]) => {
    recordStatement(text);
    const sent = last.then(() => send(text, values));
    last = sent.catch(() => undefined);
    return sent;
  };
  return {
    // Cursors are the other signature; nothing here opens one.
    query: query as unknown as PostgresPoolClient['query'],
    release: (error) => client.release(error),
  };
}

function namedPool(pool: pg.Pool): PostgresPool {
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect().catch((error: unknown) => {
        throw asUnavailable(error);
      });
      const known = clients.get(client);
      if (known) return known;
      const named = namedClient(client);
      clients.set(client, named);
      return named;
    },
  };
}

/** The typed way to the database: statements prepared by name, Temporal values both ways, Unavailable when it is down. */
export function createDb<Tables>(pool: pg.Pool): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: namedPool(pool) }) });
}

/**
 * Runs `fn` in a transaction: all of it is kept, or nothing when it throws. Inside a transaction already open it is
 * a savepoint, so that a command may call another and a test may wrap both. One at a time per transaction: two
 * savepoints opened side by side would end each other.
 */
export async function inTransaction<Tables, R>(
  db: Kysely<Tables>,
  fn: (transaction: Kysely<Tables>) => Promise<R>,
): Promise<R> {
  if (!db.isTransaction) return db.transaction().execute(fn);
  await sql`savepoint nested`.execute(db);
  try {
    const result = await fn(db);
    await sql`release savepoint nested`.execute(db);
    return result;
  } catch (error) {
    // When the connection itself is lost there is nothing to go back to, and the first error is the one to tell.
    await sql`rollback to savepoint nested`.execute(db).catch(() => undefined);
    await sql`release savepoint nested`.execute(db).catch(() => undefined);
    throw error;
  }
}

/** A value as a jsonb parameter; needed for lists, which `pg` would send as a PostgreSQL array. */
export const jsonb = <T>(value: T): RawBuilder<T> => sql<T>`${JSON.stringify(value)}::jsonb`;
