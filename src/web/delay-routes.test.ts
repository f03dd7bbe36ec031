import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { teamIdOf } from '../../seeds/find.ts';
import { type Client, signedIn, type TestApp, testApp } from '../../test/support/app.ts';
import { statementsOf } from '../../test/support/statements.ts';
import { fileTicket, viewerNamed } from '../../test/support/tickets.ts';
import { listHoldReasons } from '../domain/catalogue/catalogue-queries.ts';
import { askRequester } from '../domain/tickets/ask-requester.ts';
import { completeTicket } from '../domain/tickets/complete-ticket.ts';
import { holdTicket } from '../domain/tickets/hold-ticket.ts';
import { resolveTicket } from '../domain/tickets/resolve-ticket.ts';
import { resumeTicket } from '../domain/tickets/resume-ticket.ts';
import { takeTicket } from '../domain/tickets/take-ticket.ts';
import { transferTicket } from '../domain/tickets/transfer-ticket.ts';
import { paths } from '../paths.ts';

let site: TestApp;
let marie: Client;
let nadia: Client;
before(async () => {
  site = await testApp();
  marie = await signedIn(site, 'marie.dupont');
  nadia = await signedIn(site, 'nadia.benali');
});
after(() => site.close());

const agent = async () => ({ actor: await viewerNamed(site.db, 'nadia.benali') });

/** A ticket taken, asked about, completed, put on hold over a holiday, resumed: every kind of stretch. */
async function eventful({ isResolved = false } = {}): Promise<number> {
  const start = site.clock();
  const at = (hours: number) => start.add({ hours });
  const number = await fileTicket(site.db, {}, start.subtract({ hours: 60 * 24 }));
  const order = { number, ...(await agent()) };
  const before = (hours: number) => start.subtract({ hours });
  await takeTicket(site.db, order, before(59 * 24));
  await askRequester(site.db, { ...order, question: 'Quel poste ?', items: [] }, before(55 * 24));
  const asMarie = { number, actor: await viewerNamed(site.db, 'marie.dupont') };
  await completeTicket(site.db, { ...asMarie, body: 'Le mien.' }, before(50 * 24));
  const reason = (await listHoldReasons(site.db)).find(({ stopsClock }) => stopsClock);
  assert.ok(reason);
  const until = at(24 * 7)
    .toZonedDateTimeISO('Europe/Paris')
    .toPlainDate();
  await holdTicket(
    site.db,
    { ...order, reasonId: reason.id, until, body: 'Plus tard.' },
    before(30 * 24),
  );
  await resumeTicket(site.db, order, before(2 * 24));
  if (isResolved) {
    await resolveTicket(site.db, { ...order, body: 'C’est fait.' }, before(24));
  }
  return number;
}

/** What a page says of one promise: the minutes of its lines, its total, and the figure above. */
function readPromise(page: string, id: string) {
  const section = page.slice(page.indexOf(`id="${id}"`)).split('</section>')[0] ?? '';
  const table = section.slice(section.indexOf('<tbody'), section.indexOf('</tbody>'));
  const values = (html: string) =>
    [...html.matchAll(/<data value="(\d+)">/g)].map(([, value]) => Number(value));
  const [total] = values(section.slice(section.indexOf('</table>')));
  const figure = /Temps compté<\/dt><dd>([^<]+)</.exec(section)?.[1];
  const shown = />([^<]+)<\/data><\/strong>/.exec(section)?.[1];
  return { sum: values(table).reduce((a, b) => a + b, 0), total, figure, shown, table };
}

async function explained(client: Client, path: string): Promise<string> {
  const response = await client.get(path);
  assert.equal(response.statusCode, 200);
  return response.body;
}

test('« Pourquoi ce délai ? » adds up to the figure, for both promises and on both sides', async () => {
  for (const isResolved of [false, true]) {
    const number = await eventful({ isResolved });
    for (const [client, path] of [
      [marie, paths.ticketDelay(number)],
      [nadia, paths.consoleTicketDelay(number)],
    ] as const) {
      const page = await explained(client, path);
      for (const id of ['prise-en-charge', 'resolution']) {
        const { sum, total, figure, shown, table } = readPromise(page, id);
        assert.ok(table.includes('Heures d’ouverture de SYSTEM-RESEAU'));
        assert.ok(sum > 0);
        assert.equal(sum, total, `the lines of ${id} add up`);
        assert.equal(figure, shown, `the figure of ${id} is the total`);
      }
    }
  }
});

test('a time is told in the usual days of the team, as in the lists, and in the hours that add up', async () => {
  const page = await explained(marie, paths.ticketDelay(await eventful()));
  assert.match(page, /Temps promis<\/dt><dd>\d+\sjours?\souvrés? \(\d+\sh\)</);
  assert.match(page, /Temps compté<\/dt><dd>\d+\sjours?\souvrés?[^<]* \(\d+\sh[^<]*\)</);
});

