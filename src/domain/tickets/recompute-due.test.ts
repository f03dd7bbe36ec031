import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  rolledBack,
  type TestDatabase,
  testDatabase,
  worldNow,
} from '../../../test/support/database.ts';
import { runWaitingJobs } from '../../../test/support/jobs.ts';
import { fileTicket, viewerNamed } from '../../../test/support/tickets.ts';
import { findCalendar, listCalendars } from '../calendar/calendar-queries.ts';
import { addClosures } from '../calendar/change-closures.ts';
import { setTargets } from '../catalogue/set-targets.ts';
import { targetsFrom } from '../catalogue/target.ts';
import { readTargets } from '../catalogue/target-queries.ts';
import { findLately, refreshLately } from '../reports/lately.ts';
import type { Db } from '../tables.ts';
import { askRequester } from './ask-requester.ts';
import { completeTicket } from './complete-ticket.ts';
import { recomputeDue } from './recompute-due.ts';
import { resolveTicket } from './resolve-ticket.ts';
import { setPriority } from './set-priority.ts';
import { takeTicket } from './take-ticket.ts';

let database: TestDatabase;
let db: Db;
before(async () => {
  database = await testDatabase();
  ({ db } = database);
  await runWaitingJobs(database, worldNow);
});
after(() => database.close());

const at = (text: string) => Temporal.Instant.from(text);
const dueOf = (tx: Db) =>
  tx
    .selectFrom('ticket')
    .select(['number', 'take_due_at', 'resolve_due_at', 'team_take_due_at', 'spent_minutes'])
    .select(['promised_take_minutes', 'promised_resolve_minutes'])
    .select(['resume_at', 'expire_at', 'close_at'])
    .orderBy('number')
    .execute();
const promisedTo = (tx: Db, number: number) =>
  tx
    .selectFrom('ticket')
    .select(['resolve_due_at as resolveBy', 'promised_resolve_minutes as promised', 'category_id'])
    .where('number', '=', number)
    .executeTakeFirstOrThrow();

test('what acts wrote is what the events say: computed again, nothing moves', () =>
  rolledBack(db, async (tx) => {
    const before = await dueOf(tx);
    await recomputeDue(tx, worldNow);
    assert.deepEqual(await dueOf(tx), before);
    assert.equal(await recomputeDue(tx, worldNow), 0);
  }));

test('nothing is due on a ticket whose clock is stopped, even overrun; it is late again once it runs', () =>
  rolledBack(db, async (tx) => {
    const number = await fileTicket(tx, {}, worldNow);
    const nadia = await viewerNamed(tx, 'nadia.benali');
    const late = worldNow.add({ hours: 24 * 21 });
    const due = async () => (await dueOf(tx)).find((one) => one.number === number);
    const before = await due();
    await askRequester(tx, { number, actor: nadia, question: 'Lequel ?' }, late);
    const asked = await due();
    assert.deepEqual([asked?.resolve_due_at, asked?.team_take_due_at], [null, null]);
    const marie = await viewerNamed(tx, 'marie.dupont');
    await completeTicket(tx, { number, actor: marie, body: 'Le rouge.' }, late.add({ hours: 1 }));
    assert.deepEqual((await due())?.resolve_due_at, before?.resolve_due_at);
  }));

test('a closure moves the due dates of live tickets, and nothing of finished ones but their closing', async () => {
  const number = await fileTicket(db, {}, worldNow);
  const nadia = await viewerNamed(db, 'nadia.benali');
  const finished = await fileTicket(db, {}, worldNow);
  await resolveTicket(db, { number: finished, actor: nadia, body: 'Fait.' }, worldNow);
  const over = (await dueOf(db)).find((one) => one.number === finished);
  const before = await promisedTo(db, number);
  assert.ok(before.resolveBy);
  const [usual] = await listCalendars(db);
  assert.ok(usual);
  const order = { actorId: null, id: usual.id, seenVersion: usual.version };
  const day = before.resolveBy.toZonedDateTimeISO('Europe/Paris').toPlainDate();
  const closure = {
    label: 'Pont',
    from: `${day}`,
    to: `${day}`,
    kind: 'closed',
    hours: [],
  } as const;
  await addClosures(db, { ...order, closures: [closure] }, worldNow);
  await runWaitingJobs(database, worldNow);
  const after = await promisedTo(db, number);
  assert.ok(after.resolveBy);
  assert.ok(Temporal.Instant.compare(after.resolveBy, before.resolveBy) > 0);
  // The ten working days before it closes end a day later.
  const closeAt = over?.close_at?.add({ hours: 24 });
  assert.deepEqual(
    (await dueOf(db)).find((one) => one.number === finished),
    { ...over, close_at: closeAt },
  );
  assert.equal((await findCalendar(db, usual.id))?.version, usual.version + 1);
  assert.equal(await recomputeDue(db, worldNow), 0);
});

test('promises changed after the fact reach live tickets; finished ones keep what they were promised', async () => {
  const live = await fileTicket(db, {}, worldNow);
  const finished = await fileTicket(db, {}, worldNow);
  const nadia = await viewerNamed(db, 'nadia.benali');
  await resolveTicket(db, { number: finished, actor: nadia, body: 'Fait.' }, worldNow);
  const { category_id: categoryId, promised } = await promisedTo(db, live);
  const seen = await readTargets(db, categoryId);
  const targets = targetsFrom({ takeMinutes: 30, resolveMinutes: 60 });
  await setTargets(db, { actorId: null, categoryId, targets, seen }, worldNow);
  await runWaitingJobs(database, worldNow);
  const { promised: now, resolveBy } = await promisedTo(db, live);
  assert.equal(now, 60);
  assert.equal(resolveBy?.toString(), worldNow.add({ minutes: 60 }).toString());
  assert.equal((await promisedTo(db, finished)).promised, promised);
  await setPriority(db, { number: live, actor: nadia, priority: 'urgent' }, worldNow);
  assert.equal((await promisedTo(db, live)).promised, 15);
});

test('lately: half and nine out of ten of enough answered cases, and nothing of too few', () =>
  rolledBack(db, async (tx) => {
    const number = await fileTicket(tx, {}, worldNow);
    const { category_id: categoryId } = await promisedTo(tx, number);
    await refreshLately(tx, worldNow);
    const had = (await findLately(tx, categoryId))?.cases ?? 0;
    assert.equal(had, 0);
    const nadia = await viewerNamed(tx, 'nadia.benali');
    for (let index = 1; index <= 30; index++) {
      const one = await fileTicket(tx, {}, worldNow);
      await takeTicket(tx, { number: one, actor: nadia }, worldNow);
      const later = worldNow.add({ minutes: 2 * index });
      await resolveTicket(tx, { number: one, actor: nadia, body: 'Fait.' }, later);
    }
    const now = at('2026-11-24T09:00:00Z');
    await refreshLately(tx, now);
    const lately = await findLately(tx, categoryId);
    assert.ok(lately && lately.cases >= 30);
    assert.ok(lately.halfMinutes <= lately.mostMinutes);
    assert.ok(lately.mostMinutes >= 54);
    assert.deepEqual(lately.computedAt, now);
    await refreshLately(tx, now.add({ hours: 24 * 100 }));
    assert.equal(await findLately(tx, categoryId), undefined);
  }));
