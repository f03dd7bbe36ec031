import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type Client, signedIn, type TestApp, testApp } from '../../../test/support/app.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { runWaitingJobs } from '../../../test/support/jobs.ts';
import { fileTicket, viewerNamed } from '../../../test/support/tickets.ts';
import { findDraft } from '../../domain/drafts/drafts.ts';
import { askRequester } from '../../domain/tickets/ask-requester.ts';
import { closeTicket, expireTicket } from '../../domain/tickets/automatic-acts.ts';
import { completeTicket } from '../../domain/tickets/complete-ticket.ts';
import { reopenTicket } from '../../domain/tickets/reopen-ticket.ts';
import { resolveTicket } from '../../domain/tickets/resolve-ticket.ts';
import { takeTicket } from '../../domain/tickets/take-ticket.ts';
import { readEvents } from '../../domain/tickets/ticket-event.ts';
import { paths } from '../../paths.ts';

let database: TestDatabase;
let site: TestApp;
let marie: Client;
let paul: Client;
before(async () => {
  database = await testDatabase();
  site = await testApp({ database });
  marie = await signedIn(site, 'marie.dupont');
  paul = await signedIn(site, 'paul.martin');
});
after(() => site.close());

const start = () => site.clock();
const file = () => fileTicket(site.db, {}, start());
const viewer = (login: string) => viewerNamed(site.db, login);
const byNadia = async (number: number) => ({ number, actor: await viewer('nadia.benali') });

/** A ticket that Nadia resolved. */
async function resolved(): Promise<number> {
  const number = await file();
  await resolveTicket(site.db, { ...(await byNadia(number)), body: 'C’est réparé.' }, start());
  return number;
}

const rowOf = (number: number) =>
  site.db
    .selectFrom('ticket')
    .select(['state', 'holder_id', 'continues_number', 'description', 'outcome'])
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
const messagesOf = (number: number) =>
  site.db
    .selectFrom('ticket_message')
    .select(['kind', 'side', 'body'])
    .where('ticket_number', '=', number)
    .orderBy('id')
    .execute();
const actsOf = async (number: number) => (await readEvents(site.db, number)).map(({ act }) => act);

async function noticesOf(number: number): Promise<string[]> {
  await runWaitingJobs(database, start());
  const rows = await site.db
    .selectFrom('notice')
    .innerJoin('person', 'person.id', 'notice.person_id')
    .select(['person.login', 'notice.kind'])
    .where('ticket_number', '=', number)
    .orderBy('notice.id')
    .execute();
  return rows.map(({ login, kind }) => `${login} ${kind}`);
}

/** Runs a test at another moment: sessions of that moment, and back. */
async function at(instant: Temporal.Instant, fn: (client: Client) => Promise<void>): Promise<void> {
  const former = site.clock();
  site.clock.set(instant);
  try {
    await fn(await signedIn(site, 'marie.dupont'));
  } finally {
    site.clock.set(former);
  }
}

test('completing adds a message, an event and, through the job, a notice to the holder', async () => {
  const number = await file();
  await takeTicket(site.db, await byNadia(number), start());
  const sent = await marie.post(paths.completion(number), { body: ' Prise n° 12,\r\n au mur. ' });
  assert.equal(sent.statusCode, 303);
  assert.equal(sent.headers.location, paths.ticket(number));
  assert.match((await marie.follow(sent)).body, /Votre complément est envoyé à SYSTEM-RESEAU/);
  assert.deepEqual(await messagesOf(number), [
    { kind: 'completion', side: 'requester', body: ' Prise n° 12,\n au mur. ' },
  ]);
  assert.deepEqual(await actsOf(number), ['submit', 'take', 'complete']);
  assert.deepEqual(await noticesOf(number), ['marie.dupont take', 'nadia.benali complete']);
});

test('answering what the team asked puts the ticket back to work', async () => {
  const number = await file();
  await askRequester(site.db, { ...(await byNadia(number)), question: 'Lequel ?' }, start());
  assert.equal((await marie.post(paths.completion(number), { body: 'Le rouge.' })).statusCode, 303);
  assert.equal((await rowOf(number)).state, 'in_progress');
});

