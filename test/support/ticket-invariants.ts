import assert from 'node:assert/strict';
import type { Db } from '../../src/domain/tables.ts';
import { isLive } from '../../src/domain/tickets/ticket.ts';
import { readEvents, replay } from '../../src/domain/tickets/ticket-event.ts';

/** The row of a ticket, every column. */
export async function readRow(db: Db, number: number) {
  return db.selectFrom('ticket').selectAll().where('number', '=', number).executeTakeFirstOrThrow();
}

/** Fails when a ticket is not what its events say, or promises what nobody waits for. */
export async function checkInvariants(db: Db, number: number): Promise<void> {
  const row = await readRow(db, number);
  const events = await readEvents(db, number);
  assert.deepEqual(replay(events), {
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
  assert.equal(row.last_event_id, events.at(-1)?.id);
  // Each event begins where the one before ended.
  for (const [index, event] of events.entries()) {
    assert.equal(event.from, index === 0 ? null : events[index - 1]?.to);
  }
  // Only what somebody still waits for is promised or planned.
  assert.ok(isLive(row.state) || (row.take_due_at === null && row.resolve_due_at === null));
  assert.ok(row.taken_at === null || row.take_due_at === null);
  const teams = await db
    .selectFrom('ticket_team')
    .select('team_id')
    .where('ticket_number', '=', number)
    .where('until', 'is', null)
    .execute();
  assert.deepEqual(teams, [{ team_id: row.team_id }]);
}
