/**
 * Measures what a change of hours costs: the promises of 100 000 live tickets computed again, in less than a minute, and
 * those of one ticket with 200 events, in less than a millisecond; fails beyond. Run by
 * `node --import tsx bench/recompute-due.ts`, in a database of its own.
 */
import { readFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { sql } from 'kysely';
import { readDelayBook } from '../src/domain/calendar/calendar-queries.ts';
import { promiseColumns } from '../src/domain/tickets/promise-columns.ts';
import { recomputeDue } from '../src/domain/tickets/recompute-due.ts';
import type { TicketEvent } from '../src/domain/tickets/ticket-event.ts';
import { inTransaction } from '../src/platform/db/database.ts';
import { testDatabase, worldNow } from '../test/support/database.ts';

const tickets = 100_000;
const most = { seconds: 60, milliseconds: 1 };
const say = (line: string) => process.stdout.write(`${line}\n`);
const isWithin = (figure: number, limit: number) => {
  if (figure > limit) process.exitCode = 1;
};

const { db, close } = await testDatabase();

/** Filed over the last ninety days, taken, asked about and answered: five events each. */
const planted = sql`with filed as (
    insert into ticket (category_id, requester_id, submitted_by_id, team_id, holder_id, state, priority, channel,
      subject, description, phone, room, routing, submitted_at, changed_at, taken_at, submission_key)
    select category.id, person.id, person.id, team.id, person.id, 'in_progress',
      (array['low', 'normal', 'high', 'urgent'])[1 + n % 4], 'web', 'Essai', 'Essai', '', '', '{"kind": "category"}',
      at, at, at, gen_random_uuid()
    from generate_series(1, ${tickets}) n
      join lateral (select ${worldNow}::timestamptz - make_interval(mins => (60 + n::bigint * 129600 / ${tickets})::int) as at) on true
      join lateral (select id from category order by id offset n % 20 limit 1) category on true
      join lateral (select id from team order by id offset n % 6 limit 1) team on true
      join lateral (select id from person order by id offset n % 8 limit 1) person on true
    returning number, category_id, team_id, holder_id, priority, submitted_at
  )
  insert into ticket_event (ticket_number, act_id, act, at, actor_id, from_state, to_state, data)
  select number, gen_random_uuid(), told.act, submitted_at + told.later, holder_id, told.before, told.after,
    case told.act when 'submit' then jsonb_build_object('teamId', team_id, 'categoryId', category_id,
      'priority', priority) when 'take' then jsonb_build_object('holderId', holder_id) else '{}' end
  from filed, (values
    (1, 'submit', interval '0', null, 'awaiting'), (2, 'take', '10 minutes', 'awaiting', 'in_progress'),
    (3, 'ask', '20 minutes', 'in_progress', 'needs_information'),
    (4, 'complete', '30 minutes', 'needs_information', 'in_progress'),
    (5, 'reply', '40 minutes', 'in_progress', 'in_progress')) told (rank, act, later, before, after)
  order by number, rank`;
await inTransaction(db, async (tx) => {
  await sql`set local statement_timeout = 0`.execute(tx);
  await planted.execute(tx);
});
await sql`analyze ticket, ticket_event`.execute(db);

/** Seconds of processor that the database has spent on this bench; null where the system does not tell. */
async function databaseSeconds(): Promise<number | null> {
  const { rows } = await sql<{ pid: number }>`select pid from pg_stat_activity
    where datname = current_database() and backend_type = 'client backend'`.execute(db);
  try {
    const stats = await Promise.all(
      rows.map(({ pid }) => readFile(`/proc/${String(pid)}/stat`, 'utf8')),
    );
    // After the name in brackets, the 12th and 13th: in user mode and in the kernel, in hundredths of a second.
    const ticks = stats.flatMap((stat) =>
      stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .slice(11, 13),
    );
    return ticks.reduce((sum, tick) => sum + Number(tick), 0) / 100;
  } catch {
    return null;
  }
}

async function measure(what: string, run: () => Promise<number>): Promise<void> {
  const before = await databaseSeconds();
  const [start, usage] = [performance.now(), process.cpuUsage()];
  const moved = await run();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(usage);
  const own = ((user + system) / 1e6).toFixed(1);
  const after = await databaseSeconds();
  const there = before === null || after === null ? '?' : (after - before).toFixed(1);
  say(
    `${what}: ${seconds.toFixed(1)} s; processor: ${own} s here, ${there} s in the database; ${String(moved)} moved`,
  );
  isWithin(seconds, most.seconds);
}

say(`${String(cpus().length)} cores, load ${(loadavg()[0] ?? 0).toFixed(1)}`);
await measure('first time', () => recomputeDue(db, worldNow));
await measure('again, nothing to move', () => recomputeDue(db, worldNow));
await sql`update target set resolve_minutes = resolve_minutes + 60`.execute(db);
await measure('every promise an hour longer', () => recomputeDue(db, worldNow));

const book = await readDelayBook(db);
const start = worldNow.subtract({ hours: 24 * 100 });
const events = Array.from({ length: 200 }, (_, index): TicketEvent => {
  const to = index % 2 === 0 ? 'in_progress' : 'needs_information';
  const data =
    index === 0
      ? { teamId: 1, categoryId: 1, priority: 'normal' as const }
      : { teamId: 1 + (index % 6) };
  const at = start.add({ hours: 12 * index });
  return { id: index, actId: '', act: 'reply', at, actorId: 1, from: null, to, data };
});
const one = { state: 'in_progress', teamId: 1, events, book } as const;
const rounds = 500;
for (let round = 0; round < rounds; round++) promiseColumns(one, worldNow);
const begun = process.cpuUsage();
for (let round = 0; round < rounds; round++) promiseColumns(one, worldNow);
const { user } = process.cpuUsage(begun);
const milliseconds = user / 1000 / rounds;
say(`a ticket of 200 events: ${milliseconds.toFixed(3)} ms of processor`);
isWithin(milliseconds, most.milliseconds);
await close();
