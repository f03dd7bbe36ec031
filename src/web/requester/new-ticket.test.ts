import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type Client, signedIn, type TestApp, testApp } from '../../../test/support/app.ts';
import { formFields, formSource, unescapeHtml } from '../../../test/support/forms.ts';
import { naughtyStringsAbsent, readNaughtyStrings } from '../../../test/support/naughty-strings.ts';
import { statementsOf } from '../../../test/support/statements.ts';
import { viewerNamed } from '../../../test/support/tickets.ts';
import { findCategoryBySlug } from '../../domain/catalogue/catalogue-queries.ts';
import { findDraft, saveDraft } from '../../domain/drafts/drafts.ts';
import { enablePerson } from '../../domain/people/change-status.ts';
import { closeAccount } from '../../domain/tickets/close-account.ts';
import { paths } from '../../paths.ts';
import { cleanText, isBlank } from '../../platform/text/clean.ts';
import { formatTime } from '../../platform/text/dates.ts';

let site: TestApp;
before(async () => {
  site = await testApp();
});
after(() => site.close());

/** A fresh browser for each test: some of them move the clock past the end of a session. */
const marie = (): Promise<Client> => signedIn(site, 'marie.dupont');
const mail = paths.newTicket({ nature: 'messagerie' });

type Fields = Record<string, string>;

/** What Marie types in a form, over what it holds when it opens. */
const typed = (more: Fields = {}): Fields => ({
  nature: 'messagerie',
  cle: randomUUID(),
  objet: `Boîte pleine ${randomUUID()}`,
  description: 'Plus aucun courriel n’arrive.\nDepuis ce matin.',
  bloque: 'gene',
  touche: 'moi',
  site: '',
  bureau: '214',
  telephone: '05 36 49 12 04',
  pour: '',
  cherche: '',
  ...more,
});

const numberIn = (location: string | undefined): number =>
  Number(/^\/demandes\/(\d+)\/recapitulatif$/.exec(location ?? '')?.[1]);

async function send(client: Client, fields: Fields): Promise<number> {
  const response = await client.post(paths.newTicket(), fields);
  assert.equal(response.statusCode, 303, response.body);
  return numberIn(response.headers.location);
}

const readRow = (number: number) =>
  site.db
    .selectFrom('ticket')
    .innerJoin('team', 'team.id', 'ticket.team_id')
    .select([
      'ticket.subject',
      'ticket.description',
      'ticket.phone',
      'ticket.room',
      'ticket.priority',
      'ticket.state',
      'ticket.requester_id',
      'ticket.submitted_by_id',
      'team.code',
    ])
    .where('number', '=', number)
    .executeTakeFirstOrThrow();

const ticketsNamed = (subject: string) =>
  site.db.selectFrom('ticket').select('number').where('subject', '=', subject).execute();

async function draftOf(login: string, slug: string) {
  const { id } = await viewerNamed(site.db, login);
  return findDraft(site.db, id, `new-ticket:${slug}`);
}

test('a ticket that is filed reaches the team of its nature, with one event and one job', async () => {
  const client = await marie();
  const fields = typed();
  const number = await send(client, fields);
  const row = await readRow(number);
  assert.equal(row.code, 'SYSTEM-RESEAU');
  assert.equal(row.state, 'awaiting');
  assert.equal(row.subject, fields['objet']);
  assert.equal(row.description, fields['description']);
  const events = await site.db
    .selectFrom('ticket_event')
    .select('act')
    .where('ticket_number', '=', number)
    .execute();
  assert.deepEqual(events, [{ act: 'submit' }]);
  const jobs = await site.pool.query(
    "select 1 from graphile_worker._private_jobs where payload->>'number' = $1",
    [String(number)],
  );
  assert.equal(jobs.rowCount, 1);
});

