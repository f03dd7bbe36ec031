import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { type TestDatabase, testDatabase, worldNow } from '../../test/support/database.ts';
import { runWaitingJobs } from '../../test/support/jobs.ts';
import { fileTicket, viewerNamed } from '../../test/support/tickets.ts';
import { listHoldReasons } from '../domain/catalogue/catalogue-queries.ts';
import { saveDraft } from '../domain/drafts/drafts.ts';
import { chooseNotices } from '../domain/notifications/choose-notices.ts';
import { followedTopics } from '../domain/notifications/notice-topics.ts';
import { openSession } from '../domain/people/session.ts';
import type { Db, Tables } from '../domain/tables.ts';
import { askRequester } from '../domain/tickets/ask-requester.ts';
import { runAutomaticActs } from '../domain/tickets/automatic-acts.ts';
import { completeTicket } from '../domain/tickets/complete-ticket.ts';
import { holdTicket } from '../domain/tickets/hold-ticket.ts';
import { replyToTicket } from '../domain/tickets/reply-to-ticket.ts';
import { resolveTicket } from '../domain/tickets/resolve-ticket.ts';
import { readEvents } from '../domain/tickets/ticket-event.ts';
import { createDb } from '../platform/db/database.ts';
import { openPool } from '../platform/db/pool.ts';
import { enqueue } from '../platform/jobs/enqueue.ts';
import { crontab } from './crontab.ts';
import { registry } from './registry.ts';

let database: TestDatabase;
let db: Db;
before(async () => {
  database = await testDatabase();
  ({ db } = database);
  // What the world itself left to do is done before any test counts.
  await runWaitingJobs(database, worldNow);
  await runAutomaticActs(db, worldNow);
});
after(() => database.close());

const at = (text: string) => Temporal.Instant.from(text);
const order = async (number: number, login = 'nadia.benali') => ({
  number,
  actor: await viewerNamed(db, login),
});
const stateOf = async (number: number) =>
  (
    await db
      .selectFrom('ticket')
      .select('state')
      .where('number', '=', number)
      .executeTakeFirstOrThrow()
  ).state;
const actsOf = async (number: number) => (await readEvents(db, number)).map(({ act }) => act);
const noticesOf = (number: number) =>
  db
    .selectFrom('notice')
    .innerJoin('person', 'person.id', 'notice.person_id')
    .select(['person.login', 'notice.kind'])
    .where('ticket_number', '=', number)
    .orderBy('notice.id')
    .execute();

/** Asks for one round of what the desk does by itself, and does it as the worker would. */
async function tick(now: Temporal.Instant): Promise<void> {
  await enqueue(db, 'automatic-acts', {});
  await runWaitingJobs(database, now);
}

async function asked(): Promise<number> {
  const number = await fileTicket(db, {}, worldNow);
  await askRequester(db, { ...(await order(number)), question: 'Lequel ?' }, worldNow);
  return number;
}

test('a question without an answer resolves at its instant, not a minute before, and tells both sides', async () => {
  const number = await asked();
  // Ten working days after Monday 23 November, ten in the morning in Paris.
  await tick(at('2026-12-07T08:59:00Z'));
  assert.equal(await stateOf(number), 'needs_information');
  await tick(at('2026-12-07T09:00:00Z'));
  assert.equal(await stateOf(number), 'resolved');
  const row = await db
    .selectFrom('ticket')
    .select(['outcome', 'expire_at'])
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  assert.deepEqual(row, { outcome: 'no_answer', expire_at: null });
  await runWaitingJobs(database, at('2026-12-07T09:00:00Z'));
  const told = (await noticesOf(number)).filter(({ kind }) => kind === 'expire');
  assert.deepEqual(told.map(({ login }) => login).sort(), ['marie.dupont', 'nadia.benali']);
});

test('an answer before the instant means nothing expires', async () => {
  const number = await asked();
  const marie = await order(number, 'marie.dupont');
  await completeTicket(db, { ...marie, body: 'Le rouge.' }, at('2026-12-07T08:59:59Z'));
  await tick(at('2026-12-08T10:00:00Z'));
  assert.equal(await stateOf(number), 'in_progress');
});

test('a resolved ticket closes at its instant and says so to its requester', async () => {
  const number = await fileTicket(db, {}, worldNow);
  await resolveTicket(db, { ...(await order(number)), body: 'Fait.' }, worldNow);
  await tick(at('2026-12-07T08:59:00Z'));
  assert.equal(await stateOf(number), 'resolved');
  await tick(at('2026-12-07T09:00:00Z'));
  assert.equal(await stateOf(number), 'closed');
  await runWaitingJobs(database, at('2026-12-07T09:00:00Z'));
  assert.deepEqual(await noticesOf(number), [
    { login: 'marie.dupont', kind: 'resolve' },
    { login: 'marie.dupont', kind: 'close' },
  ]);
});

test('a ticket on hold until a day comes back at the first open minute of that day', async () => {
  const number = await fileTicket(db, {}, worldNow);
  const reasons = await listHoldReasons(db);
  const reason = reasons.find(({ needsDate }) => needsDate);
  assert.ok(reason);
  // A Saturday: the desk is next open on Monday at eight in Paris.
  const until = Temporal.PlainDate.from('2026-11-28');
  const hold = { ...(await order(number)), reasonId: reason.id, until, body: '' };
  await holdTicket(db, hold, worldNow);
  await tick(at('2026-11-30T06:59:00Z'));
  assert.equal(await stateOf(number), 'on_hold');
  await tick(at('2026-11-30T07:00:00Z'));
  assert.equal(await stateOf(number), 'in_progress');
});

