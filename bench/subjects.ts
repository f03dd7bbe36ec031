import { sql } from 'kysely';
import { openSession } from '../src/domain/people/session.ts';
import type { Db } from '../src/domain/tables.ts';
import { proofFor } from '../src/web/csrf.ts';
import { busiestRequester } from './generate/desk.ts';
import { benchSecret } from './site.ts';

/** Somebody who has signed in: the session is a row like any other, its proof what the pages would carry. */
export type Visitor = { personId: number; cookie: string; proof: string };

/** Opens a session for somebody. */
export async function visitor(
  db: Db,
  personId: number,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<Visitor> {
  const token = await openSession(db, { personId, door: 'local' }, now);
  return { personId, cookie: `session=${token}`, proof: proofFor(benchSecret, token) };
}

/** Whom and what the workloads ask about; the same kind of people at every size. */
export type Subjects = {
  /** People who have filed about ten tickets, one of them at least still live. */
  requesters: readonly Visitor[];
  /** Members of the team with the most live tickets. */
  agents: readonly Visitor[];
  busyTeamId: number;
  busiest: Visitor;
  /** Tickets with ten messages, with whom they are of. */
  threads: readonly { number: number; requester: Visitor }[];
  /** Tickets in progress, of the busy team first: what requesters add to and holders answer. */
  working: readonly { number: number; requester: Visitor; holder: Visitor }[];
  natures: readonly { slug: string; kind: 'problem' | 'service' }[];
  words: { rare: readonly string[]; common: string; misspelt: string };
  numbers: readonly number[];
};

const live = sql.raw("('awaiting', 'in_progress', 'on_hold', 'needs_information')");

/** Finds them in a filled desk, and signs them in. */
export async function findSubjects(
  db: Db,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<Subjects> {
  await sql`set statement_timeout = 0`.execute(db);
  const visitors = new Map<number, Visitor>();
  const known = async (personId: number): Promise<Visitor> => {
    const found = visitors.get(personId) ?? (await visitor(db, personId, now));
    visitors.set(personId, found);
    return found;
  };
  const all = async (ids: readonly number[]): Promise<Visitor[]> => {
    const found: Visitor[] = [];
    for (const id of ids) found.push(await known(id));
    return found;
  };
  const ids = async (query: ReturnType<typeof sql<{ id: number }>>): Promise<number[]> =>
    (await query.execute(db)).rows.map(({ id }) => id);

  const requesters = await ids(sql<{ id: number }>`
    with owners as (select distinct requester_id from ticket where state in ${live})
    select requester_id as id from owners
    cross join lateral (select count(*) as count from ticket where ticket.requester_id = owners.requester_id) filed
    join person on person.id = requester_id and status = 'active' and not is_administrator
    where requester_id <> ${busiestRequester} and not exists (select from team_member where person_id = requester_id)
    order by abs(count - 10), requester_id limit 60`);
  const [busyTeamId = 1] = await ids(sql<{ id: number }>`
    select team_id as id from ticket where state in ${live} group by 1 order by count(*) desc, 1 limit 1`);
  const agents = await ids(sql<{ id: number }>`
    select person_id as id from team_member where team_id = ${busyTeamId} and active order by role desc, person_id limit 12`);
  const threads = await sql<{ number: number; requester_id: number }>`
    select number, requester_id from (select ticket_number from ticket_message group by 1 having count(*) = 10
        order by ticket_number desc limit 20000) ten
    join ticket on number = ticket_number join person on person.id = requester_id and status = 'active'
    where team_id = ${busyTeamId} and not exists (select from team_member where person_id = requester_id)
    order by number desc limit 60`.execute(db);
  const working = await sql<{ number: number; requester_id: number; holder_id: number }>`
    select number, requester_id, holder_id from ticket
    join person on person.id = requester_id and status = 'active'
    where state = 'in_progress' and requester_id <> holder_id
      and not exists (select from team_member where person_id = requester_id)
    order by team_id = ${busyTeamId} desc, number desc limit 100`.execute(db);
  const natures = await sql<{ slug: string; kind: 'problem' | 'service' }>`
    select category.slug, family.kind from category join family on family.id = family_id
    where not is_unknown and not exists (select from category_form where category_id = category.id)
    order by category.id limit 12`.execute(db);
  const owned = [];
  for (const { number, requester_id } of threads.rows) {
    owned.push({ number, requester: await known(requester_id) });
  }
  const open = [];
  for (const { number, requester_id, holder_id } of working.rows) {
    open.push({ number, requester: await known(requester_id), holder: await known(holder_id) });
  }
  return {
    requesters: await all(requesters),
    agents: await all(agents),
    busyTeamId,
    busiest: await known(busiestRequester),
    threads: owned,
    working: open,
    natures: natures.rows,
    words: { rare: await rareWords(db), common: 'bureau', misspelt: 'imprimmante' },
    numbers: threads.rows.map(({ number }) => number),
  };
}

/**
 * Words that three tickets hold at most, or three in a million, among those of the oldest: measures have filed the last
 * ones.
 */
async function rareWords(db: Db): Promise<string[]> {
  const { rows } = await sql<{ word: string }>`
    with most as (select greatest(3, 3 * count(*) / 1000000) as tickets from ticket)
    select word from (select distinct used.word from (select number from ticket order by number limit 400) first
      cross join words_of_ticket(number) as used (word) where length(used.word) > 8) lately
    where (select count(*) from (select from ticket_words where words @@ search_query(array[word], '{}')
        limit (select tickets + 1 from most)) found) between 1 and (select tickets from most)
    order by word limit 40`.execute(db);
  return rows.map(({ word }) => word);
}