test('the recap gives number, team, délai, what happens next and how to add something', async () => {
  const client = await marie();
  const number = await send(client, typed({ description: 'Voir https://exemple.fr/aide.' }));
  const { body } = await client.get(paths.ticketSubmitted(number));
  for (const words of [
    `data-copy-text-value="${String(number)}"`,
    'SYSTEM-RESEAU (Systèmes, réseaux et messagerie)',
    'Prise en charge avant le 23/11/2026 à 15:00, résolution visée avant le 25/11/2026 à 10:00.',
    'Et maintenant',
    `href="${paths.completion(number)}"`,
    `href="${paths.ticket(number)}"`,
    'href="https://exemple.fr/aide"',
  ]) {
    assert.ok(body.includes(words), `${words} is missing`);
  }
  assert.match(body, /Êtes-vous bloqué.\?<\/dt>\s*<dd[^>]*>Gêné</);
  assert.match(body, /Qui est touché.\?<\/dt>\s*<dd[^>]*>Moi</);
  const service = await send(client, typed({ nature: 'conseil' }));
  const recap = (await client.get(paths.ticketSubmitted(service))).body;
  assert.doesNotMatch(recap, /Êtes-vous bloqué|Qui est touché/);
});

test('a recap exists for those who see the ticket only, and not for a malformed number', async () => {
  const number = await send(await marie(), typed());
  const paul = await signedIn(site, 'paul.martin');
  for (const path of [paths.ticketSubmitted(number), '/demandes/01x/recapitulatif']) {
    assert.equal((await paul.get(path)).statusCode, 404, path);
  }
});

test('the answers about a problem decide its priority, and a service asks nothing', async () => {
  const client = await marie();
  const urgent = await send(client, typed({ bloque: 'oui', touche: 'site' }));
  assert.equal((await readRow(urgent)).priority, 'urgent');
  const page = (await client.get(paths.newTicket({ nature: 'conseil' }))).body;
  assert.doesNotMatch(page, /name="bloque"/);
  assert.match(page, /Demander un service/);
  const service = await send(client, typed({ nature: 'conseil', bloque: 'oui', touche: 'site' }));
  assert.equal((await readRow(service)).priority, 'normal');
});

test('a form to correct comes back with everything typed, a summary and each field tied to its error', async () => {
  const client = await marie();
  const fields = typed({
    objet: ' ',
    bloque: '',
    bureau: 'x'.repeat(61),
    description: '  <b>&amp;',
  });
  const response = await client.post(paths.newTicket(), fields);
  assert.equal(response.statusCode, 422);
  const again = formFields(response.body, paths.newTicket());
  for (const name of ['objet', 'description', 'touche', 'bureau', 'telephone', 'cle', 'nature']) {
    assert.equal(again[name], fields[name], name);
  }
  assert.match(response.body, /3 points sont à corriger/);
  for (const name of ['objet', 'bloque', 'bureau']) {
    assert.ok(response.body.includes(`href="#${name}"`), `no link to ${name}`);
    assert.ok(response.body.includes(`id="${name}"`), `nothing to land on for ${name}`);
  }
  assert.match(response.body, /<title>Erreur/);
  const draft = await draftOf('marie.dupont', 'messagerie');
  assert.equal(draft?.content['description'], fields['description']);
  await send(client, { ...again, objet: 'Corrigé', bloque: 'non', bureau: '12' });
  assert.equal(await draftOf('marie.dupont', 'messagerie'), null);
});

test('a form sent twice, or many times at once, makes one ticket', async () => {
  const client = await marie();
  const fields = typed();
  const first = await send(client, fields);
  assert.equal(await send(client, fields), first);
  const other = typed();
  const numbers = await Promise.all(Array.from({ length: 6 }, () => send(client, other)));
  assert.equal(new Set(numbers).size, 1);
  assert.equal((await ticketsNamed(other['objet'] ?? '')).length, 1);
});

