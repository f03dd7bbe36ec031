import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { signedIn, type TestApp, testApp } from '../../../test/support/app.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { runWaitingJobs } from '../../../test/support/jobs.ts';
import { fileTicket, viewerNamed } from '../../../test/support/tickets.ts';
import { listHoldReasons } from '../../domain/catalogue/catalogue-queries.ts';
import { assignTicket } from '../../domain/tickets/assign-ticket.ts';
import { holdTicket } from '../../domain/tickets/hold-ticket.ts';
import { replyToTicket } from '../../domain/tickets/reply-to-ticket.ts';
import { takeOverTicket } from '../../domain/tickets/take-over-ticket.ts';
import { takeTicket } from '../../domain/tickets/take-ticket.ts';
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
    await replyToTicket(
      site.db,
      { number, actor, body: `Je regarde (${String(i)}).` },
      site.clock(),
    );
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

test('a reply is told in French, unread, with its day and a link to the ticket', async () => {
  const number = await answered();
  const marie = await signedIn(site, 'marie.dupont');
  const { body } = await marie.get(paths.notices());
  assert.ok(
    body.includes(
      `<a class="ds-link" href="/demandes/${String(number)}">Nadia BENALI a répondu à votre demande n°\u00a0${String(number)}</a>`,
    ),
  );
  assert.match(body, />Non lues</);
  assert.match(body, />Aujourd’hui à 10:00</);
});

test('what happened to one ticket is one group, counted by kind, the unread before the read', async () => {
  const old = await answered();
  const marie = await signedIn(site, 'marie.dupont');
  await marie.get(paths.ticket(old));
  const number = await answered(3);
  const nadia = await viewer('nadia.benali');
  const [reason] = await listHoldReasons(site.db);
  assert.ok(reason);
  const until = Temporal.PlainDate.from('2026-12-01');
  const hold = { number, actor: nadia, reasonId: reason.id, until, body: '' };
  await holdTicket(site.db, hold, site.clock());
  await runWaitingJobs(database, site.clock());
  const { body } = await marie.get(paths.notices());
  assert.match(body, />mise en attente, 3 nouvelles réponses</);
  assert.equal(body.split(`href="${paths.ticket(number)}"`).length, 2, 'one group');
  assert.ok(body.indexOf(paths.ticket(number)) < body.indexOf(`"${paths.ticket(old)}"`));
  assert.ok(body.indexOf('Déjà lues') < body.indexOf(`"${paths.ticket(old)}"`));
});

test('one group is marked read, and the others stay', async () => {
  const number = await answered();
  const other = await answered();
  const marie = await signedIn(site, 'marie.dupont');
  await marie.post(paths.noticesRead(), { jusqu_a: '999999', demande: String(number) });
  const { body } = await marie.get(paths.notices());
  assert.match(body, new RegExp(`marqué comme lu pour la demande n°\u00a0${String(number)}`));
  const unread = body.slice(body.indexOf('>Non lues<'), body.indexOf('>Déjà lues<'));
  assert.ok(unread.includes(paths.ticket(other)));
  assert.ok(!unread.includes(paths.ticket(number)));
});

