import pg from 'pg';

/** A statement of the product and what it cost over some requests. */
export type Spent = { query: string; calls: number; milliseconds: number; blocks: number };

const notOfPages =
  /graphile_worker|pg_stat_statements|^\s*(begin|commit|rollback|savepoint|release|set|listen|select set_config)\b|pg_notify|information_schema/i;
/** What the desk does by itself every few seconds, whoever asks for pages. */
const isOfPage = ({ query }: Spent): boolean => !notOfPages.test(query);

/** Counts the statements that the application sends, seen from the server: nothing of the product is changed for it. */
export async function statementCounter(url: string) {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  const track = async (what: 'none' | 'top'): Promise<void> => {
    await client.query(`alter system set pg_stat_statements.track = '${what}'`);
    await client.query('select pg_reload_conf()');
    // Sessions read the change before their next statement.
    await client.query('select pg_sleep(0.1)');
  };
  return {
    /** Gives what `fn` made the application send. */
    count: async (fn: () => Promise<unknown>): Promise<Spent[]> => {
      await track('top');
      await client.query('select pg_stat_statements_reset()');
      await fn();
      const { rows } =
        await client.query<Spent>(`select query, calls::int, total_exec_time as milliseconds,
        (shared_blks_hit + shared_blks_read)::int as blocks from pg_stat_statements
        where dbid = (select oid from pg_database where datname = current_database())
          and userid = 'application'::regrole order by total_exec_time desc`);
      await track('none');
      return rows.filter(isOfPage);
    },
    close: () => client.end(),
  };
}