test('a draft that arrives after its form was sent is dropped, and never lends its key to another need', async () => {
  const client = await marie();
  const fields = typed({ nature: 'bureautique' });
  const first = await send(client, fields);
  const json = { accept: 'application/json' };
  await client.post(paths.newTicketDraft(), fields, json);
  assert.equal(await draftOf('marie.dupont', 'bureautique'), null);
  const { id: personId } = await viewerNamed(site.db, 'marie.dupont');
  const place = 'new-ticket:bureautique';
  await saveDraft(site.db, { personId, place, content: fields }, site.clock());
  const page = await client.get(paths.newTicket({ nature: 'bureautique' }));
  assert.ok(!page.body.includes(fields['cle'] ?? 'no key'));
  assert.ok(!page.body.includes(fields['objet'] ?? 'no subject'));
  const other = { ...fields, description: 'Autre chose, écrit après être revenu en arrière.' };
  await client.post(paths.newTicketDraft(), other, json);
  const again = formFields(
    (await client.get(paths.newTicket({ nature: 'bureautique' }))).body,
    paths.newTicket(),
  );
  assert.equal(again['description'], other.description);
  assert.notEqual(again['cle'], fields['cle']);
  assert.notEqual(await send(client, { ...again, bloque: 'non', touche: 'moi' }), first);
});

test('the same words sent again from a fresh form are the same ticket, until they can be another need', async () => {
  const client = await marie();
  const fields = typed();
  const first = await send(client, fields);
  const again = { ...fields, cle: randomUUID() };
  await client.post(paths.newTicketDraft(), again, { accept: 'application/json' });
  assert.equal(await send(client, again), first);
  assert.equal(await draftOf('marie.dupont', 'messagerie'), null, 'nothing is left to be sent');
  site.clock.advance({ minutes: 11 });
  assert.notEqual(await send(client, { ...fields, cle: randomUUID() }), first);
});

test('a form sent again with other words is neither lost nor sent: it says which ticket it had opened', async () => {
  const client = await marie();
  const fields = typed();
  const first = await send(client, fields);
  const changed = { ...fields, description: 'Autre chose, après être revenu en arrière.' };
  const response = await client.post(paths.newTicket(), changed);
  assert.equal(response.statusCode, 409);
  assert.ok(response.body.includes(`href="${paths.completion(first)}"`));
  const again = formFields(response.body, paths.newTicket());
  assert.equal(again['description'], changed.description);
  assert.notEqual(again['cle'], fields['cle']);
  assert.notEqual(await send(client, again), first);
});

test('the same words for another room, or another answer, are another need', async () => {
  const client = await marie();
  const fields = typed();
  const first = await send(client, fields);
  const fresh = { ...fields, cle: randomUUID(), bureau: 'C 12' };
  const second = await send(client, fresh);
  assert.notEqual(second, first);
  assert.equal(await send(client, { ...fresh, cle: randomUUID() }), second);
  const changed = await client.post(paths.newTicket(), { ...fields, bloque: 'oui' });
  assert.equal(
    changed.statusCode,
    409,
    'the answer changed after going back is not lost in silence',
  );
  assert.ok(changed.body.includes(`href="${paths.completion(first)}"`));
  const again = formFields(changed.body, paths.newTicket());
  assert.notEqual(await send(client, { ...again, bloque: 'oui', touche: 'moi' }), first);
});

test('a key that is not one counts for nothing', async () => {
  const client = await marie();
  assert.ok((await send(client, typed({ cle: "' or 1=1" }))) > 0);
});

test('what a session too old carried waits for its author, and for nobody else', async () => {
  const client = await marie();
  const fields = typed({ nature: 'bureautique' });
  site.clock.advance({ hours: 3 });
  const refused = await client.post(paths.newTicket(), fields);
  assert.equal(refused.statusCode, 303);
  assert.match(refused.headers.location ?? '', /^\/connexion\?retour=/);
  assert.deepEqual(await ticketsNamed(fields['objet'] ?? ''), []);
  const address = paths.newTicket({ nature: 'bureautique' });
  assert.equal(
    new URL(refused.headers.location ?? '', 'http://x').searchParams.get('retour'),
    address,
  );
  const back = await marie();
  const page = (await back.get(address)).body;
  const again = formFields(page, paths.newTicket());
  assert.equal(again['objet'], fields['objet']);
  assert.equal(again['description'], fields['description']);
  assert.equal(again['cle'], fields['cle']);
  assert.match(page, /Brouillon du .* restauré/);
  const paul = await signedIn(site, 'paul.martin');
  const other = formFields((await paul.get(address)).body, paths.newTicket());
  assert.equal(other['objet'], '');
});

