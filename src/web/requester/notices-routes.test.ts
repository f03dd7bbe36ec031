import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { signedIn, type TestApp, testApp } from '../../../test/support/app.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { runWaitingJobs } from '../../../test/support/jobs.ts';
import { fileTicket, viewerNamed } from '../../../test/support/tickets.ts';
import { assignTicket } from '../../domain/tickets/assign-ticket.ts';
import { replyToTicket } from '../../domain/tickets/reply-to-ticket.ts';
import { takeOverTicket } from '../../domain/tickets/take-over-ticket.ts';
import { paths } from '../../paths.ts';
import { recordStatements } from '../../platform/db/statements.ts';

let database: TestDatabase;
let site: TestApp;
before(async () => {
  database = await testDatabase();
  site = await testApp({ database });
  // The world's own acts have been told before any test begins.
  await runWaitingJobs(database, site.clock());
  await site.db.deleteFrom('notice').execute();
});
after(() => site.close());

const viewer = (login: string) => viewerNamed(site.db, login);

/** A ticket of Marie's that Nadia answered, told. */
async function answered(replies = 1): Promise<number> {
  const number = await fileTicket(site.db, {}, site.clock());
  for (let i = 0; i < replies; i++) {
    const actor = await viewer('nadia.benali');
    await replyToTicket(site.db, { number, actor, body: 'Je regarde.' }, site.clock());
  }
  await runWaitingJobs(database, site.clock());
  return number;
}

test('without anything to tell, the page says when there will be', async () => {
  const odile = await signedIn(site, 'hugo.petit');
  const { body } = await odile.get(paths.notices());
  assert.match(body, /Aucune notification</);
  assert.doesNotMatch(body, /Tout marquer comme lu/);
});

test('a reply is told in French, unread, under today, with a link to the ticket', async () => {
  const number = await answered();
  const marie = await signedIn(site, 'marie.dupont');
  const { body } = await marie.get(paths.notices());
  assert.ok(
    body.includes(
      `<a class="ds-link" href="/demandes/${String(number)}">Nadia BENALI a répondu à votre demande n°\u00a0${String(number)}</a>`,
    ),
  );
  assert.match(body, />Aujourd’hui</);
  assert.match(body, />Non lu</);
});

test('opening the ticket reads its notices, and the bell of that very page counts without them', async () => {
  const number = await answered(2);
  const marie = await signedIn(site, 'marie.dupont');
  await marie.post(paths.noticesRead(), { jusqu_a: '999999' });
  const other = await answered();
  await site.db
    .updateTable('notice')
    .set({ read_at: null })
    .where('ticket_number', '=', number)
    .execute();
  const before = await marie.get(paths.notices());
  assert.match(before.body, /3 notifications non lues/);
  assert.match((await marie.get(paths.ticket(number))).body, /1 notification non lue</);
  assert.match((await marie.get(paths.ticket(other))).body, /Aucune notification non lue/);
});

test('« Tout marquer comme lu » reads what the page showed, not what came since', async () => {
  const number = await answered();
  const marie = await signedIn(site, 'marie.dupont');
  const page = await marie.get(paths.notices());
  const shown = /name="jusqu_a" value="(\d+)"/.exec(page.body)?.[1];
  assert.ok(shown);
  const later = await answered();
  const sent = await marie.post(paths.noticesRead(), { jusqu_a: shown });
  assert.equal(sent.statusCode, 303);
  const unread = await site.db
    .selectFrom('notice')
    .select('ticket_number')
    .where('read_at', 'is', null)
    .where('person_id', '=', (await viewer('marie.dupont')).id)
    .execute();
  assert.deepEqual(unread, [{ ticket_number: later }]);
  assert.notEqual(later, number);
  assert.equal((await marie.post(paths.noticesRead(), { jusqu_a: 'tout' })).statusCode, 303);
});

test('who is given a ticket and who loses one are told differently, and go to the console', async () => {
  const number = await answered();
  const karim = await viewer('karim.leroy');
  const nadia = await viewer('nadia.benali');
  await takeOverTicket(site.db, { number, actor: karim }, site.clock());
  await assignTicket(site.db, { number, actor: karim, assigneeId: nadia.id }, site.clock());
  await runWaitingJobs(database, site.clock());
  const { body } = await (await signedIn(site, 'nadia.benali')).get(paths.notices());
  assert.match(body, /Karim LEROY a pris le relais sur la demande/);
  assert.match(body, /Karim LEROY vous a attribué la demande/);
  assert.ok(body.includes(`href="${paths.consoleTicket(number)}"`));
});

test('older notices are on the next page, each once, in a fixed number of statements', async () => {
  const number = await answered(60);
  const marie = await signedIn(site, 'marie.dupont');
  const first = await recordStatements(() => marie.get(paths.notices()));
  assert.equal(first.statements.length, 4);
  const next = /href="(\/notifications\?avant=\d+)"/.exec(first.result.body)?.[1];
  assert.ok(next);
  const second = await marie.get(next);
  const count = (body: string) => body.split('a répondu à votre demande').length - 1;
  assert.equal(count(first.result.body), 50);
  assert.ok(count(second.body) >= 10);
  assert.match(second.body, new RegExp(`n°\u00a0${String(number)}`));
  assert.match(second.body, /<time/);
});

test('a page that does not exist is the first one, or empty, never an error', async () => {
  const marie = await signedIn(site, 'marie.dupont');
  for (const query of ['avant=abc', 'avant=', 'avant=1&avant=2', 'avant=1']) {
    assert.equal((await marie.get(`${paths.notices()}?${query}`)).statusCode, 200, query);
  }
});