test('two workers at once on the same tickets act once on each', async () => {
  const numbers = [];
  for (let i = 0; i < 6; i++) numbers.push(await asked());
  const other = openPool(database.url, { max: 4, allowExitOnIdle: true });
  try {
    const otherDb = createDb<Tables>(other);
    const now = at('2026-12-07T09:00:00Z');
    const done = await Promise.all([runAutomaticActs(db, now), runAutomaticActs(otherDb, now)]);
    assert.ok(done[0] + done[1] >= numbers.length, 'each ticket was done by one of them');
    for (const number of numbers) {
      assert.equal((await actsOf(number)).filter((act) => act === 'expire').length, 1);
    }
    assert.equal(await runAutomaticActs(db, now), 0, 'nothing is left');
  } finally {
    await other.end();
  }
});

test('the job of an act run twice tells each person once', async () => {
  const number = await fileTicket(db, {}, worldNow);
  const actId = randomUUID();
  await replyToTicket(db, { ...(await order(number)), body: 'Vu.', actId }, worldNow);
  await runWaitingJobs(database, worldNow);
  const once = await noticesOf(number);
  assert.deepEqual(once, [{ login: 'marie.dupont', kind: 'reply' }]);
  await enqueue(db, 'ticket-acted', { number, actId });
  await enqueue(db, 'ticket-acted', { number, actId });
  await runWaitingJobs(database, worldNow);
  assert.deepEqual(await noticesOf(number), once);
});

test('a job whose payload is not what it expects fails instead of guessing', async () => {
  await enqueue(db, 'ticket-acted', { number: 'cent', actId: 'x' });
  await assert.rejects(runWaitingJobs(database, worldNow), AggregateError);
});

test('old drafts and sessions are swept, recent ones stay', async () => {
  const { id } = await viewerNamed(db, 'paul.martin');
  const longAgo = worldNow.subtract({ hours: 24 * 91 });
  await saveDraft(db, { personId: id, place: 'test:old', content: { body: 'vieux' } }, longAgo);
  await saveDraft(db, { personId: id, place: 'test:new', content: { body: 'neuf' } }, worldNow);
  await openSession(db, { personId: id, door: 'local' }, longAgo);
  await openSession(db, { personId: id, door: 'local' }, worldNow);
  for (const name of ['sweep-drafts', 'sweep-sessions']) await enqueue(db, name, {});
  await runWaitingJobs(database, worldNow);
  const drafts = await db
    .selectFrom('draft')
    .select('place')
    .where('place', 'like', 'test:%')
    .execute();
  assert.deepEqual(drafts, [{ place: 'test:new' }]);
  const sessions = await db
    .selectFrom('session')
    .select('created_at')
    .where('person_id', '=', id)
    .execute();
  assert.equal(sessions.length, 1);
});

test('the words that wait in the index of tickets are put in their place by a job', async () => {
  await sql`create extension if not exists pgstattuple`.execute(db);
  const waiting = async () =>
    (
      await sql<{ pages: number }>`
        select pending_pages as pages from pgstatginindex('ticket_words_index')`.execute(db)
    ).rows[0]?.pages ?? 0;
  await fileTicket(db, { subject: 'Un farfadet' }, worldNow);
  assert.ok((await waiting()) > 0);
  await enqueue(db, 'place-words', {});
  await runWaitingJobs(database, worldNow);
  assert.equal(await waiting(), 0);
});

test('every line of the crontab names a job that exists', () => {
  const names = crontab
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(/\s+/)[5] ?? '');
  assert.ok(names.length >= 3);
  for (const name of names) assert.ok(name in registry, name);
});

test('nobody is told of what they do not want to know; of two acts at once they are told of the other', async () => {
  const marie = await viewerNamed(db, 'marie.dupont');
  const paul = await viewerNamed(db, 'paul.martin');
  const number = await fileTicket(db, { requesterId: paul.id }, worldNow);
  const order = async () => ({ number, actor: await viewerNamed(db, 'nadia.benali') });
  const choice = { actorId: marie.id, personId: marie.id, asked: followedTopics };
  await chooseNotices(db, { ...choice, wanted: ['progress'] }, worldNow);
  await replyToTicket(db, { ...(await order()), alsoTake: true, body: 'Je regarde.' }, worldNow);
  await runWaitingJobs(database, worldNow);
  const both = (await noticesOf(number)).map(({ login, kind }) => `${login} ${kind}`);
  assert.deepEqual(both.sort(), ['marie.dupont take', 'paul.martin reply']);
  await replyToTicket(db, { ...(await order()), body: 'Toujours rien.' }, worldNow);
  await runWaitingJobs(database, worldNow);
  assert.equal((await noticesOf(number)).length, 3, 'Marie wants no reply, Paul does');
  await chooseNotices(db, { ...choice, wanted: followedTopics }, worldNow);
  await replyToTicket(db, { ...(await order()), body: 'C’est la prise.' }, worldNow);
  await runWaitingJobs(database, worldNow);
  const told = (await noticesOf(number)).filter(({ login }) => login === 'marie.dupont');
  assert.deepEqual(
    told.map(({ kind }) => kind),
    ['take', 'reply'],
  );
});