test('a nature that does not exist is not found, on the page, the form and the draft', async () => {
  const client = await marie();
  const none = typed({ nature: 'nulle-part' });
  assert.equal((await client.get(paths.newTicket({ nature: 'nulle-part' }))).statusCode, 404);
  assert.equal((await client.post(paths.newTicket(), none)).statusCode, 404);
  assert.equal((await client.post(paths.newTicketDraft(), none)).statusCode, 404);
});

test('without a nature one is asked for, and what was typed in the search follows', async () => {
  const client = await marie();
  const page = (await client.get(paths.newTicket({ objet: 'Écran noir' }))).body;
  const next = paths.newTicket({ nature: 'messagerie', objet: 'Écran noir' });
  assert.ok(unescapeHtml(page).includes(`href="${next}"`));
  const form = formFields((await client.get(next)).body, paths.newTicket());
  assert.equal(form['objet'], 'Écran noir');
});

test('a subject is one line, whoever sends it', async () => {
  const client = await marie();
  const sent = await client.post(
    paths.newTicket(),
    typed({ objet: 'Écran\r\n noir', bureau: 'B\n2' }),
  );
  const number = Number(/(\d{6})/.exec(String(sent.headers.location))?.[1]);
  const { subject, room } = await site.db
    .selectFrom('ticket')
    .select(['subject', 'room'])
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  assert.deepEqual([subject, room], ['Écran noir', 'B 2']);
});

test('a subject of a hundred thousand spaces is refused at once, and holds nobody up', async () => {
  const spaces = `a${' '.repeat(99_998)}b`;
  const client = await marie();
  const before = performance.now();
  const sent = await client.post(
    paths.newTicket(),
    typed({ objet: spaces, bureau: spaces, telephone: spaces }),
  );
  assert.equal(sent.statusCode, 422);
  assert.ok(performance.now() - before < 2000);
});

test('a draft is kept as one types, restored, told on the home page, and forgotten on demand', async () => {
  const client = await marie();
  const fields = typed({ nature: 'imprimante', objet: 'Bourrage', description: '' });
  const kept = await client.post(paths.newTicketDraft(), fields, { accept: 'application/json' });
  assert.equal(kept.statusCode, 200);
  assert.deepEqual(kept.json(), { savedAt: formatTime(site.clock()) });
  const address = paths.newTicket({ nature: 'imprimante' });
  const page = (await client.get(address)).body;
  assert.equal(formFields(page, paths.newTicket())['objet'], 'Bourrage');
  assert.match(page, /Brouillon du 23\/11\/2026 à .* restauré/);
  assert.match(page, /Effacer le brouillon/);
  const home = unescapeHtml((await client.get(paths.home())).body);
  assert.ok(home.includes('Imprimante\u00a0: «\u00a0Bourrage\u00a0»'));
  assert.ok(home.includes(`href="${address}"`));
  const cleared = await client.post(paths.newTicketDraft(), { ...fields, _effacer: 'oui' });
  assert.equal(cleared.headers.location, address);
  assert.equal(await draftOf('marie.dupont', 'imprimante'), null);
});

test('a form sent from one window leaves the draft written in another', async () => {
  const client = await marie();
  const [one, two] = [typed({ nature: 'copieur' }), typed({ nature: 'copieur' })];
  const json = { accept: 'application/json' };
  for (const fields of [one, two]) await client.post(paths.newTicketDraft(), fields, json);
  await send(client, one);
  assert.equal((await draftOf('marie.dupont', 'copieur'))?.content['objet'], two['objet']);
  await send(client, two);
  assert.equal(await draftOf('marie.dupont', 'copieur'), null);
});

