import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  type Client,
  newClient,
  signedIn,
  type TestApp,
  testApp,
} from '../../../test/support/app.ts';
import { unescapeHtml } from '../../../test/support/forms.ts';
import { statementsOf } from '../../../test/support/statements.ts';
import { fileTicket, viewerNamed } from '../../../test/support/tickets.ts';
import { addAnnouncement } from '../../domain/announcements/add-announcement.ts';
import { replyToTicket } from '../../domain/tickets/reply-to-ticket.ts';
import { resolveTicket } from '../../domain/tickets/resolve-ticket.ts';
import { takeTicket } from '../../domain/tickets/take-ticket.ts';
import { paths } from '../../paths.ts';

let site: TestApp;
let marie: Client;
before(async () => {
  site = await testApp();
  marie = await signedIn(site, 'marie.dupont');
});
after(() => site.close());

async function home(query: Record<string, string | number> = {}, client = marie): Promise<string> {
  const response = await client.get(paths.home(query));
  assert.equal(response.statusCode, 200);
  return unescapeHtml(response.body);
}

/** The numbers of the table, in its order. */
const numbersOf = (page: string): number[] =>
  [
    ...page.matchAll(/<th scope="row"[^>]*>(?:<div class="cell">)?<a href="\/demandes\/(\d+)"/g),
  ].map(([, n]) => Number(n));

/** The line of one ticket. */
function lineOf(page: string, number: number): string {
  const lines = page.match(/<tr [\s\S]*?<\/tr>/g) ?? [];
  return lines.find((line) => line.includes(`href="/demandes/${String(number)}"`)) ?? '';
}

const countsOf = (page: string): string[] =>
  [...page.matchAll(/<span>([^<]+)<span class="count"> \((\d+)\)/g)].map(
    ([, label, count]) => `${String(label)} (${String(count)})`,
  );

test('the page greets by name, with courriel, affectation, site and address', async () => {
  const page = await home();
  assert.match(page, /<h1>Bonjour, Marie Dupont<\/h1>/);
  assert.match(
    page,
    /\(marie\.dupont@[^)]+\) – Division des examens et concours, Siège, hôtel des Tilleuls – 12 place des Tilleuls/,
  );
});

