import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { worldNow as now, rolledBack, testDatabase } from '../../../test/support/database.ts';
import { runWaitingJobs } from '../../../test/support/jobs.ts';
import { fileTicket, viewerNamed } from '../../../test/support/tickets.ts';
import { Conflict, NotFound } from '../../platform/errors.ts';
import type { Viewer } from '../people/person.ts';
import type { Db } from '../tables.ts';
import { placeMember } from '../teams/place-member.ts';
import { findKeptTeam } from '../teams/team-editing.ts';
import { isActiveMember } from '../teams/team-queries.ts';
import { askRequester } from './ask-requester.ts';
import { assignTicket } from './assign-ticket.ts';
import { removeMember } from './remove-member.ts';
import { takeOverTicket } from './take-over-ticket.ts';
import { takeTicket } from './take-ticket.ts';
import { loadsOf } from './team-load.ts';
import { readEvents, replay } from './ticket-event.ts';

const { db, url, close } = await testDatabase();
after(close);

const odile = await viewerNamed(db, 'odile.garnier');
const nadia = await viewerNamed(db, 'nadia.benali');
const karim = await viewerNamed(db, 'karim.leroy');
const rounds = Array.from({ length: 12 }, (_, round) => round);

const team = (tx: Db) => findKeptTeam(tx, odile, 'SYSTEM-RESEAU');

/** Takes somebody out of SYSTEM-RESEAU as a page opened just before would. */
async function remove(tx: Db, person: Viewer, editor: Viewer = odile) {
  const { id: teamId, version: seenVersion } = await team(tx);
  return removeMember(tx, { editor, teamId, seenVersion, personId: person.id }, now);
}

async function bringBack(tx: Db, person: Viewer) {
  const { id: teamId, version: seenVersion } = await team(tx);
  const order = { editor: odile, teamId, seenVersion, personId: person.id };
  await placeMember(tx, { ...order, role: 'agent' }, now);
}

const rowOf = (tx: Db, number: number) =>
  tx
    .selectFrom('ticket')
    .select(['state', 'holder_id', 'assignee_id'])
    .where('number', '=', number)
    .executeTakeFirstOrThrow();

test('whoever leaves a team gives back what they held and were promised, each with its event', () =>
  rolledBack(db, async (tx) => {
    const [taken, asked, promised, other] = [
      await fileTicket(tx, {}, now),
      await fileTicket(tx, {}, now),
      await fileTicket(tx, {}, now),
      await fileTicket(tx, {}, now),
    ];
    await takeTicket(tx, { number: taken, actor: karim }, now);
    await askRequester(tx, { number: asked, actor: karim, question: 'Où êtes-vous ?' }, now);
    await assignTicket(tx, { number: promised, actor: nadia, assigneeId: karim.id }, now);
    await takeTicket(tx, { number: other, actor: nadia }, now);
    const { id: teamId } = await team(tx);
    const before = (await loadsOf(tx, teamId)).get(karim.id);
    assert.ok(before && before.held >= 2 && before.promised >= 1);

    const outcome = await remove(tx, karim);
    assert.deepEqual(outcome, { outcome: 'done', freed: before.held + before.promised });
    assert.equal((await loadsOf(tx, teamId)).get(karim.id), undefined);
    const free = { holder_id: null, assignee_id: null };
    assert.deepEqual(await rowOf(tx, taken), { state: 'awaiting', ...free });
    assert.deepEqual(await rowOf(tx, asked), { state: 'needs_information', ...free });
    assert.deepEqual(await rowOf(tx, promised), { state: 'awaiting', ...free });
    assert.equal((await rowOf(tx, other)).holder_id, nadia.id);
    for (const number of [taken, asked, promised]) {
      const events = await readEvents(tx, number);
      const last = events.at(-1);
      assert.deepEqual([last?.act, last?.actorId], ['release', null]);
      const { holderId, assigneeId } = replay(events);
      assert.deepEqual([holderId, assigneeId], [null, null]);
    }
  }));

test('a departure is done once, refused on an old page, and not for others to do', () =>
  rolledBack(db, async (tx) => {
    const { id: teamId, version } = await team(tx);
    const order = { editor: odile, teamId, seenVersion: version, personId: karim.id };
    await assert.rejects(removeMember(tx, { ...order, seenVersion: version - 1 }, now), Conflict);
    await assert.rejects(removeMember(tx, { ...order, editor: nadia }, now), NotFound);
    assert.equal((await removeMember(tx, order, now)).outcome, 'done');
    assert.deepEqual(await removeMember(tx, order, now), { outcome: 'done', freed: 0 });
    assert.equal((await team(tx)).version, version + 1);
  }));

