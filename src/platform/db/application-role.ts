import type pg from 'pg';

export type ApplicationRole = {
  role: string;
  /** Tables it may read and add to, and never change. */
  appendOnly: readonly string[];
};

async function names(pool: pg.Pool, query: string, values: string[]): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(query, values);
  return rows.map(({ name }) => name);
}

/**
 * Gives the role of the running application what it needs and no more: rows of every table, additions only where
 * history is kept, no table of its own. Run by the owner after each migration.
 */
export async function grantApplication(
  owner: pg.Pool,
  { role, appendOnly }: ApplicationRole,
): Promise<void> {
  const to = `"${role.replaceAll('"', '""')}"`;
  await owner.query(`grant usage on schema public, graphile_worker to ${to}`);
  for (const schema of ['public', 'graphile_worker']) {
    await owner.query(
      `grant select, insert, update, delete on all tables in schema ${schema} to ${to}`,
    );
    await owner.query(`grant usage, select on all sequences in schema ${schema} to ${to}`);
    await owner.query(`grant execute on all functions in schema ${schema} to ${to}`);
  }
  for (const table of appendOnly) {
    await owner.query(`revoke update, delete, truncate on public.${table} from ${to}`);
  }
  await owner.query(`revoke insert, update, delete on public.schema_migration from ${to}`);
  // The queue's tables are closed to every role but their owner's by row security.
  const closed = await names(
    owner,
    `select relname as name from pg_class c
     where relnamespace = 'graphile_worker'::regnamespace and relrowsecurity
       and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'application'
         and p.polroles = array[$1::regrole::oid])`,
    [to],
  );
  // Only where it is missing: it takes a lock that a running backup, and then everybody, would wait for.
  for (const table of closed) {
    await owner.query(`drop policy if exists application on graphile_worker.${table}`);
    await owner.query(
      `create policy application on graphile_worker.${table} to ${to} using (true) with check (true)`,
    );
  }
}
