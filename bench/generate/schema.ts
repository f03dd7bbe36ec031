import type pg from 'pg';

/** Tables that grow with tickets; their indexes, references and triggers are put back once they are full. */
export const growing = [
  'ticket',
  'ticket_words',
  'ticket_event',
  'ticket_message',
  'ticket_note',
  'ticket_team',
  'ticket_participant',
  'ticket_read',
  'notice',
  'attachment',
  'stored_file',
  'draft',
  'search_word',
] as const;

type Part = { table: string; name: string; definition: string };

/** What was taken away, and puts itself back. */
export type Stripped = {
  triggers: readonly Part[];
  references: readonly Part[];
  keys: readonly Part[];
  indexes: readonly Part[];
};

/** Takes away from the growing tables what makes each row slow to add. */
export async function strip(client: pg.ClientBase): Promise<Stripped> {
  const read = async (query: string): Promise<Part[]> => {
    const { rows } = await client.query<Part>(query, [growing]);
    return rows;
  };
  const constraints = (type: string, column: string) => `
    select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype in (${type}) and ${column}::regclass::text = any($1) order by 1, 2`;
  const triggers = await read(`
    select tgrelid::regclass::text as table, quote_ident(tgname) as name, '' as definition from pg_trigger
    where not tgisinternal and tgenabled = 'O' and tgrelid::regclass::text = any($1) order by 1, 2`);
  const references = await read(constraints("'f'", 'conrelid'));
  const keys = await read(constraints("'p', 'u'", 'conrelid'));
  const indexes = await read(`
    select indrelid::regclass::text as table, indexrelid::regclass::text as name,
      pg_get_indexdef(indexrelid) as definition
    from pg_index where indrelid::regclass::text = any($1)
      and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u')) order by 1, 2`);
  for (const { table, name } of triggers) {
    await client.query(`alter table ${table} disable trigger ${name}`);
  }
  for (const { table, name } of [...references, ...keys]) {
    await client.query(`alter table ${table} drop constraint ${name}`);
  }
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  return { triggers, references, keys, indexes };
}

/** Puts keys and indexes back, table by table on as many connections as given, then references, checked, and triggers. */
export async function restore(
  clients: readonly pg.ClientBase[],
  stripped: Stripped,
): Promise<void> {
  const { triggers, references, keys, indexes } = stripped;
  const [first] = clients;
  if (first === undefined) throw new Error('no connection');
  const statementsOf = (table: string): string[] => [
    ...keys
      .filter((one) => one.table === table)
      .map(({ name, definition }) => `alter table ${table} add constraint ${name} ${definition}`),
    ...indexes.filter((one) => one.table === table).map(({ definition }) => definition),
    `analyze ${table}`,
  ];
  // The largest first: whoever has done with a small one takes the next.
  const order = [
    'ticket_words',
    'ticket_event',
    'ticket_message',
    'ticket',
    'search_word',
    'notice',
  ];
  const others = growing.filter((table) => !order.includes(table));
  await shared(clients, [...order, ...others].map(statementsOf));
  for (const { table, name, definition } of references) {
    await first.query(`alter table ${table} add constraint ${name} ${definition} not valid`);
  }
  const validations = [...new Set(references.map(({ table }) => table))].map((table) =>
    references
      .filter((one) => one.table === table)
      .map(({ name }) => `alter table ${table} validate constraint ${name}`),
  );
  await shared(clients, validations);
  for (const { table, name } of triggers) {
    await first.query(`alter table ${table} enable trigger ${name}`);
  }
}

/** Runs lists of statements, each list in order, on several connections. */
async function shared(
  clients: readonly pg.ClientBase[],
  lists: readonly (readonly string[])[],
): Promise<void> {
  const waiting = [...lists];
  const work = async (client: pg.ClientBase): Promise<void> => {
    for (let list = waiting.shift(); list; list = waiting.shift()) {
      for (const statement of list) await client.query(statement);
    }
  };
  await Promise.all(clients.map(work));
}