test('without a script a button keeps the draft; a form with nothing of one’s own is none', async () => {
  const client = await marie();
  const fields = typed({ nature: 'imprimante' });
  const kept = await client.post(paths.newTicketDraft(), fields);
  assert.equal(kept.statusCode, 303);
  assert.match((await client.follow(kept)).body, /Brouillon enregistré/);
  const nothing = { ...fields, objet: '', description: ' ' };
  await client.post(paths.newTicketDraft(), nothing);
  assert.equal(await draftOf('marie.dupont', 'imprimante'), null);
});

test('changing nature carries everything typed, the key included, and moves the draft', async () => {
  const client = await marie();
  const fields = typed({ nature: 'copieur' });
  await client.post(paths.newTicketDraft(), fields);
  const moved = await client.post(paths.newTicketDraft(), { ...fields, _changer: 'imprimante' });
  assert.equal(moved.headers.location, paths.newTicket({ nature: 'imprimante' }));
  const page = (await client.follow(moved)).body;
  const { _fenetre, _ouvert, ...again } = formFields(page, paths.newTicket());
  assert.ok(_fenetre && _ouvert, 'a window of its own, opened on what was kept');
  assert.deepEqual(
    { ...again, nature: '', _csrf: '', autre: '' },
    { ...fields, nature: '', _csrf: '', autre: '', _form: '' },
  );
  assert.match(page, /tout ce que vous avez écrit est conservé/);
  assert.equal(await draftOf('marie.dupont', 'copieur'), null);
  const chosen = { ...again, _changer: '', autre: 'je-ne-sais-pas' };
  const unknown = await client.follow(await client.post(paths.newTicketDraft(), chosen));
  assert.match(unknown.body, /TRIAGE/);
  assert.equal(formFields(unknown.body, paths.newTicket())['objet'], fields['objet']);
});

test('a draft already begun under the other nature is not lost: the two change places', async () => {
  const client = await marie();
  await client.post(paths.newTicketDraft(), typed({ nature: 'telephone-fixe', objet: 'Ancien' }));
  const fields = typed({ nature: 'telephone-mobile', objet: 'Nouveau' });
  const moved = await client.post(paths.newTicketDraft(), {
    ...fields,
    _changer: 'telephone-fixe',
  });
  const page = await client.follow(moved);
  assert.equal(formFields(page.body, paths.newTicket())['objet'], 'Nouveau');
  assert.match(page.body, /se trouve maintenant sous/);
  const other = await draftOf('marie.dupont', 'telephone-mobile');
  assert.equal(other?.content['objet'], 'Ancien');
});

test('a ticket is filed for somebody else: their name is looked for, chosen, and everything kept', async () => {
  const client = await marie();
  const paul = await viewerNamed(site.db, 'paul.martin');
  const fields = typed({ pour: 'martin paul' });
  const early = await client.post(paths.newTicket(), fields);
  assert.equal(early.statusCode, 422, 'a name nobody chose is not enough');
  assert.match(early.body, /Choisissez la personne dans la liste/);
  const looked = await client.post(paths.newTicketDraft(), { ...fields, _chercher: 'oui' });
  assert.equal(looked.headers.location, `${mail}#pour`);
  const page = (await client.get(mail)).body;
  const again = formFields(page, paths.newTicket());
  assert.equal(again['objet'], fields['objet']);
  assert.equal(again['pour'], 'martin paul');
  assert.ok(formSource(page, paths.newTicket()).includes(`value="${String(paul.id)}"`));
  const number = await send(client, { ...again, personne: String(paul.id) });
  const row = await readRow(number);
  assert.equal(row.requester_id, paul.id);
  assert.equal(
    (await (await signedIn(site, 'paul.martin')).get(paths.ticket(number))).statusCode,
    200,
  );
  const recap = (await client.get(paths.ticketSubmitted(number))).body;
  assert.match(recap, /MARTIN Paul/);
});

