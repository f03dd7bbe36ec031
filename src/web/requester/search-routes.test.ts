import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Client, signedIn, type TestApp, testApp } from '../../../test/support/app.ts';
import { statementsOf } from '../../../test/support/statements.ts';
import { fileTicket, viewerNamed } from '../../../test/support/tickets.ts';
import { learnWords } from '../../domain/search/learn-words.ts';
import { releaseTicket } from '../../domain/tickets/release-ticket.ts';
import { replyToTicket } from '../../domain/tickets/reply-to-ticket.ts';
import { paths } from '../../paths.ts';

let site: TestApp;
let marie: Client;
let paul: Client;
let nadia: Client;
let number: number;
before(async () => {
  site = await testApp();
  marie = await signedIn(site, 'marie.dupont');
  paul = await signedIn(site, 'paul.martin');
  nadia = await signedIn(site, 'nadia.benali');
  number = await fileTicket(site.db, { subject: 'Zébulon clignote' }, site.clock());
  const actor = await viewerNamed(site.db, 'nadia.benali');
  await replyToTicket(site.db, { number, actor, body: 'Ma réponse est zinzoline.' }, site.clock());
  await learnWords(site.db, { number });
  await releaseTicket(site.db, { number, actor }, site.clock());
});
after(() => site.close());

const search = (client: Client, q: string) => client.get(paths.search({ q }));

test('a number in any spelling goes straight to the ticket', async () => {
  const text = String(number);
  const spaced = `${text.slice(0, 3)} ${text.slice(3)}`;
  for (const q of [text, `#${text}`, `n° ${spaced}`, ` N°${text} `, spaced]) {
    const answer = await search(marie, q);
    assert.equal(answer.statusCode, 303, q);
    assert.equal(answer.headers.location, paths.ticket(number), q);
  }
  assert.equal((await search(nadia, text)).headers.location, paths.consoleTicket(number));
});

test('the number of a ticket one may not see is like one that does not exist', async () => {
  const answer = await search(paul, String(number));
  const none = await search(paul, '999999');
  assert.equal(answer.statusCode, 200);
  assert.match(answer.body, /Rien ne correspond/);
  // Each page has another proof for its forms.
  const alike = (body: string, asked: string) =>
    body.replaceAll(asked, 'N').replaceAll(/name="_csrf" value="[^"]*"/g, '');
  assert.equal(alike(answer.body, String(number)), alike(none.body, '999999'));
});

