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
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { readDelayBook } from '../calendar/calendar-queries.ts';
import { calendarOf } from '../calendar/delay-book.ts';
import { workingMinutesBetween } from '../calendar/working-time.ts';
import { listHoldReasons } from '../catalogue/catalogue-queries.ts';
import type { Db } from '../tables.ts';
import { askRequester } from './ask-requester.ts';
import { runAutomaticActs } from './automatic-acts.ts';
import { holdTicket } from './hold-ticket.ts';
import { resolveTicket } from './resolve-ticket.ts';
import { sendReminders } from './send-reminders.ts';
import type { EventAct } from './ticket-event.ts';

let database: TestDatabase;
let db: Db;
before(async () => {
  database = await testDatabase();
  ({ db } = database);
});
after(async () => {
  killWorkerProcesses();
  await database.close();
});

const agents = { 'reseau-et-wifi': 'nadia.benali', logistique: 'hugo.petit' } as const;
type Nature = keyof typeof agents;

/** A ticket with which the desk will do something by itself. */
async function waiting(will: 'expire' | 'close' | 'resume', category: Nature): Promise<number> {
  const asksNothing = category === 'logistique' ? ({ blocked: null, impact: null } as const) : {};
  const number = await fileTicket(db, { category, ...asksNothing }, worldNow);
  const order = { number, actor: await viewerNamed(db, agents[category]) };
  if (will === 'expire') await askRequester(db, { ...order, question: 'Lequel ?' }, worldNow);
  else if (will === 'close') await resolveTicket(db, { ...order, body: 'Fait.' }, worldNow);
  else {
    const reason = (await listHoldReasons(db)).find(({ needsDate }) => needsDate);
    assert.ok(reason);
    const day = Temporal.PlainDate.from('2026-11-28');
    await holdTicket(db, { ...order, reasonId: reason.id, until: day, body: '' }, worldNow);
  }
  return number;
}

const systemActs = async (since: number) =>
  db
    .selectFrom('ticket_event')
    .innerJoin('ticket', 'ticket.number', 'ticket_event.ticket_number')
    .select(['ticket_event.ticket_number as number', 'ticket_event.act', 'ticket_event.at'])
    .select(['ticket.team_id as teamId', 'ticket_event.data'])
    .where('ticket_event.actor_id', 'is', null)
    .where('ticket_event.id', '>', since)
    .orderBy('ticket_event.id')
    .execute();

const lastEvent = async () =>
  (
    await db
      .selectFrom('ticket_event')
      .select((eb) => eb.fn.max('id').as('id'))
      .executeTakeFirstOrThrow()
  ).id;

test('a worker killed in the middle, then two others: each ticket is resumed, resolved or closed once, and told once', async () => {
  const expected = new Map<number, EventAct>();
  for (let index = 0; index < 45; index++) {
    const will = (['expire', 'close', 'resume'] as const)[index % 3] ?? 'close';
    expected.set(await waiting(will, 'reseau-et-wifi'), will);
  }
  await runWaitingJobs(database, worldNow);
  const since = await lastEvent();
  // Three weeks later, a Monday at ten: everything has come due.
  const now = worldNow.add({ hours: 24 * 21 });
  const done = async () =>
    (await systemActs(since)).filter(({ number, act }) => expected.has(number) && act !== 'remind');
  const first = await startWorkerProcess(database, now);
  await enqueue(db, 'automatic-acts', {});
  await until(async () => (await done()).length >= 5);
  await killWorkerProcess(first);
  assert.ok((await done()).length < expected.size, 'it was killed before the end');
  await giveJobsBack(database);
  const others = [await startWorkerProcess(database, now), await startWorkerProcess(database, now)];
  await enqueue(db, 'automatic-acts', {});
  await enqueue(db, 'automatic-acts', {});
  await until(async () => {
    const { rowCount } = await database.pool.query('select from graphile_worker._private_jobs');
    return rowCount === 0 && (await done()).length >= expected.size;
  });
  for (const child of others) await killWorkerProcess(child);
  const acts = await done();
  assert.equal(acts.length, expected.size, 'each once');
  assert.deepEqual(new Map(acts.map(({ number, act }) => [number, act as EventAct])), expected);
  const told = await db
    .selectFrom('notice')
    .innerJoin('person', 'person.id', 'notice.person_id')
    .select(['ticket_number as number', 'kind', 'login'])
    .select((eb) => eb.fn.countAll<number>().as('times'))
    .where('kind', 'in', ['expire', 'close', 'resume'])
    .groupBy(['ticket_number', 'kind', 'login'])
    .execute();
  assert.ok(told.every(({ times }) => times === 1));
  for (const [number, act] of expected) {
    const requester = told.find((one) => one.number === number && one.login === 'marie.dupont');
    assert.equal(requester?.kind, act, `its requester knows of ${String(number)}`);
  }
});

test('whatever comes due, day and night for three weeks, the desk acts and writes only while the team is open', async () => {
  for (const category of ['reseau-et-wifi', 'logistique'] as const) {
    for (const will of ['expire', 'close', 'resume'] as const) await waiting(will, category);
    // And some that nobody takes.
    const asksNothing = category === 'logistique' ? ({ blocked: null, impact: null } as const) : {};
    await fileTicket(db, { category, ...asksNothing }, worldNow);
  }
  const since = await lastEvent();
  // Every fifty minutes: no hour of the day is left out.
  for (let minutes = 0; minutes < 21 * 24 * 60; minutes += 50) {
    const now = worldNow.add({ minutes });
    await runAutomaticActs(db, now);
    await sendReminders(db, now);
  }
  const book = await readDelayBook(db);
  const acts = await systemActs(since);
  const kinds = new Set(
    acts.map(({ act, data }) => String((data as { reminder?: string }).reminder ?? act)),
  );
  const met = ['expire', 'close', 'resume', 'take_soon', 'take_passed', 'resolve_soon'];
  for (const kind of [...met, 'resolve_passed', 'answer_first', 'answer_second']) {
    assert.ok(kinds.has(kind), `${kind} never came`);
  }
  for (const { number, act, at, teamId } of acts) {
    const isOpen =
      workingMinutesBetween(calendarOf(book, teamId), at, at.add({ minutes: 1 })) === 1;
    assert.ok(isOpen, `${act} on ${String(number)} at ${at.toString()}`);
  }
});