test('a name typed after the choice must be chosen again, and « Moi-même » is a choice', async () => {
  const client = await marie();
  const paul = await viewerNamed(site.db, 'paul.martin');
  const changed = typed({ pour: 'benali', cherche: 'martin', personne: String(paul.id) });
  assert.equal((await client.post(paths.newTicket(), changed)).statusCode, 422);
  const me = typed({ pour: 'martin', cherche: 'martin', personne: 'moi' });
  const row = await readRow(await send(client, me));
  assert.equal(row.requester_id, row.submitted_by_id);
});

test('one’s own name is told to be one’s own, and more people than are listed to be there', async () => {
  const client = await marie();
  const own = await client.post(paths.newTicket(), typed({ pour: 'marie dupont' }));
  assert.equal(own.statusCode, 422);
  assert.match(own.body, /Ce nom est le vôtre/);
  assert.doesNotMatch(own.body, /Personne ne correspond/);
  const settled = typed({ pour: 'marie dupont', cherche: 'marie dupont', personne: 'moi' });
  await readRow(await send(client, settled));
  const people = Array.from({ length: 9 }, (_, index) => ({
    ...{
      login: `homonyme${String(index)}`,
      first_name: `Zoé ${String(index)}`,
      last_name: 'Quidam',
    },
    ...{ email: `homonyme${String(index)}@example.org`, created_at: site.clock() },
  }));
  await site.db.insertInto('person').values(people).execute();
  for (const [name, isMore] of [
    ['quidam', true],
    ['quidam 3', false],
  ] as const) {
    const { body } = await client.post(paths.newTicket(), typed({ pour: name }));
    assert.equal(/D’autres personnes portent ce nom/.test(body), isMore, name);
    assert.equal(body.match(/homonyme\d@example/g)?.length, isMore ? 8 : 1);
  }
});

test('a person who has left, or does not exist, cannot be chosen', async () => {
  const client = await marie();
  const paul = await viewerNamed(site.db, 'paul.martin');
  const change = { actorId: null, personId: paul.id };
  await closeAccount(site.db, { ...change, status: 'left' }, site.clock());
  for (const personne of [String(paul.id), '999999999', '0', 'x']) {
    const fields = typed({ pour: 'martin', cherche: 'martin', personne });
    const response = await client.post(paths.newTicket(), fields);
    assert.equal(response.statusCode, 422, personne);
    assert.equal(formFields(response.body, paths.newTicket())['objet'], fields['objet']);
  }
  await enablePerson(site.db, change, site.clock());
});

test('a nature withdrawn while one types: the form says so and keeps everything', async () => {
  const client = await marie();
  const active = (value: boolean) =>
    site.db.updateTable('category').set({ active: value }).where('slug', '=', 'pilotage').execute();
  await active(false);
  const fields = typed({ nature: 'pilotage' });
  const response = await client.post(paths.newTicket(), fields);
  assert.equal(response.statusCode, 409);
  assert.match(response.body, /Cette nature n’est plus proposée/);
  assert.equal(formFields(response.body, paths.newTicket())['objet'], fields['objet']);
  const moved = await client.post(paths.newTicketDraft(), { ...fields, _changer: 'conseil' });
  const page = (await client.follow(moved)).body;
  assert.ok((await send(client, { ...formFields(page, paths.newTicket()) })) > 0);
  await active(true);
});

test('a site that is not one of ours is refused, another place is not', async () => {
  const client = await marie();
  for (const wrong of ['999999', 'siège', '1 or 1']) {
    const response = await client.post(paths.newTicket(), typed({ site: wrong }));
    assert.equal(response.statusCode, 422, wrong);
  }
  assert.ok((await send(client, typed({ site: '' }))) > 0);
});

