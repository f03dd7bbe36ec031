import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { signedIn, testApp } from '../../test/support/app.ts';
import { testDatabase } from '../../test/support/database.ts';
import { runWaitingJobs } from '../../test/support/jobs.ts';
import { statementsOf } from '../../test/support/statements.ts';
import { fileTicket, viewerNamed } from '../../test/support/tickets.ts';
import { replyToTicket } from '../domain/tickets/reply-to-ticket.ts';
import { paths } from '../paths.ts';

// The bell and the incidents are on every page; an act, which mostly ends on another page, does not ask for them.

const database = await testDatabase();
const site = await testApp({ database });
after(site.close);
const { db, clock } = site;

const banner = /class="incident-banner"/;

const unreadIn = (page: string): string | undefined =>
  /data-live-count-value="(\d+)"/.exec(page)?.[1];

/** An empty answer is refused, with a page of its own. */
const refused = { body: '' };

async function ofPaul(): Promise<number> {
  const { id } = await viewerNamed(db, 'paul.martin');
  return fileTicket(db, { requesterId: id }, clock());
}

test('an act that ends on another page asks for nothing of what its own would say', async () => {
  const paul = await signedIn(site, 'paul.martin');
  const number = await ofPaul();
  const statements = await statementsOf(async () => {
    const { statusCode } = await paul.post(paths.completion(number), { body: 'Toujours pareil.' });
    assert.equal(statusCode, 303);
  });
  assert.deepEqual(
    statements.filter((text) => text.includes('from "announcement"')),
    [],
  );
});

test('a form that is refused says what every page does: the incident, and how much is unread', async () => {
  const paul = await signedIn(site, 'paul.martin');
  const number = await ofPaul();
  const actor = await viewerNamed(db, 'nadia.benali');
  await replyToTicket(db, { number, actor, alsoTake: true, body: 'Je regarde.' }, clock());
  await runWaitingJobs(database, clock());
  const { statusCode, body } = await paul.post(paths.completion(number), refused);
  assert.equal(statusCode, 422);
  assert.match(body, banner);
  // The reply is on that page, and so no longer counted.
  assert.equal(unreadIn(body), unreadIn((await paul.get(paths.home())).body));
  assert.notEqual(unreadIn(body), '0');
});

test('a refused form comes back even when what every page says cannot be read', async () => {
  const paul = await signedIn(site, 'paul.martin');
  const number = await ofPaul();
  await sql`alter table announcement rename to announcement_away`.execute(db);
  const { statusCode, body } = await paul.post(paths.completion(number), refused);
  await sql`alter table announcement_away rename to announcement`.execute(db);
  assert.equal(statusCode, 422);
  assert.match(body, /<form/);
  assert.doesNotMatch(body, banner);
  assert.ok(site.log.some(({ msg }) => msg === 'the frame of a page could not be read'));
});
