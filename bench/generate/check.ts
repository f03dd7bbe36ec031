import assert from 'node:assert/strict';
import { sql } from 'kysely';
import type { Db } from '../../src/domain/tables.ts';
import { isLive } from '../../src/domain/tickets/ticket.ts';
import { readEventsOf, replay } from '../../src/domain/tickets/ticket-event.ts';
import { publicActs } from '../../src/domain/tickets/transition.ts';

const live = "('awaiting', 'in_progress', 'on_hold', 'needs_information')";

/** What must never be found, over every row: what constraints cannot say. */
const faults: Readonly<Record<string, string>> = {
  'a ticket that is not with the one team that has it': `
    select count(*) from ticket where not exists (select from ticket_team
      where ticket_number = number and team_id = ticket.team_id and until is null)
      or (select count(*) from ticket_team where ticket_number = number and until is null) <> 1`,
  'a ticket whose last event is another': `
    select count(*) from ticket join (select ticket_number, max(id) as id from ticket_event
      where act <> 'remind' group by 1) last on last.ticket_number = number where last.id <> last_event_id`,
  'a ticket without its filing': `
    select count(*) from ticket where not exists (select from ticket_event
      where ticket_number = number and act = 'submit' and at = submitted_at and from_state is null)`,
  'an event that does not begin where the one before ended': `
    select count(*) from (select from_state, lag(to_state) over (partition by ticket_number order by id) as before,
      at < lag(at) over (partition by ticket_number order by id) as goes_back from ticket_event) told
    where from_state is distinct from before or goes_back`,
  'a promise on a ticket that is over': `
    select count(*) from ticket where state not in ${live}
      and num_nonnulls(take_due_at, resolve_due_at, team_take_due_at, remind_at, resume_at, expire_at) > 0`,
  'a holder or somebody it is assigned to who is not of the team': `
    select count(*) from ticket where state in ${live} and exists (select from unnest(array[holder_id, assignee_id]) who
      where who is not null and not exists (select from team_member
        where team_id = ticket.team_id and person_id = who and active))`,
  'a message, a note or a question that no event tells of': `
    select (select count(*) from ticket_message where not exists (select from ticket_event
        where ticket_event.ticket_number = ticket_message.ticket_number and (data->>'messageId')::bigint = ticket_message.id))
      + (select count(*) from ticket_note where not exists (select from ticket_event
        where ticket_event.ticket_number = ticket_note.ticket_number and (data->>'noteId')::bigint = ticket_note.id))`,
  'a ticket without its document': `
    select count(*) from ticket where not exists (select from ticket_words where ticket_number = number)`,
  'an attachment said on another ticket': `
    select count(*) from attachment left join ticket_message message on message.id = message_id
      left join ticket_note note on note.id = note_id
    where attachment.ticket_number <> coalesce(message.ticket_number, note.ticket_number, attachment.ticket_number)`,
  'a reference or a check that was not verified': `
    select count(*) from pg_constraint where not convalidated and connamespace = 'public'::regnamespace`,
};

/**
 * Fails when a filled database is not what the domain would have written: over every row what SQL can tell, and on so
 * many tickets, spread over all, what their events replay to and what the search knows of them.
 */
export async function checkFilled(db: Db, sample: number): Promise<void> {
  for (const [fault, query] of Object.entries(faults)) {
    const { rows } = await sql
      .raw<{ count: number }>(`select (${query})::int as count`)
      .execute(db);
    assert.equal(rows[0]?.count, 0, fault);
  }
  const { rows } = await sql<{
    number: number;
  }>`select number from (select number, state, row_number() over (order by number) as rank,
      count(*) over () as total from ticket) ranked
    where rank % greatest(1, total / ${sample}::bigint) = 0 order by number`.execute(db);
  for (let first = 0; first < rows.length; first += 500) {
    const numbers = rows.slice(first, first + 500).map(({ number }) => number);
    await checkTickets(db, numbers);
  }
}

async function checkTickets(db: Db, numbers: readonly number[]): Promise<void> {
  const events = await readEventsOf(db, numbers);
  const among = sql<boolean>`number = any(${[...numbers]}::bigint[])`;
  for (const row of await db.selectFrom('ticket').selectAll().where(among).execute()) {
    const told = events.get(row.number) ?? [];
    assert.deepEqual(replay(told), {
      state: row.state,
      teamId: row.team_id,
      categoryId: row.category_id,
      priority: row.priority,
      holderId: row.holder_id,
      assigneeId: row.assignee_id,
      holdReasonId: row.hold_reason_id,
      holdUntil: row.hold_until?.toString() ?? null,
      outcome: row.outcome,
    });
    assert.equal(row.last_public_event_id, told.findLast(({ act }) => publicActs.has(act))?.id);
    assert.ok(row.taken_at === null || row.take_due_at === null);
    assert.equal(row.spent_minutes !== null, row.resolved_at !== null);
    assert.ok(!isLive(row.state) || row.promised_resolve_minutes !== null);
  }
  const { rows } = await sql<{ number: number }>`select ticket_number as number from ticket_words
    where ticket_number = any(${[...numbers]}::bigint[]) and words <> read_ticket_words(ticket_number)`.execute(
    db,
  );
  assert.deepEqual(rows, [], 'a document that the database would have made otherwise');
  const unknown = await sql`select used.word from unnest(${[...numbers]}::bigint[]) as wanted
      cross join words_of_ticket(wanted) as used (word)
    where not exists (select from search_word where search_word.word = used.word)`.execute(db);
  assert.deepEqual(unknown.rows, [], 'a word that the search does not know');
}
