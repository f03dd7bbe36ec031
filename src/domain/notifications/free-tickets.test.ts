import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import { type TestDatabase, testDatabase, worldNow } from '../../../test/support/database.ts';
import { runWaitingJobs } from '../../../test/support/jobs.ts';
import { fileTicket, viewerNamed } from '../../../test/support/tickets.ts';
import { inTransaction } from '../../platform/db/database.ts';
import type { Db } from '../tables.ts';
import { assignTicket } from '../tickets/assign-ticket.ts';
import { cancelTicket } from '../tickets/cancel-ticket.ts';
import { closeAccount } from '../tickets/close-account.ts';
import { completeTicket } from '../tickets/complete-ticket.ts';
import { releaseTicket } from '../tickets/release-ticket.ts';
import { takeTicket } from '../tickets/take-ticket.ts';
import { readEvents } from '../tickets/ticket-event.ts';
import { transferTicket } from '../tickets/transfer-ticket.ts';
import { chooseNotices } from './choose-notices.ts';
import { keptDays, markNoticesRead, sweepNotices } from './notices.ts';
import { notifyOfAct } from './notify-of-act.ts';

let database: TestDatabase;
let db: Db;
before(async () => {
  database = await testDatabase();
  ({ db } = database);
  await runWaitingJobs(database, worldNow);
});
after(() => database.close());

const order = async (number: number, login: string) => ({
  number,
  actor: await viewerNamed(db, login),
});

/** Who was told that a ticket is free and has not read it. */
async function waitingFor(number: number): Promise<string[]> {
  await runWaitingJobs(database, worldNow);
  const rows = await db
    .selectFrom('notice')
    .innerJoin('person', 'person.id', 'notice.person_id')
    .select('person.login')
    .distinct()
    .where('ticket_number', '=', number)
    .where('team_id', 'is not', null)
    .where('read_at', 'is', null)
    .orderBy('person.login')
    .execute();
  return rows.map((row) => row.login);
}

test('a submission is told to the whole team, and asks nothing of anybody once taken', async () => {
  const number = await fileTicket(db, {}, worldNow);
  const told = await waitingFor(number);
  assert.ok(told.includes('nadia.benali') && told.includes('karim.leroy'), told.join());
  assert.ok(!told.includes('hugo.petit') && !told.includes('marie.dupont'));
  await takeTicket(db, await order(number, 'nadia.benali'), worldNow);
  assert.deepEqual(await waitingFor(number), []);
  await releaseTicket(db, await order(number, 'nadia.benali'), worldNow);
  assert.deepEqual(
    await waitingFor(number),
    told.filter((login) => login !== 'nadia.benali'),
  );
});

test('an agent is not told of their own request: there they are a requester', async () => {
  const number = await fileTicket(db, { by: 'nadia.benali' }, worldNow);
  const told = await waitingFor(number);
  assert.ok(told.includes('karim.leroy') && !told.includes('nadia.benali'));
});

test('what its requester adds to a free ticket is told to the team; to one given to somebody, to them', async () => {
  const number = await fileTicket(db, {}, worldNow);
  await runWaitingJobs(database, worldNow);
  const karim = await viewerNamed(db, 'karim.leroy');
  await markNoticesRead(db, { personId: karim.id, ticketNumber: number }, worldNow);
  assert.ok(!(await waitingFor(number)).includes('karim.leroy'));
  const marie = await order(number, 'marie.dupont');
  await completeTicket(db, { ...marie, body: 'Le deuxième étage aussi.' }, worldNow);
  assert.ok((await waitingFor(number)).includes('karim.leroy'));
  const nadia = await order(number, 'nadia.benali');
  await assignTicket(db, { ...nadia, assigneeId: karim.id }, worldNow);
  assert.deepEqual(await waitingFor(number), []);
  await completeTicket(db, { ...marie, body: 'Et le troisième.' }, worldNow);
  assert.deepEqual(await waitingFor(number), []);
  const own = await db
    .selectFrom('notice')
    .select('kind')
    .where('person_id', '=', karim.id)
    .where('ticket_number', '=', number)
    .where('team_id', 'is', null)
    .orderBy('id')
    .execute();
  assert.deepEqual(own, [{ kind: 'assign' }, { kind: 'complete' }]);
});