test('a completion sent twice with the same key is written once', async () => {
  const number = await file();
  const form = { body: 'Une fois.', _act: randomUUID(), _seen: '1' };
  const answers = await Promise.all([
    marie.post(paths.completion(number), form),
    marie.post(paths.completion(number), form),
  ]);
  answers.push(await marie.post(paths.completion(number), form));
  assert.deepEqual(
    answers.map(({ statusCode }) => statusCode),
    [303, 303, 303],
  );
  assert.equal((await messagesOf(number)).length, 1);
});

test('a completion sent again after going back is written once, until it can be said anew', async () => {
  const number = await file();
  const say = (body: string) => marie.post(paths.completion(number), { body, _act: randomUUID() });
  for (const body of ['Du nouveau ?', 'Du nouveau ?'])
    assert.equal((await say(body)).statusCode, 303);
  assert.equal((await messagesOf(number)).length, 1);
  await say('Autre chose.');
  await say('Du nouveau ?');
  assert.equal((await messagesOf(number)).length, 3);
  await at(start().add({ minutes: 11 }), async (client) => {
    await client.post(paths.completion(number), { body: 'Du nouveau ?', _act: randomUUID() });
  });
  assert.equal((await messagesOf(number)).length, 4);
});

test('a key or a last event that is not ours changes nothing', async () => {
  const number = await file();
  for (const [_act, _seen] of [
    ['x', '-1'],
    ['', '9'.repeat(40)],
    ['a'.repeat(5000), 'NaN'],
  ]) {
    const form = { body: `Dit avec ${String(_seen)}.`, _act: _act ?? '', _seen: _seen ?? '' };
    assert.equal((await marie.post(paths.completion(number), form)).statusCode, 303);
  }
  assert.equal((await messagesOf(number)).length, 3);
});

test('an empty or endless text comes back to be corrected, with everything typed', async () => {
  const number = await file();
  const blank = await marie.post(paths.completion(number), { body: '  \n ' });
  assert.equal(blank.statusCode, 422);
  assert.match(blank.body, /<title>Erreur/);
  assert.match(blank.body, /href="#completion-texte">Écrivez quelques mots/);
  assert.match(blank.body, /aria-invalid="true"/);
  const long = `Début ${'é'.repeat(20_000)}`;
  const tooLong = await marie.post(paths.completion(number), { body: long });
  assert.equal(tooLong.statusCode, 422);
  assert.ok(tooLong.body.includes(long));
  assert.match(tooLong.body, /20\s000 caractères au plus/);
  assert.deepEqual(await messagesOf(number), []);
  assert.ok((await marie.get(paths.ticket(number))).body.includes(long), 'kept for the next visit');
  const missing = await marie.post(paths.completion(number), {});
  assert.equal(missing.statusCode, 422);
});

test('« Oui » closes a resolved ticket', async () => {
  const number = await resolved();
  const sent = await marie.post(paths.confirmation(number), { _act: randomUUID() });
  assert.equal(sent.statusCode, 303);
  assert.match((await marie.follow(sent)).body, /est clôturée/);
  assert.equal((await rowOf(number)).state, 'closed');
  assert.deepEqual(await noticesOf(number), ['marie.dupont resolve', 'nadia.benali confirm']);
});

test('« Non » needs a reason, and sends the ticket back to its holder', async () => {
  const number = await resolved();
  const empty = await marie.post(paths.contestation(number), { body: '' });
  assert.equal(empty.statusCode, 422);
  assert.match(empty.body, /<details[^>]* open/);
  assert.equal((await rowOf(number)).state, 'resolved');
  const sent = await marie.post(paths.contestation(number), { body: 'Toujours coupé.' });
  assert.equal(sent.statusCode, 303);
  const row = await rowOf(number);
  assert.equal(row.state, 'in_progress');
  assert.equal(row.holder_id, (await viewer('nadia.benali')).id);
  assert.equal(row.outcome, null);
  assert.deepEqual((await messagesOf(number)).at(-1), {
    kind: 'contest',
    side: 'requester',
    body: 'Toujours coupé.',
  });
  assert.deepEqual(await noticesOf(number), ['marie.dupont resolve', 'nadia.benali contest']);
});