test('words find tickets one may see only, natures and sheets', async () => {
  const mine = await search(marie, 'zebulon');
  assert.ok(mine.body.includes(`href="${paths.ticket(number)}"`));
  assert.ok(
    (await search(nadia, 'zebulon')).body.includes(`href="${paths.consoleTicket(number)}"`),
  );
  assert.doesNotMatch((await search(paul, 'zebulon')).body, /Zébulon|clignote/);
  const printer = await search(paul, 'imprimante');
  assert.match(printer.body, /href="\/natures\/imprimante"/);
  assert.match(printer.body, /href="\/faq\//);
});

test('wildcards are searched as they are typed', async () => {
  assert.doesNotMatch((await search(marie, '%%%%')).body, /Zébulon/);
  assert.doesNotMatch((await search(marie, 'Z_bulon')).body, /Zébulon/);
});

test('the words looked for are marked, in the message that has them too', async () => {
  const { body } = await search(marie, 'zebulons');
  assert.match(body, /<mark>Zébulon<\/mark> clignote/);
  const found = await search(nadia, 'réponse zinzoline');
  assert.match(found.body, /<mark>zinzoline<\/mark>/);
});

test('a misspelled word shows what was meant, and leads to what was typed', async () => {
  const { body } = await search(marie, 'zebuoln');
  assert.match(body, /Résultats pour «\u00a0zebulon\u00a0»/);
  assert.ok(body.includes(`href="${paths.ticket(number)}"`));
  const exact = paths.search({ q: 'zebuoln', exact: 1 });
  assert.ok(body.includes(`href="${exact.replaceAll('&', '&amp;')}"`));
  assert.match((await marie.get(exact)).body, /Rien ne correspond/);
  // Paul sees no such ticket: nothing tells him that the word exists.
  assert.doesNotMatch((await search(paul, 'zebuoln')).body, /zebulon/);
});

test('a word of the catalogue, of a sheet or of any sentence is not corrected by itself', async () => {
  const subject = 'La main, la suite, le câble, la page, la pose';
  for (const by of ['marie.dupont', 'paul.martin']) {
    await learnWords(site.db, { number: await fileTicket(site.db, { by, subject }, site.clock()) });
  }
  for (const client of [marie, paul]) {
    for (const q of ['mail', 'site', 'sites', 'table', 'paie', 'lien', 'chèque', 'porte']) {
      const { body } = await search(client, q);
      assert.doesNotMatch(body, /L’orthographe a été corrigée/, q);
      assert.ok(body.includes(`<h1>Résultats pour «\u00a0${q}\u00a0»`), q);
    }
  }
  assert.match((await search(marie, 'imprimmante')).body, /«\u00a0imprimante\u00a0»/);
  assert.match((await search(marie, 'souri')).body, /<mark>souris<\/mark>/);
  // Where it is asked for, or the word is long: words that few others look like.
  const near = (q: string) => paths.search({ q, proche: 1 });
  assert.match((await marie.get(near('mail'))).body, /«\u00a0main\u00a0»/);
  const { body } = await search(paul, 'serrure');
  assert.doesNotMatch(body, /L’orthographe a été corrigée/);
  assert.ok(body.includes(`href="${near('serrure').replace('&', '&amp;')}"`));
});

test('the form and the written filters make the same address', async () => {
  const fields = { nature: '', equipe: '', demandeur: 'dupont', 'pris-par': 'personne', au: '' };
  const form = { q: 'zébulon', etat: 'en-attente', ...fields, du: '2026-11-01' };
  const answer = await nadia.get(paths.search(form));
  const empty = `${paths.search(form)}&nature=&equipe=&au=`;
  const q = 'zébulon etat:en-attente demandeur:dupont pris-par:personne du:01/11/2026';
  assert.equal(answer.statusCode, 303);
  assert.equal(answer.headers.location, paths.search({ q }));
  assert.equal((await nadia.get(empty)).headers.location, paths.search({ q }));
  const { body } = await search(nadia, q);
  assert.ok(body.includes(`href="${paths.consoleTicket(number)}"`));
  assert.match(body, /<option value="en-attente" selected/);
  assert.match(body, /type="date" value="2026-11-01"/);
  assert.match(body, /value="zébulon"/);
});

test('what is late, or due before tonight, is found by its délai, which is written with its date', async () => {
  const { db, clock } = site;
  const late = await db
    .selectFrom('ticket')
    .select('number')
    .where('resolve_due_at', '<', clock())
    .where('requester_id', '=', (await viewerNamed(db, 'marie.dupont')).id)
    .execute();
  assert.ok(late.length > 0);
  const { body } = await search(marie, 'delai:en-retard');
  const found = [...body.matchAll(/class="result-head"><a [^>]*href="\/demandes\/(\d+)"/g)].map(
    ([, one]) => Number(one),
  );
  assert.deepEqual(found.toSorted(), late.map((one) => one.number).toSorted());
  assert.equal(body.match(/en retard de/g)?.length, late.length);
  assert.equal(body.match(/échéance le <time /g)?.length, late.length);
  assert.match(body, /<option value="en-retard" selected/);
  const today = await search(nadia, 'delai:aujourd’hui');
  assert.match(today.body, /<option value="aujourd-hui" selected/);
  assert.doesNotMatch(today.body, /en retard de/);
  assert.match(today.body, /échéance le <time /);
});

test('a filter that means nothing is told, with the possible ones, and the rest is searched', async () => {
  const { body } = await search(nadia, 'zébulon etat:bleu equippe:rouge');
  assert.match(body, /2 filtres n’ont pas été compris/);
  assert.match(body, /«\u00a0equippe:\u00a0» n’est pas un filtre.*pris-par/);
  assert.match(body, /en-cours/);
  assert.ok(body.includes(`href="${paths.consoleTicket(number)}"`));
  assert.doesNotMatch(
    (await search(marie, 'equippe:rouge')).body,
    /Filtres possibles[^<]*pris-par/,
  );
});

test('words around a colon that is no filter’s are searched like others', async () => {
  const { body } = await search(nadia, 'clignote:zébulon');
  assert.doesNotMatch(body, /pas été compris/);
  assert.ok(body.includes(`href="${paths.consoleTicket(number)}"`));
  const nothing = await search(marie, 'RE:introuvable');
  assert.ok(!nothing.body.includes(`href="${paths.ticket(number)}"`));
});

test('filters alone that find nothing are said, and no words are quoted', async () => {
  const { body } = await search(marie, 'etat:annulee du:01/01/2001 au:02/01/2001');
  assert.match(body, /Aucune demande ne correspond à ces filtres/);
  assert.doesNotMatch(body, /«\s*»/);
});

test('the closest kind comes first, each under its heading, the guide included', async () => {
  const ids = (body: string) =>
    [...body.matchAll(/<section class="section"[^>]* id="(\w+)"/g)].map(([, id]) => id);
  assert.equal(ids((await search(paul, 'imprimante')).body)[0] !== undefined, true);
  assert.ok(ids((await search(paul, 'brouillons conservés')).body).includes('aide'));
  assert.deepEqual(ids((await search(marie, 'zébulon etat:en-attente')).body), ['demandes']);
  assert.equal(ids((await search(marie, 'zébulon')).body)[0], 'demandes');
});

test('a word that few tickets have is not corrected; words close to it are looked for when asked', async () => {
  const { db, clock } = site;
  const slip = await fileTicket(db, { subject: 'Le farfadzet du couloir' }, clock());
  const right = await fileTicket(db, { subject: 'Un farfadet malicieux' }, clock());
  for (const one of [slip, right]) await learnWords(db, { number: one });
  const link = ({ body }: { body: string }, one: number) =>
    body.includes(`href="${paths.ticket(one)}"`);
  const typed = await search(marie, 'farfadzet');
  assert.ok(link(typed, slip) && !link(typed, right));
  const near = paths.search({ q: 'farfadzet', proche: 1 });
  assert.ok(typed.body.includes(`href="${near.replace('&', '&amp;')}"`));
  const found = await marie.get(near);
  assert.ok(link(found, right) && !link(found, slip));
  assert.match(found.body, /L’orthographe a été corrigée/);
  const none = await marie.get(paths.search({ q: 'zebulon', proche: 1 }));
  assert.ok(link(none, number));
  assert.match(none.body, /Aucun autre mot qui s’écrit presque ainsi/);
  // Paul sees neither ticket, and is told of no word of theirs.
  const other = await paul.get(near);
  assert.doesNotMatch(other.body, /malicieux|couloir|« farfadet »/);
});

test('every page leads to the search', async () => {
  const { body } = await marie.get(paths.home());
  assert.match(body, /<form class="site-search" action="\/recherche" method="get" role="search">/);
  assert.ok((await marie.get(paths.siteMap())).body.includes('href="/recherche"'));
  assert.doesNotMatch((await search(marie, 'zébulon')).body, /site-search/);
});

test('nothing asked asks what to search; a search costs a bounded number of statements', async () => {
  const empty = await marie.get(paths.search());
  assert.match(empty.body, /Que cherchez-vous/);
  assert.doesNotMatch(empty.body, /Rien ne correspond/);
  const cost = async (client: Client, q: string) => {
    return (await statementsOf(() => search(client, q))).length;
  };
  // The session with the bell, then one statement for the tickets.
  for (const client of [marie, nadia]) {
    await search(client, 'clignote');
    assert.equal(await cost(client, 'zebulon'), 2);
    // A misspelled word: what resembles it, then the tickets that have it.
    assert.equal(await cost(client, 'zebuoln'), 4);
    // Filters speak of natures and teams: these first.
    assert.equal(await cost(client, 'zebulon etat:en-attente'), 3);
  }
});
