import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { KyselyPlugin } from 'kysely';
import { signedIn, type TestApp, testApp } from '../../test/support/app.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { unescapeHtml } from '../../test/support/forms.ts';
import { runWaitingJobs } from '../../test/support/jobs.ts';
import { fileTicket, viewerNamed } from '../../test/support/tickets.ts';
import { noteOnTicket } from '../domain/tickets/note-on-ticket.ts';
import { replyToTicket } from '../domain/tickets/reply-to-ticket.ts';
import { paths } from '../paths.ts';

// A page marks as read what it shows, and nothing that came since it was read.

let database: TestDatabase;
let site: TestApp;
/** What happens once a page has read its ticket, before it notes that it was seen. */
let meanwhile: (() => Promise<unknown>) | null = null;

const between: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: async ({ result }) => {
    const act = meanwhile;
    if (act !== null && JSON.stringify(result.rows).includes('lastUnreadNoticeId')) {
      meanwhile = null;
      await act();
    }
    return result;
  },
};

before(async () => {
  database = await testDatabase();
  site = await testApp({ database: { ...database, db: database.db.withPlugin(between) } });
  await runWaitingJobs(database, site.clock());
  await database.db.deleteFrom('notice').execute();
});
after(() => site.close());

/** Nadia says something, and those it concerns are told. */
async function reply(number: number, body: string): Promise<void> {
  const actor = await viewerNamed(database.db, 'nadia.benali');
  await replyToTicket(database.db, { number, actor, body }, site.clock());
  await runWaitingJobs(database, site.clock());
}

async function unreadNotices(login: string, number: number): Promise<number> {
  const { id } = await viewerNamed(database.db, login);
  const rows = await database.db
    .selectFrom('notice')
    .select('id')
    .where('person_id', '=', id)
    .where('ticket_number', '=', number)
    .where('read_at', 'is', null)
    .execute();
  return rows.length;
}

test('a reply that comes after a page was read is still new to who was not shown it', async () => {
  const number = await fileTicket(database.db, {}, site.clock());
  const marie = await signedIn(site, 'marie.dupont');
  await reply(number, 'Premier mot.');
  meanwhile = () => reply(number, 'Quel est votre bureau ?');
  const { body } = await marie.get(paths.ticket(number));
  assert.equal(meanwhile, null, 'the reply came');
  assert.match(unescapeHtml(body), /Premier mot/);
  assert.doesNotMatch(unescapeHtml(body), /Quel est votre bureau/);
  const home = await marie.get(paths.home());
  const at = home.body.indexOf(paths.ticket(number));
  const line = home.body.slice(home.body.lastIndexOf('<tr', at), home.body.indexOf('</tr>', at));
  assert.match(line, /data-state="unread"/);
  assert.equal(await unreadNotices('marie.dupont', number), 1);
  await marie.get(paths.ticket(number));
  assert.equal(await unreadNotices('marie.dupont', number), 0);
});

test('the bell of a page loses what the page shows, and nothing else', async () => {
  const [number, other] = [
    await fileTicket(database.db, {}, site.clock()),
    await fileTicket(database.db, {}, site.clock()),
  ];
  const marie = await signedIn(site, 'marie.dupont');
  await reply(other, 'Un mot.');
  await reply(number, 'Un mot.');
  meanwhile = () => reply(number, 'Encore.');
  const { body } = await marie.get(paths.ticket(number));
  assert.match(unescapeHtml(body), /2 notifications non lues/);
  assert.match(
    unescapeHtml((await marie.get(paths.ticket(number))).body),
    /1 notification non lue/,
  );
});

test('an agent who opens the requester’s page of what they filed has not read the note that is not on it', async () => {
  const { id: requesterId } = await viewerNamed(database.db, 'marie.dupont');
  const filed = { by: 'nadia.benali', requesterId };
  const number = await fileTicket(database.db, filed, site.clock());
  const actor = await viewerNamed(database.db, 'karim.leroy');
  const note = { number, actor, body: 'Voir avec le fournisseur.' };
  await noteOnTicket(database.db, note, site.clock());
  const nadia = await signedIn(site, 'nadia.benali');
  const isUnread = async () => {
    const { body } = await nadia.get(paths.console({ vue: 'equipe', taille: 100 }));
    const at = body.indexOf(paths.consoleTicket(number));
    return /data-state="unread"/.test(body.slice(body.lastIndexOf('<tr', at), at));
  };
  assert.ok(await isUnread());
  const { statusCode, body } = await nadia.get(paths.ticket(number));
  assert.equal(statusCode, 200);
  assert.doesNotMatch(unescapeHtml(body), /Voir avec le fournisseur/);
  assert.ok(await isUnread());
  await nadia.get(paths.consoleTicket(number));
  assert.ok(!(await isUnread()));
});
