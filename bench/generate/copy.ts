import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from } from 'pg-copy-streams';

export type Cell = string | number | boolean | null;

const special = /[\\\n\r\t]/g;
const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** One row as COPY reads it. */
export function line(cells: readonly Cell[]): string {
  let text = '';
  for (let index = 0; index < cells.length; index++) {
    if (index > 0) text += '\t';
    const cell = cells[index];
    if (cell === null || cell === undefined) text += '\\N';
    else if (typeof cell === 'string') {
      text += special.test(cell) ? cell.replace(special, (one) => escapes[one] ?? one) : cell;
      special.lastIndex = 0;
    } else text += String(cell);
  }
  return `${text}\n`;
}

/** A table that receives rows on a connection of its own, in one transaction. */
export type Filling = {
  /** Waits while the database is behind. */
  write: (lines: Uint8Array) => Promise<void>;
  finish: () => Promise<void>;
  /** Gives up: the table stays empty. */
  abandon: () => Promise<void>;
};

/**
 * Begins to fill an empty table. Emptied in the same transaction, its rows need no journal where the server keeps none
 * for copies (`wal_level = minimal`), and are read by everybody without being looked at again (`freeze`).
 */
export async function fill(
  url: string,
  table: string,
  columns: readonly string[],
): Promise<Filling> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  await client.query('set statement_timeout = 0; set timezone = UTC; set datestyle = ISO');
  await client.query('begin');
  await client.query(`truncate ${table}`);
  const stream = client.query(
    from(`copy ${table} (${columns.join(', ')}) from stdin with (freeze)`),
  );
  const over = finished(stream);
  over.catch(() => undefined);
  return {
    write: async (lines) => {
      if (lines.length === 0) return;
      if (!stream.write(lines)) await Promise.race([once(stream, 'drain'), over]);
    },
    finish: async () => {
      stream.end();
      await over;
      await client.query('commit');
      await client.end();
    },
    abandon: async () => {
      stream.destroy();
      await client.end().catch(() => undefined);
    },
  };
}