test('completing a resolved ticket leaves it resolved and asks again', async () => {
  const number = await resolved();
  const sent = await marie.post(paths.completion(number), { body: 'Merci, à surveiller.' });
  assert.match((await marie.follow(sent)).body, /reste résolue.: dites-nous ci-dessous/);
  assert.equal((await rowOf(number)).state, 'resolved');
});

test('cancelling asks before, then tells the holder', async () => {
  const number = await file();
  await takeTicket(site.db, await byNadia(number), start());
  const ask = await marie.get(paths.cancellation(number));
  assert.match(ask.body, /Oui, annuler la demande/);
  assert.match(ask.body, /Nadia BENALI, qui s’en occupe/);
  assert.equal((await rowOf(number)).state, 'in_progress');
  assert.equal((await marie.post(paths.cancellation(number))).statusCode, 303);
  assert.equal((await rowOf(number)).state, 'cancelled');
  assert.deepEqual(await noticesOf(number), ['marie.dupont take', 'nadia.benali cancel']);
  const again = await marie.get(paths.cancellation(number));
  assert.equal(again.headers.location, paths.ticket(number));
});

test('within 30 days, reopening or completing a closed ticket puts it back to work', async () => {
  const [one, two] = [await resolved(), await resolved()];
  for (const number of [one, two]) await marie.post(paths.confirmation(number));
  await at(start().add({ hours: 24 * 29 }), async (client) => {
    assert.equal((await client.post(paths.reopening(one), { body: 'Revenu.' })).statusCode, 303);
    const sent = await client.post(paths.completion(two), { body: 'Revenu aussi.' });
    assert.match((await client.follow(sent)).body, /la demande est rouverte/);
  });
  assert.equal((await rowOf(one)).state, 'in_progress');
  assert.equal((await rowOf(two)).state, 'in_progress');
  assert.equal((await messagesOf(one)).at(-1)?.kind, 'reopening');
});

test('completing later opens a new ticket linked to it, once, and both say so', async () => {
  const number = await resolved();
  await marie.post(paths.confirmation(number));
  await at(start().add({ hours: 24 * 31 }), async (client) => {
    const form = { body: 'Cela recommence.', _act: randomUUID() };
    const sent = await client.post(paths.completion(number), form);
    const again = await client.post(paths.completion(number), form);
    assert.equal(sent.statusCode, 303);
    assert.equal(again.headers.location, sent.headers.location);
    const back = await client.post(paths.completion(number), { ...form, _act: randomUUID() });
    assert.equal(back.headers.location, sent.headers.location, 'sent again after going back');
    const next = await client.follow(sent);
    assert.match(next.body, /a ouvert cette nouvelle demande/);
    assert.ok(next.body.includes(`href="${paths.ticket(number)}"`));
    const former = await client.get(paths.ticket(number));
    assert.match(former.body, /Se poursuit dans la/);
    assert.ok(former.body.includes(`href="${String(sent.headers.location)}"`));
    const created = Number(String(sent.headers.location).split('/').at(-1));
    const row = await rowOf(created);
    assert.equal(row.continues_number, number);
    assert.equal(row.description, 'Cela recommence.');
    assert.equal((await rowOf(number)).state, 'closed');
  });
});

test('completing a cancelled ticket opens a new one linked to it', async () => {
  const number = await file();
  await marie.post(paths.cancellation(number));
  const sent = await marie.post(paths.completion(number), { body: 'Finalement, si.' });
  assert.equal(sent.statusCode, 303);
  assert.notEqual(sent.headers.location, paths.ticket(number));
});

test('a ticket that continues one is told only to those who see both', async () => {
  const requesterId = (await viewer('marie.dupont')).id;
  const number = await fileTicket(site.db, { by: 'paul.martin', requesterId }, start());
  await marie.post(paths.cancellation(number));
  const sent = await marie.post(paths.completion(number), {
    body: 'Finalement, si, mais pour moi.',
  });
  const next = Number(String(sent.headers.location).split('/').at(-1));
  assert.equal((await paul.get(paths.ticket(next))).statusCode, 404);
  const told = async (client: Client) => (await client.get(paths.ticket(number))).body;
  assert.ok((await told(marie)).includes(`href="${paths.ticket(next)}"`));
  assert.doesNotMatch(await told(paul), new RegExp(`${String(next)}|Se poursuit`));
});

