import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Client, signedIn, type TestApp, testApp } from '../../../test/support/app.ts';
import { statementsOf } from '../../../test/support/statements.ts';
import { fileTicket, viewerNamed } from '../../../test/support/tickets.ts';
import { listHoldReasons } from '../../domain/catalogue/catalogue-queries.ts';
import { askRequester } from '../../domain/tickets/ask-requester.ts';
import { closeTicket } from '../../domain/tickets/automatic-acts.ts';
import { cancelTicket } from '../../domain/tickets/cancel-ticket.ts';
import { holdTicket } from '../../domain/tickets/hold-ticket.ts';
import { noteOnTicket } from '../../domain/tickets/note-on-ticket.ts';
import { replyToTicket } from '../../domain/tickets/reply-to-ticket.ts';
import { resolveTicket } from '../../domain/tickets/resolve-ticket.ts';
import { paths } from '../../paths.ts';

let site: TestApp;
let marie: Client;
let paul: Client;
let nadia: Client;
before(async () => {
  site = await testApp();
  marie = await signedIn(site, 'marie.dupont');
  paul = await signedIn(site, 'paul.martin');
  nadia = await signedIn(site, 'nadia.benali');
});
after(() => site.close());

const file = () => fileTicket(site.db, {}, site.clock());
const agent = async () => ({ actor: await viewerNamed(site.db, 'nadia.benali') });

async function page(number: number, client = marie): Promise<string> {
  const response = await client.get(paths.ticket(number));
  assert.equal(response.statusCode, 200);
  return response.body;
}

test('a requester reads how their ticket stands: number, subject, nature, team, délai, description', async () => {
  const number = await file();
  const body = await page(number);
  for (const words of [
    `Demande n°\u00a0${String(number)}`,
    'Le réseau est coupé',
    'Réseau',
    'SYSTEM-RESEAU',
    'En attente d’intervention',
    'Personne pour l’instant',
    'Plus rien depuis ce matin.',
    'DUPONT Marie',
    'Êtes-vous bloqué',
  ]) {
    assert.ok(body.includes(words), `the page says ${words}`);
  }
  assert.match(body, /Compléter la demande/);
  assert.match(body, /Annuler la demande/);
  assert.doesNotMatch(body, /Votre demande est-elle résolue/);
});

test('a requester reads by when it is to be resolved, even once answered, and when that was', async () => {
  const number = await file();
  await replyToTicket(site.db, { number, ...(await agent()), body: 'On regarde.' }, site.clock());
  const body = await page(number);
  assert.match(body, /Résolution visée avant le \d{2}\/\d{2}\/\d{4} à /);
  assert.doesNotMatch(body, /[Rr]éponse visée|était visée/);
  const late = await fileTicket(site.db, {}, site.clock().subtract({ hours: 24 * 30 }));
  assert.match(await page(late), /La résolution était visée avant le \d{2}\/10\/2026 à /);
});

test('what is typed in a ticket is shown as typed and never interpreted', async () => {
  const description = '<script>alert(1)</script>\n  deux  espaces & « guillemets »';
  const number = await fileTicket(site.db, { description, subject: '<b>gras</b>' }, site.clock());
  const body = await page(number);
  assert.ok(body.includes('&lt;script>alert(1)&lt;/script>\n  deux  espaces &amp; « guillemets »'));
  assert.ok(body.includes('&lt;b>gras&lt;/b>'));
});

test('a question stands first, with its missing items, the answer form and the date it would resolve by itself', async () => {
  const number = await file();
  await askRequester(
    site.db,
    {
      number,
      ...(await agent()),
      question: 'Quel est le poste ?',
      items: ['le nom du poste', 'une photo'],
    },
    site.clock(),
  );
  const body = await page(number);
  assert.match(body, /SYSTEM-RESEAU attend votre réponse/);
  assert.match(body, /<li dir="auto">le nom du poste<\/li>/);
  // Ten working days after Monday 23 November.
  assert.match(body, /considérée comme résolue le 07\/12\/2026/);
  assert.equal(body.match(/name="body"/g)?.length, 1, 'one form only, in the card of the question');
  assert.ok(body.indexOf('id="question"') < body.indexOf('id="echanges"'));
});

test('on hold, the requester reads the reason, the date and what the team tells them', async () => {
  const number = await file();
  const reasons = await listHoldReasons(site.db);
  const reason = reasons.find(({ needsDate }) => needsDate);
  assert.ok(reason);
  await holdTicket(
    site.db,
    {
      number,
      ...(await agent()),
      reasonId: reason.id,
      until: Temporal.PlainDate.from('2026-12-02'),
      body: 'Un technicien passe mercredi.',
    },
    site.clock(),
  );
  const body = await page(number);
  assert.ok(body.includes(`(${reason.name}, jusqu’au 02/12/2026)`));
  assert.match(body, /Un technicien passe mercredi\./);
  assert.match(body, /BENALI a mis la demande en attente/);
});

