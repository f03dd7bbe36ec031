import { totalmem } from 'node:os';
import { sql } from 'kysely';
import pg from 'pg';
import { refreshLately } from '../../src/domain/reports/lately.ts';
import type { Db, Tables } from '../../src/domain/tables.ts';
import { createDb, jsonb } from '../../src/platform/db/database.ts';
import { openPool } from '../../src/platform/db/pool.ts';
import { type Filling, fill } from './copy.ts';
import { type Desk, settleDesk } from './desk.ts';
import { drawTickets } from './draw.ts';
import { randomOf } from './random.ts';
import { restore, strip } from './schema.ts';
import { columns, firstNumber, type Ids, type Written, written } from './tickets.ts';

export type Order = {
  /** Of the owner of an empty, migrated database. */
  url: string;
  tickets: number;
  seed: number;
  now: Temporal.Instant;
  /** Told how far it is. */
  say?: (line: string) => void;
  /** Connections that build indexes side by side. */
  builders?: number;
};

/**
 * Fills an empty database with a believable desk of so many tickets. Same seed, size and instant: same rows. The schema
 * is in the end the one the migrations made, its constraints checked over every row.
 */
export async function generate(order: Order): Promise<void> {
  const { url, tickets, seed, now, say = () => undefined, builders = 2 } = order;
  const pool = openPool(url, { max: 3, statementTimeoutMs: 0, idleInTransactionTimeoutMs: 0 });
  const db = createDb<Tables>(pool);
  const clients = await Promise.all(Array.from({ length: builders }, () => builder(url)));
  const [first] = clients;
  if (first === undefined) throw new Error('nobody to build');
  try {
    await assertEmpty(db);
    const desk = await settleDesk(db, randomOf(seed), now);
    say('Équipes, natures, personnes : prêtes.');
    const stripped = await strip(first);
    const { words, ids } = await writeTickets({ ...order, say });
    say('Lignes copiées ; clés, index et références…');
    await settleWords(db, words);
    await restore(clients, stripped);
    await settleSequences(first, { ...ids, tickets });
    await settleRest(db, { now, desk });
    await first.query(tickets <= 100_000 ? 'vacuum analyze' : 'analyze');
  } finally {
    await Promise.all(clients.map((client) => client.end()));
    await pool.end();
  }
}

/** For one index at a time: most of what the machine has sorts in memory. */
const buildingMemoryMb = Math.round(Math.min(4_000, Math.max(256, totalmem() / 2 ** 20 / 10)));

async function builder(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  await client.query(
    `set statement_timeout = 0; set maintenance_work_mem = '${String(buildingMemoryMb)}MB'; set max_parallel_maintenance_workers = 1; set jit = off; set work_mem = '256MB'`,
  );
  return client;
}

async function assertEmpty(db: Db): Promise<void> {
  for (const table of ['person', 'team', 'ticket'] as const) {
    const row = await db
      .selectFrom(table)
      .select((eb) => eb.lit(1).as('one'))
      .limit(1)
      .executeTakeFirst();
    if (row !== undefined)
      throw new Error(`La base n’est pas vide : la table ${table} a des lignes.`);
  }
}

async function writeTickets({
  say,
  ...order
}: Order & { say: (line: string) => void }): ReturnType<typeof drawTickets> {
  const fillings = new Map<Written, Filling>();
  try {
    for (const table of written) fillings.set(table, await fill(order.url, table, columns[table]));
    const now = order.now.epochMilliseconds;
    const drawn = await drawTickets({ ...order, now }, async ({ bytes }, upTo) => {
      // One after the other: a table that is behind holds up the drawing, and the others go on meanwhile.
      for (const [table, filling] of fillings) await filling.write(bytes[table]);
      if (upTo % 50_000 === 0) say(`${String(upTo)} demandes…`);
    });
    for (const filling of fillings.values()) await filling.finish();
    return drawn;
  } catch (error) {
    for (const filling of fillings.values()) await filling.abandon();
    throw error;
  }
}

async function settleSequences(
  client: pg.ClientBase,
  ids: Ids & { tickets: number },
): Promise<void> {
  const sequences = [
    ['ticket', 'number', firstNumber + ids.tickets - 1],
    ['ticket_event', 'id', ids.event],
    ['ticket_message', 'id', ids.message],
    ['ticket_note', 'id', ids.note],
    ['notice', 'id', ids.notice],
  ] as const;
  for (const [table, column, last] of sequences) {
    if (last > 0) {
      await client.query(
        `select setval(pg_get_serial_sequence('${table}', '${column}'), ${String(last)})`,
      );
    }
  }
}

/** Words known to the search, as `words_of_ticket` cuts them; its indexes are put back afterwards. */
async function settleWords(db: Db, words: readonly string[]): Promise<void> {
  await sql`insert into search_word (word)
    select found[1] from unnest(${words}::text[]) as word,
      regexp_matches(fold(word), '\\m[a-z]{4,30}\\M', 'g') as found
    except select word from search_word
    order by 1`.execute(db);
}

/** What is small: what people are typing, opinions, what the last months tell. */
async function settleRest(
  db: Db,
  { now, desk }: { now: Temporal.Instant; desk: Desk },
): Promise<void> {
  const slugs = desk.natures.map(({ slug }) => slug);
  const drafts = Array.from({ length: 600 }, (_, index) => ({
    person_id: 1 + ((index * 47 + 350) % (desk.people.length - 1)),
    place: `new-ticket:${slugs[index % slugs.length] ?? ''}`,
    content: jsonb({
      subject: 'Panne à décrire',
      description: `Depuis ce matin, bureau ${String(100 + index)} : `,
    }),
    saved_at: now.subtract({ hours: 1 + (index % 2000) }),
  }));
  await db
    .insertInto('draft')
    .values(drafts)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await sql`insert into article_opinion (article_id, person_id, helped, changed_at)
    select article.id, person.id, (person.id + article.id) % 5 <> 0, ${now}::timestamptz - make_interval(days => (person.id % 300)::int)
    from article join person on (person.id + article.id * 13) % 97 = 0`.execute(db);
  await sql`update article set helped_count = counted.yes, unhelped_count = counted.no
    from (select article_id, count(*) filter (where helped) as yes, count(*) filter (where not helped) as no
      from article_opinion group by 1) counted where counted.article_id = article.id`.execute(db);
  await refreshLately(db, now);
}