test('contesting too late tells who closed it and offers the same text for reopening', async () => {
  const number = await resolved();
  const closing = start().add({ hours: 24 * 15 });
  await closeTicket(site.db, number, closing);
  await at(closing.add({ hours: 1 }), async (client) => {
    const late = await client.post(paths.contestation(number), { body: 'Pas d’accord.' });
    assert.equal(late.statusCode, 409);
    assert.match(late.body, /La situation a changé entre-temps/);
    assert.match(late.body, /Le centre de services a clôturé la demande, le 08\/12\/2026/);
    assert.match(late.body, /id="reopening-texte"[^>]*>Pas d’accord\.<\/textarea>/);
    const personId = (await viewer('marie.dupont')).id;
    const draft = await findDraft(site.db, personId, `ticket:${String(number)}:reopening`);
    assert.deepEqual(draft?.content, { body: 'Pas d’accord.' });
    assert.equal(
      (await client.post(paths.reopening(number), { body: 'Pas d’accord.' })).statusCode,
      303,
    );
    assert.equal(await findDraft(site.db, personId, `ticket:${String(number)}:reopening`), null);
  });
  assert.equal((await messagesOf(number)).at(-1)?.body, 'Pas d’accord.');
});

test('contesting what an agent already reopened keeps the text as a completion', async () => {
  const number = await resolved();
  await reopenTicket(site.db, { ...(await byNadia(number)), body: 'Je reprends.' }, start());
  const late = await marie.post(paths.contestation(number), { body: 'Encore en panne.' });
  assert.equal(late.statusCode, 409);
  assert.match(late.body, /Nadia BENALI a rouvert la demande, le 23\/11\/2026 à 10:00/);
  assert.match(late.body, /id="completion-texte"[^>]*>Encore en panne\.<\/textarea>/);
});

test('confirming or cancelling what is already over says what happened and changes nothing', async () => {
  const number = await resolved();
  const late = await marie.post(paths.cancellation(number));
  assert.equal(late.statusCode, 409);
  assert.match(late.body, /n’a pas été annulée/);
  assert.match(late.body, /Nadia BENALI a résolu la demande/);
  await reopenTicket(site.db, { ...(await byNadia(number)), body: 'Je reprends.' }, start());
  assert.equal((await marie.post(paths.confirmation(number))).statusCode, 409);
  assert.equal((await rowOf(number)).state, 'in_progress');
});

test('what was already done from another window is said to be done, not refused', async () => {
  const [one, two] = [await resolved(), await file()];
  for (const path of [paths.confirmation(one), paths.cancellation(two)]) {
    assert.equal((await marie.post(path, { _act: randomUUID() })).statusCode, 303);
    const again = await marie.post(path, { _act: randomUUID() });
    assert.equal(again.statusCode, 409);
    assert.match(again.body, /La demande est déjà (clôturée|annulée)/);
    assert.doesNotMatch(again.body, /n’a pas été/);
  }
});

test('what oneself did in another window is told as well', async () => {
  const number = await resolved();
  await marie.post(paths.confirmation(number), { _act: randomUUID() });
  const late = await marie.post(paths.contestation(number), { body: 'Finalement, non.' });
  assert.equal(late.statusCode, 409);
  assert.match(late.body, /Marie DUPONT a confirmé la résolution, le 23\/11\/2026/);
  assert.match(late.body, /La demande est maintenant dans l’état/);
});

test('a form sent again with another text says so, and keeps it', async () => {
  const number = await file();
  const form = { _act: randomUUID() };
  await marie.post(paths.completion(number), { ...form, body: 'Premier.' });
  const second = await marie.post(paths.completion(number), { ...form, body: 'Second.' });
  assert.equal(second.statusCode, 409);
  assert.match(second.body, /Ce formulaire a déjà été envoyé, avec un autre texte/);
  assert.match(second.body, /id="completion-texte"[^>]*>Second\.<\/textarea>/);
  assert.ok(!second.body.includes(form._act), 'a new key to send it with');
});

