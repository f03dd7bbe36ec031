import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase, worldNow } from '../../../test/support/database.ts';
import { runWaitingJobs } from '../../../test/support/jobs.ts';
import { fileTicket, viewerNamed } from '../../../test/support/tickets.ts';
import {
  giveJobsBack,
  killWorkerProcess,
  killWorkerProcesses,
  startWorkerProcess,
  until,
} from '../../../test/support/worker-process.ts';
import { createDb } from '../../platform/db/database.ts';
import { openPool } from '../../platform/db/pool.ts';
import { Conflict, NotFound } from '../../platform/errors.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import type { Db, Tables } from '../tables.ts';
import { askRequester } from './ask-requester.ts';
import { runAutomaticActs } from './automatic-acts.ts';
import { completeTicket } from './complete-ticket.ts';
import { extendAnswer } from './extend-answer.ts';
import { sendReminders } from './send-reminders.ts';
import { takeTicket } from './take-ticket.ts';
import { readEvents } from './ticket-event.ts';

let database: TestDatabase;
let db: Db;
before(async () => {
  database = await testDatabase();
  ({ db } = database);
  // What the world itself left to remind of is done before any test counts.
  await runWaitingJobs(database, worldNow);
  await sendReminders(db, worldNow);
  await runWaitingJobs(database, worldNow);
});
after(async () => {
  killWorkerProcesses();
  await database.close();
});

const at = (text: string) => Temporal.Instant.from(text);
const file = () => fileTicket(db, {}, worldNow);
const as = async (login: string) => viewerNamed(db, login);
const rowOf = (number: number) =>
  db
    .selectFrom('ticket')
    .select(['state', 'remind_at', 'expire_at', 'resolve_due_at', 'team_take_due_at'])
    .select(['last_event_id', 'team_id'])
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
const remindersOn = async (number: number) =>
  (await readEvents(db, number)).flatMap(({ data }) => data.reminder ?? []);
const noticesOf = async (number: number) => {
  const rows = await db
    .selectFrom('notice')
    .innerJoin('person', 'person.id', 'notice.person_id')
    .select(['person.login', 'notice.kind'])
    .where('ticket_number', '=', number)
    .where('notice.kind', 'like', 'remind%')
    .orderBy('notice.id')
    .execute();
  return rows.map(({ login, kind }) => `${login} ${kind}`).sort();
};
const leadsOf = async (teamId: number) =>
  (
    await db
      .selectFrom('team_member')
      .innerJoin('person', 'person.id', 'team_member.person_id')
      .select('person.login')
      .where('team_id', '=', teamId)
      .where('role', '=', 'lead')
      .execute()
  ).map(({ login }) => login);

async function tick(now: Temporal.Instant): Promise<void> {
  await enqueue(db, 'send-reminders', {});
  await runWaitingJobs(database, now);
}

async function taken(): Promise<number> {
  const number = await file();
  await takeTicket(db, { number, actor: await as('nadia.benali') }, worldNow);
  return number;
}

test('who has a ticket is reminded near its due date, the leads too once it is past, each once', async () => {
  const number = await taken();
  const { remind_at: soon, resolve_due_at: dueAt, team_id } = await rowOf(number);
  assert.ok(soon && dueAt && Temporal.Instant.compare(soon, dueAt) < 0);
  await tick(soon.subtract({ minutes: 1 }));
  assert.deepEqual(await remindersOn(number), []);
  await tick(soon);
  await tick(soon.add({ minutes: 1 }));
  assert.deepEqual(await remindersOn(number), ['resolve_soon']);
  assert.deepEqual(await noticesOf(number), ['nadia.benali remind_resolve_soon']);
  await tick(dueAt);
  assert.deepEqual(await remindersOn(number), ['resolve_soon'], 'due, not yet overrun');
  const { remind_at: passed } = await rowOf(number);
  assert.ok(passed);
  await tick(passed);
  await tick(passed.add({ hours: 24 }));
  assert.deepEqual(await remindersOn(number), ['resolve_soon', 'resolve_passed']);
  const leads = await leadsOf(team_id);
  assert.ok(leads.length > 0);
  const told = [
    'nadia.benali remind_resolve_soon',
    ...[...leads, 'nadia.benali'].map((one) => `${one} remind_resolve_passed`),
  ];
  assert.deepEqual(await noticesOf(number), [...new Set(told)].sort());
  assert.equal((await rowOf(number)).remind_at, null, 'nothing is left to say');
});

test('a reminder is no news: it makes the ticket unread for nobody', async () => {
  const number = await taken();
  const { last_event_id: before, remind_at } = await rowOf(number);
  assert.ok(remind_at);
  await tick(remind_at);
  assert.equal((await rowOf(number)).last_event_id, before);
});

test('what nobody has taken is told to the leads; after a long silence only what still matters', async () => {
  const number = await file();
  const { team_take_due_at: takeBy, team_id } = await rowOf(number);
  assert.ok(takeBy);
  // A worker that was away: the warning that is no longer useful is not sent.
  const late = at('2026-12-09T09:00:00Z');
  await tick(late);
  assert.deepEqual((await remindersOn(number)).sort(), ['resolve_passed', 'take_passed']);
  const leads = await leadsOf(team_id);
  // Both at once: one notice to each, of what matters most.
  assert.deepEqual(
    await noticesOf(number),
    leads.map((login) => `${login} remind_resolve_passed`).sort(),
  );
});

async function asked(): Promise<number> {
  const number = await file();
  const actor = await as('nadia.benali');
  await askRequester(db, { number, actor, question: 'Lequel ?' }, worldNow);
  return number;
}

