import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { worldNow as now, rolledBack, testDatabase } from '../../../test/support/database.ts';
import { runWaitingJobs } from '../../../test/support/jobs.ts';
import { fileTicket, viewerNamed } from '../../../test/support/tickets.ts';
import { changeStatus, enablePerson } from '../people/change-status.ts';
import { openSession, readSession } from '../people/session.ts';
import type { Db } from '../tables.ts';
import { askRequester } from './ask-requester.ts';
import { assignTicket } from './assign-ticket.ts';
import { closeAccount } from './close-account.ts';
import { resolveTicket } from './resolve-ticket.ts';
import { takeTicket } from './take-ticket.ts';
import { ticketsAtPlace } from './team-load.ts';
import { readEvents, replay } from './ticket-event.ts';

const { db, url, close } = await testDatabase();
after(close);

const nadia = await viewerNamed(db, 'nadia.benali');
const karim = await viewerNamed(db, 'karim.leroy');
const rounds = Array.from({ length: 12 }, (_, round) => round);

const shut = (tx: Db, status: 'disabled' | 'left' = 'left') =>
  closeAccount(tx, { actorId: null, personId: karim.id, status }, now);
const rowOf = (tx: Db, number: number) =>
  tx
    .selectFrom('ticket')
    .select(['state', 'holder_id', 'assignee_id'])
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
const isOpen = async (tx: Db, token: string) => (await readSession(tx, token, now)) !== null;

for (const status of ['disabled', 'left'] as const) {
  test(`whoever is ${status} gives back what they held and were promised in all their teams, and is out at once`, () =>
    rolledBack(db, async (tx) => {
      const [taken, asked, promised, resolved] = [
        await fileTicket(tx, {}, now),
        await fileTicket(tx, {}, now),
        await fileTicket(tx, {}, now),
        await fileTicket(tx, {}, now),
      ];
      await takeTicket(tx, { number: taken, actor: karim }, now);
      await askRequester(tx, { number: asked, actor: karim, question: 'Où êtes-vous ?' }, now);
      await assignTicket(tx, { number: promised, actor: nadia, assigneeId: karim.id }, now);
      await resolveTicket(tx, { number: resolved, actor: karim, body: 'Fait.' }, now);
      const open = (personId: number) => openSession(tx, { personId, door: 'local' }, now);
      const [first, second, other] = [
        await open(karim.id),
        await open(karim.id),
        await open(nadia.id),
      ];
      const mine = await ticketsAtPlace(tx, { teamId: null, personId: karim.id });
      assert.ok(mine.length >= 3);

      assert.deepEqual(await shut(tx, status), { freed: mine.length });
      const free = { holder_id: null, assignee_id: null };
      assert.deepEqual(await rowOf(tx, taken), { state: 'awaiting', ...free });
      assert.deepEqual(await rowOf(tx, asked), { state: 'needs_information', ...free });
      assert.deepEqual(await rowOf(tx, promised), { state: 'awaiting', ...free });
      assert.equal(
        (await rowOf(tx, resolved)).holder_id,
        karim.id,
        'what is done keeps its author',
      );
      for (const number of [taken, asked, promised]) {
        const events = await readEvents(tx, number);
        const last = events.at(-1);
        assert.deepEqual([last?.act, last?.actorId], ['release', null]);
        const { holderId, assigneeId } = replay(events);
        assert.deepEqual([holderId, assigneeId], [null, null]);
      }
      assert.equal(await isOpen(tx, first), false);
      assert.equal(await isOpen(tx, second), false);
      assert.equal(await isOpen(tx, other), true);
      assert.deepEqual(await shut(tx, status), { freed: 0 }, 'asked again, nothing happens');
      const audited = await tx
        .selectFrom('audit_entry')
        .select(['act', 'after'])
        .where('subject', '=', `person:${String(karim.id)}`)
        .where('act', '=', `person-${status}`)
        .execute();
      assert.deepEqual(audited, [{ act: `person-${status}`, after: { status } }]);
    }));
}

test('an account that cannot be shut in full is not shut', () =>
  rolledBack(db, async (tx) => {
    const number = await fileTicket(tx, {}, now);
    await takeTicket(tx, { number, actor: karim }, now);
    const token = await openSession(tx, { personId: karim.id, door: 'local' }, now);
    // The first release fails: its event has nowhere to go.
    await tx.schema.alterTable('ticket_event').renameTo('elsewhere').execute();
    await assert.rejects(shut(tx));
    await tx.schema.alterTable('elsewhere').renameTo('ticket_event').execute();
    assert.equal((await rowOf(tx, number)).holder_id, karim.id);
    assert.equal(await isOpen(tx, token), true);
  }));

test('what somebody takes or is promised while their account is shut is given back, or never was theirs', async () => {
  for (const _ of rounds) {
    const [first, second] = [await fileTicket(db, {}, now), await fileTicket(db, {}, now)];
    const outcomes = await Promise.allSettled([
      takeTicket(db, { number: first, actor: karim }, now),
      assignTicket(db, { number: second, actor: nadia, assigneeId: karim.id }, now),
      shut(db),
    ]);
    assert.equal(outcomes[2].status, 'fulfilled');
    for (const one of outcomes) {
      if (one.status === 'rejected') {
        assert.match((one.reason as Error).name, /NotFound|Forbidden/);
      }
    }
    for (const number of [first, second]) {
      const { holder_id, assignee_id } = await rowOf(db, number);
      assert.deepEqual([holder_id, assignee_id], [null, null]);
    }
    await enablePerson(db, { actorId: null, personId: karim.id }, now);
  }
});

test('the team is told that a ticket is free again; whoever left is told nothing', async () => {
  const number = await fileTicket(db, {}, now);
  await takeTicket(db, { number, actor: karim }, now);
  await runWaitingJobs({ db, url }, now);
  await shut(db);
  await runWaitingJobs({ db, url }, now);
  const notices = await db
    .selectFrom('notice')
    .select(['kind', 'person_id'])
    .where('ticket_number', '=', number)
    .where('read_at', 'is', null)
    .execute();
  assert.ok(notices.some(({ kind, person_id }) => kind === 'release' && person_id === nadia.id));
  assert.ok(!notices.some(({ person_id }) => person_id === karim.id));
  await changeStatus(db, { actorId: null, personId: karim.id, status: 'active' }, now);
});