test('a transfer is told to the team it reaches, and no longer to the one it leaves', async () => {
  const number = await fileTicket(db, {}, worldNow);
  await waitingFor(number);
  const { id: teamId } = await db
    .selectFrom('team')
    .select('id')
    .where('code', '=', 'LOGISTIQUE')
    .executeTakeFirstOrThrow();
  const nadia = await order(number, 'nadia.benali');
  await transferTicket(db, { ...nadia, teamId, reason: 'Ce n’est pas pour nous.' }, worldNow);
  const told = await waitingFor(number);
  assert.ok(told.includes('hugo.petit') && !told.includes('karim.leroy'), told.join());
});

test('a job that comes after the ticket was taken tells nobody that it is free', async () => {
  const number = await fileTicket(db, {}, worldNow);
  await takeTicket(db, await order(number, 'nadia.benali'), worldNow);
  const [submitted] = await readEvents(db, number);
  assert.ok(submitted);
  await notifyOfAct(db, { number, actId: submitted.actId }, worldNow);
  assert.deepEqual(await waitingFor(number), []);
});

/** Says whether a statement waits for the row of a ticket. */
async function somebodyWaits(): Promise<boolean> {
  const { rows } = await sql`select from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
  return rows.length > 0;
}

test('a job that waits for somebody to take the ticket tells nobody that it is free', async () => {
  const number = await fileTicket(db, {}, worldNow);
  const [submitted] = await readEvents(db, number);
  assert.ok(submitted);
  const nadia = await order(number, 'nadia.benali');
  let telling = Promise.resolve();
  let [hasTold, hasWaited] = [false, false];
  await inTransaction(db, async (tx) => {
    await takeTicket(tx, nadia, worldNow);
    telling = notifyOfAct(db, { number, actId: submitted.actId }, worldNow).finally(() => {
      hasTold = true;
    });
    while (!hasTold && !hasWaited) {
      hasWaited = await somebodyWaits();
      await setImmediate();
    }
  });
  assert.ok(hasWaited);
  await telling;
  const told = db.selectFrom('notice').select('id').where('event_id', '=', submitted.id);
  assert.deepEqual(await told.execute(), []);
  assert.deepEqual(await waitingFor(number), []);
});

test('a cancelled ticket waits for nobody', async () => {
  const number = await fileTicket(db, {}, worldNow);
  assert.ok((await waitingFor(number)).length > 0);
  await cancelTicket(db, await order(number, 'marie.dupont'), worldNow);
  assert.deepEqual(await waitingFor(number), []);
});

test('who refuses free tickets, and who is away for good, are not told', async () => {
  const nadia = await viewerNamed(db, 'nadia.benali');
  const choice = { actorId: nadia.id, personId: nadia.id, asked: ['free'] as const };
  await chooseNotices(db, { ...choice, wanted: [] }, worldNow);
  const karim = await viewerNamed(db, 'karim.leroy');
  await closeAccount(db, { actorId: null, personId: karim.id, status: 'disabled' }, worldNow);
  const told = await waitingFor(await fileTicket(db, {}, worldNow));
  assert.ok(!told.includes('nadia.benali') && !told.includes('karim.leroy'), told.join());
});

test('notices go 90 days after they were read, and never before', async () => {
  const left = () => db.selectFrom('notice').select('read_at').execute();
  const unread = (await left()).filter((row) => row.read_at === null).length;
  const later = worldNow.add({ hours: keptDays * 24 });
  await sweepNotices(db, later.subtract({ seconds: 1 }));
  assert.ok((await left()).some((row) => row.read_at !== null));
  await sweepNotices(db, later.add({ seconds: 1 }));
  assert.equal((await left()).length, unread);
});