test('a question without an answer is recalled after three and seven working days', async () => {
  const number = await asked();
  await tick(at('2026-11-26T08:59:00Z'));
  assert.deepEqual(await noticesOf(number), []);
  await tick(at('2026-11-26T09:00:00Z'));
  assert.deepEqual(await noticesOf(number), ['marie.dupont remind_answer_first']);
  await tick(at('2026-12-02T08:59:00Z'));
  await tick(at('2026-12-02T09:00:00Z'));
  await tick(at('2026-12-03T09:00:00Z'));
  assert.deepEqual(await noticesOf(number), [
    'marie.dupont remind_answer_first',
    'marie.dupont remind_answer_second',
  ]);
});

test('more time to answer, asked for in one click, moves the end and both reminders, once', async () => {
  const number = await asked();
  const marie = await as('marie.dupont');
  const order = { number, actor: marie, actId: crypto.randomUUID() };
  const later = at('2026-12-04T09:00:00Z');
  const until = await extendAnswer(db, order, later);
  assert.equal(until?.toString(), '2026-12-18T09:00:00Z');
  assert.deepEqual(await extendAnswer(db, order, later), until);
  const extensions = (await readEvents(db, number)).filter(({ act }) => act === 'extend');
  assert.equal(extensions.length, 1);
  await runWaitingJobs(database, later);
  await runAutomaticActs(db, at('2026-12-07T09:00:00Z'));
  const { state, remind_at } = await rowOf(number);
  assert.equal(state, 'needs_information', 'not resolved at the former date');
  assert.equal(remind_at?.toString(), '2026-12-09T09:00:00Z');
  await runAutomaticActs(db, at('2026-12-18T09:00:00Z'));
  assert.equal((await rowOf(number)).state, 'resolved');
  await assert.rejects(
    extendAnswer(db, { number, actor: marie }, at('2026-12-18T10:00:00Z')),
    Conflict,
  );
  const paul = await as('paul.martin');
  await assert.rejects(extendAnswer(db, { number, actor: paul }, later), NotFound);
});

test('nobody is pressed while the requester is waited for; once answered, promises count again', async () => {
  const number = await asked();
  assert.equal((await rowOf(number)).resolve_due_at, null);
  const marie = await as('marie.dupont');
  const answered = at('2026-11-25T09:00:00Z');
  await completeTicket(db, { number, actor: marie, body: 'Le rouge.' }, answered);
  const { remind_at: soon, resolve_due_at: dueAt } = await rowOf(number);
  assert.ok(soon && dueAt && Temporal.Instant.compare(answered, soon) < 0);
});

test('what comes due while the team is closed waits for its opening', async () => {
  const number = await asked();
  const held = await asked();
  await db
    .updateTable('ticket')
    .set({ expire_at: at('2026-12-05T10:00:00Z') })
    .where('number', '=', held)
    .execute();
  // A Saturday, at eleven in Paris.
  const saturday = at('2026-12-05T10:00:00Z');
  await tick(saturday);
  await runAutomaticActs(db, saturday);
  assert.deepEqual(await remindersOn(number), []);
  assert.equal((await rowOf(number)).remind_at?.toString(), '2026-12-07T07:00:00Z');
  assert.equal((await rowOf(held)).state, 'needs_information');
  assert.equal((await rowOf(held)).expire_at?.toString(), '2026-12-07T07:00:00Z');
  await runAutomaticActs(db, at('2026-12-07T07:00:00Z'));
  assert.equal((await rowOf(held)).state, 'resolved');
});

test('two workers at once on the same tickets remind once of each', async () => {
  const numbers = await Promise.all(Array.from({ length: 8 }, taken));
  const other = openPool(database.url, { max: 4, allowExitOnIdle: true });
  try {
    const { remind_at: now } = await rowOf(numbers[0] ?? 0);
    assert.ok(now);
    const sent = await Promise.all([
      sendReminders(db, now),
      sendReminders(createDb<Tables>(other), now),
    ]);
    assert.ok(sent[0] + sent[1] >= numbers.length);
    for (const number of numbers) assert.deepEqual(await remindersOn(number), ['resolve_soon']);
  } finally {
    await other.end();
  }
});

test('a worker killed in the middle, then two others: everybody is reminded, once', async () => {
  const numbers: number[] = [];
  for (let index = 0; index < 60; index++) numbers.push(await taken());
  await runWaitingJobs(database, worldNow);
  const { remind_at: now } = await rowOf(numbers[0] ?? 0);
  assert.ok(now);
  const reminded = async () => {
    const rows = await db
      .selectFrom('ticket_event')
      .select('ticket_number as number')
      .where('act', '=', 'remind')
      .where('ticket_number', '>=', numbers[0] ?? 0)
      .execute();
    return rows.map(({ number }) => number);
  };
  const first = await startWorkerProcess(database, now);
  await enqueue(db, 'send-reminders', {});
  await until(async () => (await reminded()).length >= 5);
  await killWorkerProcess(first);
  const before = await reminded();
  assert.ok(before.length < numbers.length, 'it was killed before the end');
  await giveJobsBack(database);
  const others = await Promise.all([
    startWorkerProcess(database, now),
    startWorkerProcess(database, now),
  ]);
  await enqueue(db, 'send-reminders', {});
  await enqueue(db, 'send-reminders', {});
  const notices = async () => {
    const rows = await db
      .selectFrom('notice')
      .select('ticket_number as number')
      .where('kind', '=', 'remind_resolve_soon')
      .where('ticket_number', '>=', numbers[0] ?? 0)
      .execute();
    return rows.map(({ number }) => number);
  };
  await until(async () => (await notices()).length >= numbers.length);
  for (const child of others) await killWorkerProcess(child);
  assert.deepEqual((await reminded()).sort(), numbers);
  assert.deepEqual((await notices()).sort(), numbers);
});