test('a text of which nothing can be seen is none, and a service is told so with examples of its own', async () => {
  const client = await marie();
  const nothing = '\u200b \u202e\u00ad';
  const sent = await client.post(
    paths.newTicket(),
    typed({ objet: nothing, description: nothing }),
  );
  assert.equal(sent.statusCode, 422);
  assert.match(sent.body, /Écrivez l’objet.*Impression en noir seulement/);
  const empty = { nature: 'conseil', objet: '', description: '' };
  const service = await client.post(paths.newTicket(), typed(empty));
  assert.equal(service.statusCode, 422);
  assert.match(service.body, /Écrivez l’objet.*Deux chaises pour le bureau 214/);
  assert.doesNotMatch(service.body, /ce qui s’est passé/);
});

test('the page of the form costs a number of statements that does not grow', async () => {
  const client = await marie();
  const count = async (address: string) => (await statementsOf(() => client.get(address))).length;
  await client.post(paths.newTicketDraft(), typed({ _effacer: 'oui' }));
  assert.equal(await count(mail), 3);
  await client.post(paths.newTicketDraft(), typed({ pour: 'martin' }));
  // Besides the people of that name: the sheets that may answer the subject.
  assert.equal(await count(mail), 5);
});

test('the form, the recap and the nature announce the délai, and what happened lately when enough did', async () => {
  const client = await marie();
  const found = await findCategoryBySlug(site.db, 'messagerie');
  assert.ok(found);
  const number = await send(client, typed());
  const pages = [mail, paths.category('messagerie'), paths.ticketSubmitted(number)];
  const lately = /la moitié des demandes de cette nature ont été résolues en ([^.]+)\./;
  for (const page of pages) {
    const { body } = await client.get(page);
    assert.match(body, /Prise en charge visée en [^,]+, résolution en [^,]+,/);
    assert.match(body, /avant le \d\d\/\d\d\/\d{4} à \d\d:\d\d/);
    assert.doesNotMatch(body, lately);
  }
  // What the hourly job would have counted: pages read it, and count nothing.
  await site.db
    .insertInto('delay_statistic')
    .values({
      category_id: found.id,
      cases: 40,
      half_minutes: 95,
      most_minutes: 1700,
      computed_at: site.clock(),
    })
    .execute();
  try {
    for (const page of pages) {
      const told = lately.exec((await client.get(page)).body)?.[1]?.replaceAll('\u00a0', ' ');
      assert.equal(told, '2 h, 9 sur 10 en 4 jours ouvrés');
    }
  } finally {
    await site.db.deleteFrom('delay_statistic').where('category_id', '=', found.id).execute();
  }
});

const skip = naughtyStringsAbsent;

test('whatever is typed is read back equal, in the form and once filed', { skip }, async () => {
  const client = await marie();
  const strings = (await readNaughtyStrings()).filter((text) => !isBlank(text));
  const at = (index: number, most: number) =>
    cleanText((strings[index % strings.length] ?? '').slice(0, most));
  // Several at a time, so that the run is short: each is in a description, and in one of the short fields.
  for (let first = 0; first < strings.length; first += 3) {
    const fields = typed({
      objet: at(first, 200),
      bureau: at(first + 1, 60),
      telephone: at(first + 2, 40),
      description: strings
        .slice(first, first + 3)
        .map(cleanText)
        .join('\n'),
      bloque: '',
    });
    const refused = await client.post(paths.newTicket(), fields);
    const again = formFields(refused.body, paths.newTicket());
    for (const name of ['objet', 'description', 'bureau', 'telephone']) {
      assert.equal(again[name], fields[name], name);
    }
    const number = await send(client, { ...again, bloque: 'non' });
    const row = await readRow(number);
    const written = [row.subject, row.description, row.room, row.phone];
    assert.deepEqual(written, [
      fields['objet'],
      fields['description'],
      fields['bureau'],
      fields['telephone'],
    ]);
    const recap = (await client.get(paths.ticketSubmitted(number))).body;
    // Addresses in a text are links: what is shown is the text all the same.
    const shown = unescapeHtml(recap.replaceAll(/<a class="ds-link" [^>]*nofollow">|<\/a>/g, ''));
    for (const text of written) assert.ok(shown.includes(text), text);
  }
});
