import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { testDatabase, worldNow } from '../../../test/support/database.ts';
import { fileTicket, viewerNamed } from '../../../test/support/tickets.ts';
import { Conflict } from '../../platform/errors.ts';
import { closeTicket } from './automatic-acts.ts';
import { completeTicket } from './complete-ticket.ts';
import type { TicketConflict } from './conflict.ts';
import { replyToTicket } from './reply-to-ticket.ts';
import { resolveTicket } from './resolve-ticket.ts';
import { submitTicket } from './submit-ticket.ts';
import { takeOverTicket } from './take-over-ticket.ts';
import { takeTicket } from './take-ticket.ts';
import { readEvents, replay } from './ticket-event.ts';

const { db, close } = await testDatabase();
after(close);

const nadia = await viewerNamed(db, 'nadia.benali');
const karim = await viewerNamed(db, 'karim.leroy');
const marie = await viewerNamed(db, 'marie.dupont');
const rounds = Array.from({ length: 12 }, (_, round) => round);

async function rowOf(number: number) {
  return db
    .selectFrom('ticket')
    .select(['state', 'holder_id', 'team_id', 'last_event_id', 'closed_at'])
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
}

/** What holds after any race: the row is what its events say, and each step began where the one before ended. */
async function assertConsistent(number: number): Promise<void> {
  const row = await rowOf(number);
  const events = await readEvents(db, number);
  const replayed = replay(events);
  assert.equal(replayed.state, row.state);
  assert.equal(replayed.holderId, row.holder_id);
  assert.equal(replayed.teamId, row.team_id);
  assert.equal(events.at(-1)?.id, row.last_event_id);
  for (const [index, event] of events.entries()) {
    assert.equal(event.from, index === 0 ? null : events[index - 1]?.to, event.act);
  }
}

function conflictsAmong(outcomes: readonly PromiseSettledResult<unknown>[]): Conflict[] {
  return outcomes.flatMap((outcome) => {
    if (outcome.status === 'fulfilled') return [];
    assert.ok(outcome.reason instanceof Conflict, String(outcome.reason));
    return [outcome.reason];
  });
}

test('of two agents who take a ticket at once, one has it and the other is told who', async () => {
  for (const _ of rounds) {
    const number = await fileTicket(db, {}, worldNow);
    const outcomes = await Promise.allSettled(
      [nadia, karim].map((actor) => takeTicket(db, { number, actor }, worldNow)),
    );
    const [lost, ...more] = conflictsAmong(outcomes);
    assert.ok(lost && more.length === 0);
    const { others } = lost.details as TicketConflict;
    const { holder_id } = await rowOf(number);
    assert.equal(others[0]?.act, 'take');
    assert.equal(others[0]?.actor?.id, holder_id);
    const events = await readEvents(db, number);
    assert.deepEqual(
      events.map(({ act }) => act),
      ['submit', 'take'],
    );
    await assertConsistent(number);
  }
});

test('the same form of taking sent twice at once acts once and fails nobody', async () => {
  for (const _ of rounds) {
    const number = await fileTicket(db, {}, worldNow);
    const order = { number, actor: nadia, actId: randomUUID() };
    await Promise.all([takeTicket(db, order, worldNow), takeTicket(db, order, worldNow)]);
    const events = await readEvents(db, number);
    assert.equal(events.filter(({ act }) => act === 'take').length, 1);
    await assertConsistent(number);
  }
});

test('a reply and a colleague taking over at once both happen, and the colleague has it', async () => {
  for (const _ of rounds) {
    const number = await fileTicket(db, {}, worldNow);
    await takeTicket(db, { number, actor: nadia }, worldNow);
    await Promise.all([
      takeOverTicket(db, { number, actor: karim }, worldNow),
      replyToTicket(db, { number, actor: nadia, body: 'Je regarde.' }, worldNow),
    ]);
    const row = await rowOf(number);
    assert.equal(row.holder_id, karim.id);
    assert.equal(row.state, 'in_progress');
    const events = await readEvents(db, number);
    assert.deepEqual(events.map(({ act }) => act).toSorted(), [
      'reply',
      'submit',
      'take',
      'take_over',
    ]);
    await assertConsistent(number);
  }
});

test('two colleagues who take over at once from what they both saw: one wins, the other is told', async () => {
  const berenice = await viewerNamed(db, 'berenice.cordier');
  for (const _ of rounds) {
    const number = await fileTicket(db, {}, worldNow);
    await takeTicket(db, { number, actor: nadia }, worldNow);
    const { last_event_id: seenEventId } = await rowOf(number);
    const outcomes = await Promise.allSettled(
      [karim, berenice].map((actor) =>
        takeOverTicket(db, { number, actor, seenEventId }, worldNow),
      ),
    );
    assert.equal(conflictsAmong(outcomes).length, 1);
    await assertConsistent(number);
  }
});

test('a completion and the closing at once: nothing said is lost, whichever came first', async () => {
  for (const _ of rounds) {
    const number = await fileTicket(db, {}, worldNow);
    await resolveTicket(db, { number, actor: nadia, body: 'Réparé.' }, worldNow);
    const { close_at } = await db
      .selectFrom('ticket')
      .select('close_at')
      .where('number', '=', number)
      .executeTakeFirstOrThrow();
    assert.ok(close_at);
    await Promise.all([
      closeTicket(db, number, close_at),
      completeTicket(db, { number, actor: marie, body: 'Cela recommence.' }, close_at),
    ]);
    const acts = (await readEvents(db, number)).map(({ act }) => act);
    const row = await rowOf(number);
    // Completed first, it stays resolved and closes; closed first, the completion reopens it.
    const completedFirst = acts.indexOf('complete') < acts.indexOf('close');
    assert.equal(row.state, completedFirst ? 'closed' : 'in_progress');
    const said = await db
      .selectFrom('ticket_message')
      .select('body')
      .where('ticket_number', '=', number)
      .where('kind', '=', 'completion')
      .execute();
    assert.deepEqual(said, [{ body: 'Cela recommence.' }]);
    await assertConsistent(number);
  }
});

test('the same form of filing sent several times at once opens one ticket', async () => {
  const category = await db
    .selectFrom('category')
    .select('id')
    .where('slug', '=', 'reseau-et-wifi')
    .executeTakeFirstOrThrow();
  for (const _ of rounds) {
    const submission = {
      submittedBy: marie,
      requesterId: marie.id,
      categoryId: category.id,
      subject: 'Une seule fois',
      description: 'Envoyée trois fois.',
      blocked: 'no' as const,
      impact: 'me' as const,
      phone: '',
      siteId: marie.siteId,
      room: '',
      channel: 'web' as const,
      submissionKey: randomUUID(),
    };
    const tickets = await Promise.all([1, 2, 3].map(() => submitTicket(db, submission, worldNow)));
    const numbers = new Set(tickets.map(({ number }) => number));
    assert.equal(numbers.size, 1);
    for (const number of numbers) {
      assert.equal((await readEvents(db, number)).length, 1);
      await assertConsistent(number);
    }
  }
});
