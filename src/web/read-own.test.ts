import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { signedIn, testApp } from '../../test/support/app.ts';
import { unescapeHtml } from '../../test/support/forms.ts';
import { statementsOf } from '../../test/support/statements.ts';
import { fileTicket, viewerNamed } from '../../test/support/tickets.ts';
import { paths } from '../paths.ts';
import { recordStatements } from '../platform/db/statements.ts';

// What a page reads of its own leaves with the session, for whoever the session was the last time. Here somebody else
// changes what they are in between: the page must be as if it had been read after.

const site = await testApp();
after(site.close);
const { db, clock } = site;

test('the page of somebody already seen is read with their session', async () => {
  const marie = await signedIn(site, 'marie.dupont');
  const number = await fileTicket(db, {}, clock());
  for (const [path, most] of [
    [paths.home(), 1],
    [paths.ticket(number), 2],
  ] as const) {
    await marie.get(path);
    const statements = await statementsOf(() => marie.get(path));
    assert.equal(statements.length, most, `${path}\n${statements.join('\n\n')}`);
  }
});

test('an agent who left the team between two pages sees nothing of it on the second', async () => {
  const nadia = await signedIn(site, 'nadia.benali');
  const number = await fileTicket(db, { subject: 'Écran qui scintille' }, clock());
  const pages = [paths.consoleTicket(number), paths.console({ vue: 'equipe', taille: 100 })];
  for (const path of pages) {
    const { statusCode, body } = await nadia.get(path);
    assert.equal(statusCode, 200, path);
    assert.match(unescapeHtml(body), /Écran qui scintille/, path);
  }
  const { id } = await viewerNamed(db, 'nadia.benali');
  const itsTeam = db.selectFrom('ticket').select('team_id').where('number', '=', number);
  const membership = db
    .updateTable('team_member')
    .where('person_id', '=', id)
    .where('team_id', '=', itsTeam);
  await membership.set({ active: false }).execute();
  for (const path of pages) {
    const { body } = await nadia.get(path);
    assert.doesNotMatch(unescapeHtml(body), /Écran qui scintille/, path);
  }
  await membership.set({ active: true }).execute();
  assert.match(unescapeHtml((await nadia.get(pages[0] ?? '')).body), /Écran qui scintille/);
});

test('a name that changed is on the next page, and a session that ended shows none', async () => {
  const paul = await signedIn(site, 'paul.martin');
  await paul.get(paths.home());
  const { id } = await viewerNamed(db, 'paul.martin');
  const person = db.updateTable('person').where('id', '=', id);
  await person.set({ first_name: 'Apollon' }).execute();
  assert.match((await paul.get(paths.home())).body, /Apollon Martin/);
  await db.updateTable('session').set({ ended_at: clock() }).where('person_id', '=', id).execute();
  const { statusCode, body } = await paul.get(paths.home());
  assert.equal(statusCode, 303);
  assert.doesNotMatch(body, /Apollon/);
});

test('a ticket that somebody may no longer see is not found, as if it had never been', async () => {
  const marie = await signedIn(site, 'marie.dupont');
  const number = await fileTicket(db, {}, clock());
  assert.equal((await marie.get(paths.ticket(number))).statusCode, 200);
  const other = await viewerNamed(db, 'paul.martin');
  await db
    .updateTable('ticket')
    .set({ requester_id: other.id, submitted_by_id: other.id })
    .where('number', '=', number)
    .execute();
  assert.equal((await marie.get(paths.ticket(number))).statusCode, 404);
});

test('what fails of a page is said to its reader, who is still known, and is not tried twice', async () => {
  site.expectErrors();
  const { id } = await viewerNamed(db, 'marie.dupont');
  await db.updateTable('person').set({ language: 'en' }).where('id', '=', id).execute();
  const marie = await signedIn(site, 'marie.dupont');
  for (let times = 0; times < 3; times++) await marie.get(paths.home());
  await sql`alter table draft rename to draft_away`.execute(db);
  const { statements } = await recordStatements(async () => {
    const { statusCode, body } = await marie.get(paths.home());
    assert.equal(statusCode, 500);
    assert.match(body, /<html lang="en"/);
    assert.match(body, /marie\.dupont/);
  });
  await sql`alter table draft_away rename to draft`.execute(db);
  assert.equal(statements.filter((text) => text.includes('from "draft"')).length, 1);
  assert.equal((await marie.get(paths.home())).statusCode, 200);
});