test('nobody else can act on a ticket, nor learn that it exists', async () => {
  const number = await resolved();
  const acts = [paths.completion, paths.confirmation, paths.contestation, paths.reopening];
  for (const path of [...acts, paths.cancellation, paths.ticketDraft]) {
    const got = await paul.post(path(number), { body: 'Moi aussi.' });
    const none = await paul.post(path(999_999_998), { body: 'Moi aussi.' });
    assert.equal(got.statusCode, 404, path(number));
    assert.equal(got.body, none.body);
  }
  const nadia = await signedIn(site, 'nadia.benali');
  assert.equal((await nadia.post(paths.confirmation(number))).statusCode, 403);
  assert.equal((await nadia.post(paths.contestation(number), { body: 'Non.' })).statusCode, 403);
  assert.deepEqual(await actsOf(number), ['submit', 'resolve']);
});

test('a participant completes but neither confirms, contests nor cancels', async () => {
  const number = await resolved();
  const personId = (await viewer('paul.martin')).id;
  await site.db
    .insertInto('ticket_participant')
    .values({ ticket_number: number, person_id: personId, added_at: start() })
    .execute();
  const page = await paul.get(paths.ticket(number));
  assert.match(page.body, /Vous suivez cette demande/);
  assert.doesNotMatch(page.body, /Oui, c’est résolu|Annuler la demande/);
  const sent = await paul.post(paths.completion(number), { body: 'Vu aussi.' });
  assert.match((await paul.follow(sent)).body, /La demande reste résolue\.</);
  assert.equal((await paul.post(paths.confirmation(number))).statusCode, 403);
});

test('what continues a ticket whose requester has left is refused, explained and kept', async () => {
  const number = await file();
  const paulId = (await viewer('paul.martin')).id;
  const mariesId = (await viewer('marie.dupont')).id;
  await site.db
    .insertInto('ticket_participant')
    .values({ ticket_number: number, person_id: paulId, added_at: start() })
    .execute();
  await marie.post(paths.cancellation(number));
  await site.db.updateTable('person').set({ status: 'left' }).where('id', '=', mariesId).execute();
  try {
    const late = await paul.post(paths.completion(number), { body: 'Il en faudrait un autre.' });
    assert.equal(late.statusCode, 409);
    assert.match(late.body, /n’est plus dans l’annuaire/);
    assert.match(late.body, />Il en faudrait un autre\.<\/textarea>/);
  } finally {
    await site.db
      .updateTable('person')
      .set({ status: 'active' })
      .where('id', '=', mariesId)
      .execute();
  }
});

test('a draft is kept for its author, restored, thrown away, and goes with the act', async () => {
  const number = await file();
  const draftUrl = `${paths.ticketDraft(number)}?form=completion`;
  const saved = await marie.post(
    draftUrl,
    { body: 'Je voulais dire' },
    { accept: 'application/json' },
  );
  assert.equal(saved.statusCode, 200);
  const opened = await marie.get(paths.ticket(number));
  assert.match(opened.body, />Je voulais dire<\/textarea>/);
  assert.match(opened.body, /Brouillon du 23\/11\/2026 à 10:00 restauré/);
  const plain = await marie.post(draftUrl, { body: 'Je voulais dire mieux' });
  assert.equal(plain.statusCode, 303);
  assert.match((await marie.follow(plain)).body, />Je voulais dire mieux<\/textarea>/);
  const cleared = await marie.post(draftUrl, { body: 'Je voulais dire mieux', _effacer: 'oui' });
  assert.match((await marie.follow(cleared)).body, /Brouillon effacé/);
  assert.doesNotMatch((await marie.get(paths.ticket(number))).body, /Je voulais dire/);
  await marie.post(draftUrl, { body: 'Presque' });
  await marie.post(paths.completion(number), { body: 'Presque fini.' });
  const left = await site.db
    .selectFrom('draft')
    .select('place')
    .where('place', 'like', `ticket:${String(number)}%`)
    .execute();
  assert.deepEqual(left, []);
  assert.equal((await marie.post(`${paths.ticketDraft(number)}?form=autre`)).statusCode, 404);
});

test('an expired session keeps what was sent, for when its owner signs in again', async () => {
  const number = await file();
  const client = await signedIn(site, 'marie.dupont');
  const former = site.clock();
  site.clock.advance({ hours: 13 });
  const sent = await client.post(paths.completion(number), { body: 'Écrit trop tard.' });
  assert.equal(sent.statusCode, 303);
  assert.match(String(sent.headers.location), new RegExp(`retour=%2Fdemandes%2F${String(number)}`));
  const back = await signedIn(site, 'marie.dupont');
  assert.match((await back.get(paths.ticket(number))).body, />Écrit trop tard\.<\/textarea>/);
  site.clock.set(former);
});