test('agents see the free tickets of their teams apart, until somebody takes one', async () => {
  const number = await fileTicket(site.db, {}, site.clock());
  await runWaitingJobs(database, site.clock());
  const karim = await signedIn(site, 'karim.leroy');
  const { body } = await karim.get(paths.notices());
  const free = body.slice(body.indexOf('>Demandes libres de SYSTEM-RESEAU<'));
  assert.match(free, new RegExp(`Marie DUPONT a déposé la demande n°\u00a0${String(number)}`));
  assert.ok(free.includes(`href="${paths.consoleTicket(number)}"`));
  await takeTicket(site.db, { number, actor: await viewer('nadia.benali') }, site.clock());
  await runWaitingJobs(database, site.clock());
  const after = (await karim.get(paths.notices())).body;
  assert.doesNotMatch(after, /Demandes libres/);
  assert.ok(after.indexOf('>Déjà lues<') < after.indexOf(paths.consoleTicket(number)));
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

test('the bell of a page of the console counts without the notices that page has read', async () => {
  const number = await fileTicket(site.db, {}, site.clock());
  const other = await fileTicket(site.db, {}, site.clock());
  await runWaitingJobs(database, site.clock());
  const karim = await signedIn(site, 'karim.leroy');
  await karim.post(paths.noticesRead(), { jusqu_a: '999999' });
  await site.db
    .updateTable('notice')
    .set({ read_at: null })
    .where('ticket_number', 'in', [number, other])
    .where('person_id', '=', (await viewer('karim.leroy')).id)
    .execute();
  assert.match((await karim.get(paths.consoleTicket(number))).body, /1 notification non lue</);
  assert.match((await karim.get(paths.consoleTicket(other))).body, /Aucune notification non lue/);
});

test('a ticket seen before, of which nothing is new, is opened without writing, whatever else one has not read', async () => {
  const number = await answered();
  const other = await answered();
  const marie = await signedIn(site, 'marie.dupont');
  await marie.get(paths.ticket(number));
  const writes = async () => {
    const { statements } = await recordStatements(() => marie.get(paths.ticket(number)));
    return statements.filter((one) => /ticket_read.*on conflict/is.test(one)).length;
  };
  assert.equal(await writes(), 0);
  const actor = await viewer('nadia.benali');
  await replyToTicket(site.db, { number, actor, body: 'Encore un mot.' }, site.clock());
  assert.equal(await writes(), 1);
  assert.equal(await writes(), 0);
  await runWaitingJobs(database, site.clock());
  assert.equal(await writes(), 1, 'a notice that came after the page is read by the next one');
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
  await runWaitingJobs(database, site.clock());
  const before = (await (await signedIn(site, 'nadia.benali')).get(paths.notices())).body;
  await assignTicket(site.db, { number, actor: karim, assigneeId: nadia.id }, site.clock());
  await runWaitingJobs(database, site.clock());
  const { body } = await (await signedIn(site, 'nadia.benali')).get(paths.notices());
  assert.match(before, /Karim LEROY a pris le relais sur la demande/);
  assert.match(body, /Karim LEROY vous a attribué la demande/);
  assert.ok(body.includes(`href="${paths.consoleTicket(number)}"`));
});

test('older groups are on the next pages, each once, in a fixed number of statements', async () => {
  const marie = await signedIn(site, 'marie.dupont');
  const counts: number[] = [];
  const seen: string[] = [];
  const walk = async (): Promise<void> => {
    let next: string | undefined = paths.notices();
    while (next !== undefined) {
      const page: string = next;
      const { result, statements } = await recordStatements(() => marie.get(page));
      const { body } = result;
      counts.push(statements.length);
      for (const [, number = ''] of body.matchAll(/ds-link" href="\/demandes\/(\d+)"/g)) {
        seen.push(number);
      }
      next = /href="(\/notifications\?apres=[\d-]+)"/.exec(body)?.[1];
    }
  };
  for (let i = 0; i < 35; i++) await answered();
  // Read and unread ones meet on the second page.
  const { newest } = await site.db
    .selectFrom('notice')
    .select((eb) => eb.fn.max<number>('id').as('newest'))
    .executeTakeFirstOrThrow();
  await marie.post(paths.noticesRead(), { jusqu_a: String(newest - 40) });
  await walk();
  counts.length = 0;
  seen.length = 0;
  await walk();
  assert.equal(new Set(counts).size, 1, counts.join());
  assert.equal(counts[0], 2);
  assert.equal(new Set(seen).size, seen.length, 'none twice');
  const { id } = await viewer('marie.dupont');
  const all = await site.db
    .selectFrom('notice')
    .select('ticket_number')
    .distinct()
    .where('person_id', '=', id)
    .execute();
  assert.equal(seen.length, all.length, 'none forgotten');
});

test('a page that does not exist is the first one, or empty, never an error', async () => {
  const marie = await signedIn(site, 'marie.dupont');
  for (const query of ['apres=abc', 'apres=', 'apres=1&apres=2', 'apres=2-0-1', 'avant=12']) {
    assert.equal((await marie.get(`${paths.notices()}?${query}`)).statusCode, 200, query);
  }
});