test('a team that never opens again owes nothing, and the explanation says why', async () => {
  const number = await fileTicket(site.db, {}, site.clock());
  const calendar = await site.db
    .selectFrom('calendar')
    .select('id')
    .where('name', '=', 'Antenne de La Réunion')
    .executeTakeFirstOrThrow();
  const team = (calendar_id: number | null) =>
    site.db.updateTable('team').set({ calendar_id }).where('code', '=', 'SYSTEM-RESEAU').execute();
  await team(calendar.id);
  const there = await explained(marie, paths.ticketDelay(number));
  assert.match(there, /Les heures affichées sont celles de Paris\s; SYSTEM-RESEAU suit/);
  assert.doesNotMatch(there, /ne prévoit plus d’ouverture/);
  await site.db
    .updateTable('calendar_version')
    .set({ weekly: '[]' })
    .where('calendar_id', '=', calendar.id)
    .execute();
  const never = await explained(marie, paths.ticketDelay(number));
  assert.match(never, /Sans échéance/);
  assert.match(never, /Aucune\s: le calendrier de SYSTEM-RESEAU ne prévoit plus d’ouverture/);
  assert.doesNotMatch(never, /Le temps court/);
  await team(null);
});

test('the time a team has to take what it received is explained to the team, and not to the requester', async () => {
  const filed = site.clock().subtract({ hours: 4 * 24 });
  const number = await fileTicket(site.db, {}, filed);
  const teamId = await teamIdOf(site.db, 'SOS-DEP');
  // Monday, half past eight: an hour and a half before the page is read.
  const moved = site.clock().subtract({ minutes: 90 });
  const order = { number, ...(await agent()), teamId, reason: 'Pour le poste.' };
  await transferTicket(site.db, order, moved);
  const odile = await signedIn(site, 'odile.garnier');
  const page = await explained(odile, paths.consoleTicketDelay(number));
  assert.match(page, /Prise en charge par SOS-DEP, depuis son arrivée/);
  const { sum, total, figure, shown } = readPromise(page, 'prise-en-charge-equipe');
  assert.deepEqual([sum, total], [90, 90]);
  assert.equal(figure, shown);
  const main = page.slice(page.indexOf('<main'));
  assert.ok(main.includes(`href="${paths.console()}"`), 'it leads back to the console too');
  const own = await explained(marie, paths.ticketDelay(number));
  assert.doesNotMatch(own, /depuis son arrivée/);
});

test('each stretch that is not counted says why', async () => {
  const page = await explained(marie, paths.ticketDelay(await eventful()));
  for (const reason of [
    'SYSTEM-RESEAU ne travaille pas',
    'Une réponse du demandeur est attendue',
    'Mise en attente',
    'Non compté',
  ]) {
    assert.ok(page.includes(reason), `the page says ${reason}`);
  }
});

test('the explanation names no colleague, on either side', async () => {
  const number = await eventful();
  const main = (page: string) => page.slice(page.indexOf('<main'), page.indexOf('</main>'));
  for (const [client, path] of [
    [marie, paths.ticketDelay(number)],
    [nadia, paths.consoleTicketDelay(number)],
  ] as const) {
    assert.doesNotMatch(main(await explained(client, path)), /BENALI|LEROY|MOREAU/i);
  }
});

test('the explanation of a ticket one may not see does not exist; each side has its own address', async () => {
  const number = await fileTicket(site.db, {}, site.clock());
  const paul = await signedIn(site, 'paul.martin');
  assert.equal((await paul.get(paths.ticketDelay(number))).statusCode, 404);
  const hugo = await signedIn(site, 'hugo.petit');
  assert.equal((await hugo.get(paths.consoleTicketDelay(number))).statusCode, 404);
  const sent = await nadia.get(paths.ticketDelay(number));
  assert.equal(sent.headers['location'], paths.consoleTicketDelay(number));
});

test('both pages of a ticket lead to its explanation', async () => {
  const number = await fileTicket(site.db, {}, site.clock());
  const link = (path: string) => `href="${path}"`;
  const own = await explained(marie, paths.ticket(number));
  assert.ok(own.includes(link(paths.ticketDelay(number))));
  const team = await explained(nadia, paths.consoleTicket(number));
  assert.ok(team.includes(link(paths.consoleTicketDelay(number))));
});

test('an explanation costs as many statements for a long life as for a short one', async () => {
  const count = async (number: number) =>
    (await statementsOf(() => marie.get(paths.ticketDelay(number)))).length;
  const short = await count(await fileTicket(site.db, {}, site.clock()));
  assert.equal(await count(await eventful()), short);
});