test('the catalogue is there, family by family, each nature a link', async () => {
  const page = await home();
  for (const words of ['Assistance', 'Logicielle', 'Matérielle', 'Services', 'Informatique']) {
    assert.ok(page.includes(words), words);
  }
  assert.ok(page.includes('<a href="/natures/hebergement-site-web">Hébergement site web</a>'));
  assert.ok(page.includes('Électricité, plomberie, menuiserie…'));
  assert.ok(page.includes('href="/demandes/nouvelle?nature=je-ne-sais-pas"'));
  assert.match(page, /<form class="search[^>]*action="\/assistance" method="get"/);
});

test('without a tab all live tickets show; each tab says how many it holds and narrows to them', async () => {
  const page = await home();
  assert.deepEqual(countsOf(page), [
    'En attente (3)',
    'En cours (2)',
    'À compléter (1)',
    'Clôturées (3)',
  ]);
  assert.equal(numbersOf(page).length, 6);
  const tabs = /<nav class="tabs"[\s\S]*?<\/nav>/.exec(page)?.[0] ?? '';
  assert.match(tabs, /En attente/);
  assert.doesNotMatch(tabs, /aria-current/);
  for (const [tab, count] of [
    ['en-attente', 3],
    ['en-cours', 2],
    ['a-completer', 1],
    ['cloturees', 3],
  ] as const) {
    const narrowed = await home({ etat: tab });
    assert.equal(numbersOf(narrowed).length, count, tab);
    assert.match(narrowed, new RegExp(`etat=${tab}[^"]*#mes-demandes" aria-current="page"`));
  }
});

test('values that mean nothing in the address are as if they were not there', async () => {
  const usual = numbersOf(await home());
  assert.equal(usual.length, 6);
  const wrong = { etat: 'toutes', tri: '-rien', taille: 7, page: '-2', autre: 'x' };
  assert.deepEqual(numbersOf(await home(wrong)), usual);
  assert.deepEqual(numbersOf(await home({ page: 999 })), usual);
  assert.deepEqual(numbersOf(await home({ etat: '__proto__', tri: 'constructor' })), usual);
  assert.equal((await marie.get('/?etat=en-cours&etat=cloturees')).statusCode, 200);
});

test('every column sorts both ways, and the rest of the address is kept', async () => {
  const columns = ['numero', 'nature', 'date', 'equipe', 'pris-par', 'delai', 'etat'];
  for (const sort of columns) {
    const up = numbersOf(await home({ tri: sort }));
    const down = numbersOf(await home({ tri: `-${sort}` }));
    assert.equal(up.length, 6);
    assert.deepEqual(down, up.toReversed(), sort);
  }
  const page = await home({ etat: 'en-attente', tri: 'nature', taille: 30 });
  assert.match(
    page,
    /aria-sort="ascending"[^>]*><a class="sort-link" href="\/\?etat=en-attente&tri=-nature&taille=30#/,
  );
  const names = [...page.matchAll(/<div class="cell-lines"><span>([^<]+)/g)].map(
    ([, name = '']) => name,
  );
  assert.equal(names.length, 3);
  assert.deepEqual(names, names.toSorted(new Intl.Collator('fr').compare));
});

test('pages of 15, numbered, with the way on kept in the links', async () => {
  const paul = await signedIn(site, 'paul.martin');
  const before = numbersOf(await home({ taille: 100 }, paul)).length;
  for (let n = before; n < 33; n++) {
    await fileTicket(site.db, { by: 'paul.martin', subject: `Série ${String(n)}` }, site.clock());
  }
  const first = await home({}, paul);
  assert.equal(numbersOf(first).length, 15);
  assert.match(first, /1 à 15 sur 33 demandes/);
  const last = await home({ page: 3 }, paul);
  assert.equal(numbersOf(last).length, 3);
  assert.match(last, /href="\/\?page=2#mes-demandes" rel="prev"/);
  const all = [first, await home({ page: 2 }, paul), last].flatMap(numbersOf);
  assert.equal(new Set(all).size, 33);
  assert.equal(numbersOf(await home({ taille: 50 }, paul)).length, 33);
});

test('the search in the table finds by number in any spelling, nature, subject, text, holder and team', async () => {
  const number = await fileTicket(
    site.db,
    { subject: 'Tableau introuvable', description: 'Il était rangé sous le ficus.' },
    site.clock(),
  );
  const nadia = await viewerNamed(site.db, 'nadia.benali');
  await takeTicket(site.db, { number, actor: nadia }, site.clock());
  const spaced = `n° ${String(number).slice(0, 3)} ${String(number).slice(3)}`;
  for (const text of [
    String(number),
    `#${String(number)}`,
    spaced,
    'TABLEAU introuvable',
    'ficus tableaux',
    'ficus',
    'sous le fic',
    'ableau introu',
    'rangés ficus',
  ]) {
    assert.deepEqual(numbersOf(await home({ q: text })), [number], text);
  }
  for (const text of [
    'reseau et wi-fi',
    'bénali',
    'system-reseau',
    'Nadia BENALI',
    'benali nadia',
    'be',
  ]) {
    assert.ok(numbersOf(await home({ q: text })).includes(number), text);
  }
  const none = await home({ q: 'rien <b>de</b> tel %' });
  assert.match(none, /Aucune demande/);
  assert.ok(none.includes('rien <b>de</b> tel %'));
  assert.match(none, /Voir toutes vos demandes/);
  const closed = 'Chercher dans les demandes clôturées';
  assert.ok(none.includes('href="/?etat=cloturees&q=rien+'));
  assert.ok(none.includes(closed), 'a ticket that is over is not in the list one starts from');
  const noneClosed = await home({ q: 'rien de tel', etat: 'cloturees' });
  assert.match(noneClosed, /Aucune demande/);
  assert.ok(!noneClosed.includes(closed));
});

test('somebody without a ticket reads « Aucune demande » and what to do', async () => {
  const { id } = await viewerNamed(site.db, 'odile.garnier');
  const own = await site.db
    .selectFrom('ticket')
    .select('number')
    .where((eb) => eb.or([eb('requester_id', '=', id), eb('submitted_by_id', '=', id)]))
    .execute();
  assert.deepEqual(own, [], 'the world gave her one: choose somebody else');
  const page = await home({}, await signedIn(site, 'odile.garnier'));
  assert.match(page, /Aucune demande/);
  assert.match(page, /Pour en déposer une/);
});

test('a reply not read yet is marked in words until the ticket is opened', async () => {
  const number = await fileTicket(site.db, {}, site.clock());
  assert.doesNotMatch(lineOf(await home(), number), /Non lu/);
  const nadia = await viewerNamed(site.db, 'nadia.benali');
  await replyToTicket(site.db, { number, actor: nadia, body: 'Nous regardons.' }, site.clock());
  const line = lineOf(await home(), number);
  assert.match(line, /data-state="unread"/);
  assert.match(line, /Non lu/);
  assert.match(line, /BENALI Nadia/);
  await marie.get(paths.ticket(number));
  assert.doesNotMatch(lineOf(await home(), number), /Non lu/);
});

test('a ticket for somebody else says for whom; one followed as a participant says so', async () => {
  const paul = await viewerNamed(site.db, 'paul.martin');
  const forPaul = await fileTicket(site.db, { requesterId: paul.id }, site.clock());
  assert.match(lineOf(await home(), forPaul), /pour MARTIN Paul/);
  const lucie = await signedIn(site, 'lucie.moreau');
  const followed = await fileTicket(site.db, {}, site.clock());
  const { id } = await viewerNamed(site.db, 'lucie.moreau');
  await site.db
    .insertInto('ticket_participant')
    .values({ ticket_number: followed, person_id: id, added_at: site.clock() })
    .execute();
  assert.match(lineOf(await home({ q: String(followed) }, lucie), followed), /Vous participez/);
  const paulsPage = await home({ q: String(forPaul) }, await signedIn(site, 'paul.martin'));
  assert.match(lineOf(paulsPage, forPaul), /déposée pour vous/);
});

test('a resolved ticket asks « est-ce bon ? »: « Oui » closes it', async () => {
  const number = await fileTicket(site.db, { by: 'paul.martin' }, site.clock());
  const nadia = await viewerNamed(site.db, 'nadia.benali');
  await resolveTicket(site.db, { number, actor: nadia, body: 'C’est réparé.' }, site.clock());
  const paul = await signedIn(site, 'paul.martin');
  const page = await home({}, paul);
  assert.match(page, /demandes? résolues?\u00a0: est-ce bon/);
  assert.ok(page.includes(`action="${paths.confirmation(number)}"`));
  assert.ok(page.includes(`href="${paths.contestation(number)}"`));
  const answer = await paul.post(paths.confirmation(number), { _act: crypto.randomUUID() });
  assert.equal(answer.statusCode, 303);
  const { state } = await site.db
    .selectFrom('ticket')
    .select('state')
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  assert.equal(state, 'closed');
  assert.ok(!(await home({}, paul)).includes(`action="${paths.confirmation(number)}"`));
  assert.equal((await paul.get(paths.contestation(number))).statusCode, 200);
});

test('messages show while they last, the most serious first, and are never interpreted', async () => {
  const news = { actorId: null, level: 'incident', position: 0 } as const;
  const startsAt = site.clock().subtract({ hours: 1 });
  const over = { startsAt, endsAt: site.clock().subtract({ minutes: 1 }) };
  await addAnnouncement(
    site.db,
    { ...news, title: 'Coupure <b>générale</b>', body: '- un\n- deux', startsAt, endsAt: null },
    site.clock(),
  );
  await addAnnouncement(site.db, { ...news, title: 'Finie', body: 'x', ...over }, site.clock());
  const { body } = await marie.get(paths.home());
  assert.ok(body.includes('Coupure &lt;b>générale'));
  assert.match(body, /<li>un<\/li><li>deux<\/li>/);
  assert.doesNotMatch(body, /Finie/);
  assert.ok(body.indexOf('Coupure') < body.indexOf('Impressions plus lentes'));
});

test('the page costs one statement whatever it holds', async () => {
  const paul = await signedIn(site, 'paul.martin');
  for (const client of [marie, paul]) {
    // The first one learns who it is.
    await client.get(paths.home());
    const statements = await statementsOf(() => client.get(paths.home({ taille: 100 })));
    assert.equal(statements.length, 1, statements.join('\n'));
  }
});

test('the home page sends those not signed in to the way in', async () => {
  const response = await newClient(site).get(paths.home({ etat: 'en-cours' }));
  assert.equal(response.statusCode, 303);
  assert.match(response.headers.location ?? '', /^\/connexion/);
});

test('whoever reads English gets the same pages in English', async () => {
  const { id } = await viewerNamed(site.db, 'hugo.petit');
  await site.db.updateTable('person').set({ language: 'en' }).where('id', '=', id).execute();
  const hugo = await signedIn(site, 'hugo.petit');
  for (const [path, words] of [
    [paths.home(), 'Hello, Hugo Petit'],
    [paths.assistance(), 'Something does not work'],
    [paths.category('messagerie'), 'What it is for'],
    [paths.newTicket({ nature: 'messagerie' }), 'Are you unable to work?'],
  ] as const) {
    const { body } = await hugo.get(path);
    assert.ok(body.includes(words), words);
    assert.match(body, /<html lang="en"/);
  }
});