test('a lead leaves no team without a lead; an administrator may; nobody empties the triage', () =>
  rolledBack(db, async (tx) => {
    const lucie = await viewerNamed(tx, 'lucie.moreau');
    const dopsi = await findKeptTeam(tx, lucie, 'DOPSI');
    const own = { teamId: dopsi.id, seenVersion: dopsi.version, personId: lucie.id };
    const lastLead = { outcome: 'refused', reason: 'last_lead' };
    assert.deepEqual(await removeMember(tx, { ...own, editor: lucie }, now), lastLead);
    const demoted = await placeMember(tx, { ...own, editor: lucie, role: 'agent' }, now);
    assert.deepEqual(demoted, lastLead);
    assert.equal((await removeMember(tx, { ...own, editor: odile }, now)).outcome, 'done');

    const triage = await findKeptTeam(tx, odile, 'TRIAGE');
    const rows = await tx
      .selectFrom('team_member')
      .select('person_id')
      .where('team_id', '=', triage.id)
      .where('active', '=', true)
      .execute();
    const outcomes = [];
    for (const { person_id: personId } of rows) {
      const { version: seenVersion } = await findKeptTeam(tx, odile, 'TRIAGE');
      const order = { editor: odile, teamId: triage.id, seenVersion, personId };
      outcomes.push(await removeMember(tx, order, now));
    }
    assert.deepEqual(outcomes.at(-1), { outcome: 'refused', reason: 'triage_emptied' });
  }));

test('a departure that cannot be finished leaves everything as it was', () =>
  rolledBack(db, async (tx) => {
    const number = await fileTicket(tx, {}, now);
    await takeTicket(tx, { number, actor: karim }, now);
    const { id: teamId } = await team(tx);
    // The first release fails: its event has nowhere to go.
    await tx.schema.alterTable('ticket_event').renameTo('elsewhere').execute();
    const failed = await remove(tx, karim).catch((error: unknown) => error);
    assert.ok(failed instanceof Error);
    await tx.schema.alterTable('elsewhere').renameTo('ticket_event').execute();
    assert.equal((await rowOf(tx, number)).holder_id, karim.id);
    assert.equal(await isActiveMember(tx, { teamId, personId: karim.id }), true);
  }));

test('what somebody takes while they are taken out is given back, or was never taken', async () => {
  const seen = new Set<string>();
  for (const _ of rounds) {
    const number = await fileTicket(db, {}, now);
    const [taking, removal] = await Promise.allSettled([
      takeTicket(db, { number, actor: karim }, now),
      remove(db, karim),
    ]);
    assert.equal(
      removal.status,
      'fulfilled',
      String(removal.status === 'rejected' && removal.reason),
    );
    if (taking.status === 'rejected')
      assert.ok(taking.reason instanceof NotFound, String(taking.reason));
    assert.equal((await rowOf(db, number)).holder_id, null);
    const acts = (await readEvents(db, number)).map(({ act }) => act).join(' ');
    assert.ok(['submit', 'submit take release'].includes(acts), acts);
    seen.add(acts);
    await bringBack(db, karim);
  }
  assert.ok(seen.size > 0);
});

test('nothing is promised to somebody who is just taken out, and nobody waits for ever', async () => {
  for (const _ of rounds) {
    const numbers = [await fileTicket(db, {}, now), await fileTicket(db, {}, now)];
    const [first = 0, second = 0] = numbers;
    await assignTicket(db, { number: first, actor: nadia, assigneeId: karim.id }, now);
    const outcomes = await Promise.allSettled([
      takeTicket(db, { number: first, actor: karim }, now),
      assignTicket(db, { number: second, actor: nadia, assigneeId: karim.id }, now),
      remove(db, karim),
      takeOverTicket(db, { number: first, actor: nadia }, now),
    ]);
    assert.equal(outcomes[2].status, 'fulfilled');
    for (const one of outcomes) {
      if (one.status === 'rejected') {
        assert.match((one.reason as Error).name, /NotFound|Forbidden|Conflict/);
      }
    }
    for (const number of numbers) {
      const row = await rowOf(db, number);
      assert.notEqual(row.holder_id, karim.id);
      assert.notEqual(row.assignee_id, karim.id);
    }
    await bringBack(db, karim);
  }
});

test('the same departure asked twice at once happens once', async () => {
  const number = await fileTicket(db, {}, now);
  await takeTicket(db, { number, actor: karim }, now);
  const outcomes = await Promise.all([remove(db, karim), remove(db, karim)]);
  assert.deepEqual(
    outcomes.map(({ outcome }) => outcome),
    ['done', 'done'],
  );
  const releases = (await readEvents(db, number)).filter(({ act }) => act === 'release');
  assert.equal(releases.length, 1);
  await bringBack(db, karim);
});

test('whoever left is not told of tickets they no longer see', async () => {
  const number = await fileTicket(db, {}, now);
  await takeTicket(db, { number, actor: karim }, now);
  await remove(db, karim);
  await runWaitingJobs({ db, url }, now);
  const notices = await db
    .selectFrom('notice')
    .select(['kind', 'person_id'])
    .where('ticket_number', '=', number)
    .execute();
  assert.ok(notices.some(({ kind }) => kind === 'take'));
  assert.ok(!notices.some((notice) => notice.person_id === karim.id));
});