test('resolved, the page asks whether it is, and tells when it closes by itself', async () => {
  const number = await file();
  await resolveTicket(
    site.db,
    { number, ...(await agent()), body: 'Le câble est changé.' },
    site.clock(),
  );
  const body = await page(number);
  assert.match(body, /Votre demande est-elle résolue/);
  assert.match(body, /Résolue<.{0,80}\(clôture le 07\/12\/2026\)/s);
  assert.match(body, /Oui, c’est résolu/);
  assert.match(body, /Réponse apportée/);
  assert.doesNotMatch(body, /Annuler la demande/);
});

test('closed lately, it may be reopened until a date; later, the page says a new ticket will follow', async () => {
  const number = await file();
  const start = site.clock();
  await resolveTicket(site.db, { number, ...(await agent()), body: 'Fait.' }, start);
  const closing = start.add({ hours: 24 * 15 });
  await closeTicket(site.db, number, closing);
  site.clock.set(closing.add({ hours: 24 }));
  marie = await signedIn(site, 'marie.dupont');
  const lately = await page(number);
  assert.match(lately, /réouvrable jusqu’au 07\/01\/2027/);
  assert.match(lately, /Rouvrir la demande/);
  site.clock.set(closing.add({ hours: 24 * 31 }));
  marie = await signedIn(site, 'marie.dupont');
  const late = await page(number);
  assert.doesNotMatch(late, /réouvrable/);
  assert.match(late, /clôturée depuis plus de 30 jours/);
  assert.match(late, /Ouvrir une nouvelle demande/);
  site.clock.set(start);
  marie = await signedIn(site, 'marie.dupont');
});

test('cancelled, the page says that writing opens a linked ticket', async () => {
  const number = await file();
  const actor = await viewerNamed(site.db, 'marie.dupont');
  await cancelTicket(site.db, { number, actor }, site.clock());
  const body = await page(number);
  assert.match(
    body,
    /Cette demande a été annulée\. Ce que vous écrivez ici ouvrira une nouvelle demande/,
  );
  assert.doesNotMatch(body, /Personne pour l’instant|Pris par/, 'nobody will take it');
});

test('a note of the teams is nowhere on the requester’s pages', async () => {
  const number = await file();
  await noteOnTicket(
    site.db,
    { number, ...(await agent()), body: 'secret de couloir' },
    site.clock(),
  );
  assert.doesNotMatch(await page(number), /secret de couloir|note interne/);
  const print = await marie.get(paths.ticketPrint(number));
  assert.doesNotMatch(print.body, /secret de couloir|note interne/);
});

test('what came since the last visit is marked new, once, and the bell forgets it', async () => {
  const number = await file();
  await replyToTicket(site.db, { number, ...(await agent()), body: 'Je regarde.' }, site.clock());
  assert.match(await page(number), /message-unread">Nouveau</);
  assert.doesNotMatch(await page(number), /message-unread/);
  const { last_event_id: read } = await site.db
    .selectFrom('ticket_read')
    .select('last_event_id')
    .where('ticket_number', '=', number)
    .where('person_id', '=', (await viewerNamed(site.db, 'marie.dupont')).id)
    .executeTakeFirstOrThrow();
  const { last_event_id: last } = await site.db
    .selectFrom('ticket')
    .select('last_event_id')
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  assert.equal(read, last);
});

test('somebody else’s ticket, one that does not exist and a malformed number are the same page not found', async () => {
  const number = await file();
  const strangers = ['999999999', '0', '00001', 'abc', '1e5', '99999999999999999999'];
  const expected = await paul.get('/demandes/999999998');
  assert.equal(expected.statusCode, 404);
  for (const address of [String(number), ...strangers]) {
    const got = await paul.get(`/demandes/${address}`);
    assert.equal(got.statusCode, 404, address);
    assert.equal(got.body, expected.body, address);
    for (const part of ['imprimer', 'annulation', 'complements', 'contestation', 'reouverture']) {
      const sub = await paul.get(`/demandes/${address}/${part}`);
      assert.equal(sub.statusCode, 404, `${address}/${part}`);
      assert.equal(sub.body, expected.body, `${address}/${part}`);
    }
  }
});

test('an agent who only works on a ticket is sent to the console', async () => {
  const number = await file();
  const response = await nadia.get(paths.ticket(number));
  assert.equal(response.statusCode, 302);
  assert.equal(response.headers.location, paths.consoleTicket(number));
});

test('the print view holds the whole conversation and nothing to send', async () => {
  const number = await file();
  await replyToTicket(
    site.db,
    { number, ...(await agent()), body: 'Je passe demain.' },
    site.clock(),
  );
  const { statusCode, body } = await marie.get(paths.ticketPrint(number));
  assert.equal(statusCode, 200);
  assert.match(body, /Je passe demain\./);
  assert.match(body, /Imprimée le 23\/11\/2026 à 10:00/);
  assert.doesNotMatch(body, /<textarea/);
});

test('a page of a ticket costs a fixed number of statements, however long the conversation', async () => {
  const number = await file();
  const count = async () => (await statementsOf(() => marie.get(paths.ticket(number)))).length;
  const short = await count();
  for (const body of ['Un.', 'Deux.', 'Trois.']) {
    await replyToTicket(site.db, { number, ...(await agent()), body }, site.clock());
  }
  assert.equal(await count(), short);
  assert.ok(short <= 5, String(short));
});
