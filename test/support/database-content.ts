import type pg from 'pg';

/** Every row of every table of a database, and where its sequences are, as one text a table. */
export async function contentOf(pool: pg.Pool): Promise<Map<string, string>> {
  const { rows: tables } = await pool.query<{ name: string }>(`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname in ('public', 'graphile_worker') order by 1`);
  const content = new Map<string, string>();
  for (const { name } of tables) {
    // When a migration was applied, what a revision is: about this database, not about what it holds.
    const columns = /migration|desk_revision/.test(name)
      ? "- 'applied_at' - 'ts' - 'revision'"
      : '';
    const { rows } = await pool.query<{ text: string | null }>(
      `select string_agg(line, e'\\n' order by line) as text
       from (select (to_jsonb(t) ${columns})::text as line from ${name} t) lines`,
    );
    content.set(name, rows[0]?.text ?? '');
  }
  const { rows } = await pool.query<{ text: string }>(`
    select string_agg(format('%s.%s %s', schemaname, sequencename, last_value), e'\\n'
      order by schemaname, sequencename) as text
    from pg_sequences where schemaname in ('public', 'graphile_worker')`);
  content.set('sequences', rows[0]?.text ?? '');
  return content;
}

/** How the tables of a database are made: columns, constraints, indexes, triggers. */
export async function shapeOf(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ line: string }>(`
    with ours as (select unnest(array['public', 'graphile_worker'])::regnamespace as oid)
    select line from (
      select format('%s %s', conrelid::regclass, pg_get_constraintdef(oid)) as line
        from pg_constraint where connamespace in (select oid from ours)
      union all select format('%s.%s %s', attrelid::regclass, attname, atttypid::regtype)
        from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relnamespace in (select oid from ours) and c.relkind = 'r' and attnum > 0
      union all select indexdef from pg_indexes where schemaname in ('public', 'graphile_worker')
      union all select pg_get_triggerdef(t.oid) || t.tgenabled::text from pg_trigger t where not tgisinternal
    ) lines order by line`);
  return rows.map(({ line }) => line);
}