/** A ticket on which Nadia asked something, at the present of the site. */
async function asked(): Promise<number> {
  const number = await file();
  const order = { ...(await byNadia(number)), question: 'Quel poste ?', items: [] };
  await askRequester(site.db, order, start());
  return number;
}

test('one click gives more time to answer: a new date, told on the page and in the thread, once', async () => {
  const number = await asked();
  await at(start().add({ hours: 24 }), async (marie) => {
    const before = (await marie.get(paths.ticket(number))).body;
    assert.match(before, /considérée comme résolue le 07\/12\/2026/);
    assert.match(before, /Il me faut plus de temps/);
    const actId = randomUUID();
    for (let n = 0; n < 2; n += 1) {
      const sent = await marie.post(paths.extension(number), { _act: actId });
      assert.equal(sent.statusCode, 303);
      assert.equal(sent.headers['location'], paths.ticket(number));
    }
    const after = (await marie.get(paths.ticket(number))).body;
    assert.match(after, /vous avez de nouveau 10 jours ouvrés pour répondre/);
    assert.match(after, /considérée comme résolue le 08\/12\/2026/);
    assert.match(after, /Marie DUPONT a demandé plus de temps pour répondre/);
    const nadia = await signedIn(site, 'nadia.benali');
    const team = (await nadia.get(paths.consoleTicket(number))).body;
    assert.match(team, /la demande sera résolue le 08\/12\/2026/);
    assert.match(team, /Marie DUPONT a demandé plus de temps pour répondre/);
  });
  assert.equal((await actsOf(number)).filter((act) => act === 'extend').length, 1);
});

test('more time asked for too late says so; nobody else can ask for it', async () => {
  const number = await asked();
  await completeTicket(
    site.db,
    { number, actor: await viewer('marie.dupont'), body: 'Voici.' },
    start(),
  );
  const late = await marie.post(paths.extension(number));
  assert.equal(late.statusCode, 409);
  assert.match(late.body, /Le délai pour répondre n’a pas été prolongé/);
  const paul = await signedIn(site, 'paul.martin');
  assert.equal((await paul.post(paths.extension(await asked()))).statusCode, 404);
});

test('« sans réponse » is told apart from an answer: lists, page, thread, console, search, print', async () => {
  const number = await asked();
  const later = start().add({ hours: 24 * 20 });
  await expireTicket(site.db, number, later);
  await runWaitingJobs(database, later);
  const words = 'sans réponse, clôture le';
  await at(later, async (marie) => {
    for (const path of [
      paths.ticket(number),
      paths.ticketPrint(number),
      paths.home({ etat: 'cloturees', q: String(number) }),
      paths.search({ q: 'réseau coupé' }),
    ]) {
      const { body } = await marie.get(path);
      assert.ok(body.includes(words), `${path} says it`);
    }
    const { body } = await marie.get(paths.ticket(number));
    assert.match(body, /a résolu la demande, faute de réponse/);
    const nadia = await signedIn(site, 'nadia.benali');
    for (const path of [
      paths.consoleTicket(number),
      paths.console({ vue: 'terminees', q: String(number) }),
    ]) {
      assert.ok((await nadia.get(path)).body.includes(words), `${path} says it`);
    }
  });
  const closing = later.add({ hours: 24 * 30 });
  await closeTicket(site.db, number, closing);
  await at(closing, async (marie) => {
    const { body } = await marie.get(paths.ticket(number));
    assert.match(body, /sans réponse, réouvrable jusqu’au/);
  });
});

test('what was resolved « sans réponse » and confirmed since is no longer said to be', async () => {
  const number = await asked();
  const later = start().add({ hours: 24 * 20 });
  await expireTicket(site.db, number, later);
  await at(later, async (marie) => {
    assert.equal((await marie.post(paths.confirmation(number))).statusCode, 303);
    const { body } = await marie.get(paths.ticket(number));
    assert.match(body, /réouvrable jusqu’au/);
    assert.doesNotMatch(body, /sans réponse/);
  });
});
