import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { type Client, newClient, signedIn, testApp } from '../../test/support/app.ts';
import { formFields } from '../../test/support/forms.ts';
import { fileTicket, viewerNamed } from '../../test/support/tickets.ts';
import {
  formWithFiles,
  multipartType,
  picture,
  proofOf,
  type SentFile,
  sendForm,
} from '../../test/support/uploads.ts';
import { findDraft } from '../domain/drafts/drafts.ts';
import { paths } from '../paths.ts';

const site = await testApp();
const { db, clock } = site;
after(() => site.close());
const start = clock();
beforeEach(() => clock.set(start));

const plan: SentFile = { name: 'plan.txt', content: 'Le plan de la salle 12.' };
const photo: SentFile = { name: 'écran.png', content: picture() };

let told = 0;
const words = {
  get objet() {
    // The same words again within minutes are the same ticket.
    told += 1;
    return `Le réseau est coupé, bureau ${String(told)}`;
  },
  nature: 'reseau-et-wifi',
  description: 'Depuis ce matin.',
  bloque: 'oui',
  touche: 'moi',
};

async function stagedOf(login: string) {
  const { id } = await viewerNamed(db, login);
  return db
    .selectFrom('attachment')
    .select(['id', 'name', 'place', 'field'])
    .where('added_by_id', '=', id)
    .where('place', 'is not', null)
    .orderBy('added_at')
    .orderBy('name')
    .execute();
}

async function attachedTo(number: number) {
  const rows = await db
    .selectFrom('attachment')
    .select('name')
    .where('ticket_number', '=', number)
    .orderBy('name')
    .execute();
  return rows.map(({ name }) => name);
}

const numberIn = (location: unknown): number =>
  Number(/demandes\/(\d+)/.exec(String(location))?.[1]);

/** The files that a page lists as waiting, by name. */
const waitingOn = (page: string): string[] =>
  [...page.matchAll(/data-name="([^"]+)"/g)].map(([, name = '']) => name).sort();

async function forget(login: string): Promise<void> {
  const { id } = await viewerNamed(db, login);
  await db
    .deleteFrom('attachment')
    .where('added_by_id', '=', id)
    .where('place', 'is not', null)
    .execute();
  await db.deleteFrom('draft').where('person_id', '=', id).execute();
}

test('a ticket is filed with its files, which everybody on it may open', async () => {
  const marie = await signedIn(site, 'marie.dupont');
  const sent = await sendForm(site, marie, {
    url: paths.newTicket(),
    fields: words,
    files: [plan, photo],
  });
  assert.equal(sent.statusCode, 303, sent.body);
  const number = numberIn(sent.headers.location);
  assert.deepEqual(await attachedTo(number), ['plan.txt', 'écran.png']);
  assert.deepEqual(await stagedOf('marie.dupont'), []);
  for (const [login, path] of [
    ['marie.dupont', paths.ticketSubmitted(number)],
    ['marie.dupont', paths.ticket(number)],
    ['nadia.benali', paths.consoleTicket(number)],
  ] as const) {
    const client = await signedIn(site, login);
    const { body } = await client.get(path);
    const [, link = ''] =
      /href="(\/fichiers\/[0-9a-f-]{36})"[^>]*>(?:<bdi>)?plan.txt/.exec(body) ?? [];
    assert.match(body, /<img src="\/fichiers\/[0-9a-f-]+\/vignette"/, path);
    assert.equal((await client.get(link)).body, plan.content);
  }
  const print = (await marie.get(paths.ticketPrint(number))).body;
  assert.match(print, /plan\.txt/);
  assert.doesNotMatch(print, /\/fichiers\//);
});

test('a form sent twice with its files, as without a script, makes one ticket and leaves none waiting', async () => {
  await forget('marie.dupont');
  const marie = await signedIn(site, 'marie.dupont');
  const page = (await marie.get(paths.newTicket({ nature: words.nature }))).body;
  const { cle = '' } = formFields(page, paths.newTicket());
  const fields = { ...words, objet: 'Cliqué deux fois', cle };
  const click = { url: paths.newTicket(), fields, files: [plan] };
  const answers = await Promise.all([sendForm(site, marie, click), sendForm(site, marie, click)]);
  // Gone back to, the form has another key.
  answers.push(await sendForm(site, marie, { ...click, fields: { ...fields, cle: '' } }));
  const [first] = answers;
  for (const { statusCode, headers } of answers) {
    assert.equal(statusCode, 303);
    assert.equal(headers.location, first?.headers.location);
  }
  assert.deepEqual(await attachedTo(numberIn(first?.headers.location)), ['plan.txt']);
  assert.deepEqual(await stagedOf('marie.dupont'), []);
});

test('a completion sent twice with its file is one, and leaves none waiting', async () => {
  const marie = await signedIn(site, 'marie.dupont');
  const number = await fileTicket(db, {}, clock());
  const page = (await marie.get(paths.ticket(number))).body;
  const form = { ...formFields(page, paths.completion(number)), body: 'Voir le plan.' };
  const click = { url: paths.completion(number), fields: form, files: [plan] };
  for (const { statusCode } of [
    await sendForm(site, marie, click),
    await sendForm(site, marie, click),
  ]) {
    assert.equal(statusCode, 303);
  }
  assert.deepEqual(await attachedTo(number), ['plan.txt']);
  assert.deepEqual(await stagedOf('marie.dupont'), []);
});

test('a form to be corrected keeps its files, and sends them once it is', async () => {
  await forget('marie.dupont');
  const marie = await signedIn(site, 'marie.dupont');
  const returned = await sendForm(site, marie, {
    url: paths.newTicket(),
    fields: { ...words, objet: '' },
    files: [plan],
  });
  assert.equal(returned.statusCode, 422);
  assert.deepEqual(waitingOn(returned.body), ['plan.txt']);
  const again = await marie.get(paths.newTicket({ nature: words.nature }));
  assert.deepEqual(waitingOn(again.body), ['plan.txt'], 'on another device');
  const fields = { ...formFields(returned.body, paths.newTicket()), ...words, bloque: 'oui' };
  const filed = await sendForm(site, marie, {
    url: paths.newTicket(),
    fields: { ...fields },
    files: [{ name: '', content: '' }],
  });
  assert.equal(filed.statusCode, 303, filed.body);
  assert.deepEqual(await attachedTo(numberIn(filed.headers.location)), ['plan.txt']);
});

test('a bad file loses neither the words nor the good files', async () => {
  await forget('marie.dupont');
  const marie = await signedIn(site, 'marie.dupont');
  const heavy = { name: 'film.mp4', content: Buffer.alloc(31 * 1024 * 1024, 1) };
  const returned = await sendForm(site, marie, {
    url: paths.newTicket(),
    fields: words,
    files: [plan, heavy, { name: 'vide.txt', content: '' }, photo],
  });
  assert.equal(returned.statusCode, 422);
  assert.deepEqual(waitingOn(returned.body), ['plan.txt', 'écran.png']);
  assert.match(
    returned.body,
    /«\sfilm\.mp4\s» pèse 31\sMio\s; la limite est de 25\sMio\. Réduisez-le/,
  );
  assert.match(returned.body, /«\svide\.txt\s» est vide/);
  assert.match(returned.body, /Depuis ce matin\./);
});

test('files join and leave a form without JavaScript, the words kept', async () => {
  await forget('marie.dupont');
  const marie = await signedIn(site, 'marie.dupont');
  const kept = await sendForm(site, marie, {
    url: paths.newTicketDraft(),
    fields: { nature: words.nature, objet: 'Un début' },
    files: [plan, photo],
  });
  assert.equal(kept.headers.location, `${paths.newTicket({ nature: words.nature })}#fichiers`);
  const page = await marie.get(paths.newTicket({ nature: words.nature }));
  assert.deepEqual(waitingOn(page.body), ['plan.txt', 'écran.png']);
  const fields = formFields(page.body, paths.newTicket());
  const [first] = await stagedOf('marie.dupont');
  const removed = await sendForm(site, marie, {
    url: paths.newTicketDraft(),
    fields: { ...fields, _retirer: first?.id ?? '' },
  });
  const after = await marie.follow(removed);
  assert.deepEqual(waitingOn(after.body), ['écran.png']);
  assert.match(after.body, /value="Un début"/);
  await sendForm(site, marie, {
    url: paths.newTicketDraft(),
    fields: { nature: words.nature, _effacer: 'oui' },
  });
  assert.deepEqual(await stagedOf('marie.dupont'), []);
});

test('a form that holds files alone is kept and found again on the home page', async () => {
  await forget('paul.martin');
  const paul = await signedIn(site, 'paul.martin');
  const fields = { nature: words.nature };
  await sendForm(site, paul, { url: paths.newTicketDraft(), fields, files: [plan] });
  assert.match((await paul.get(paths.home())).body, /nature=reseau-et-wifi/);
});

test('files follow the words to another nature', async () => {
  await forget('marie.dupont');
  const marie = await signedIn(site, 'marie.dupont');
  await sendForm(site, marie, {
    url: paths.newTicketDraft(),
    fields: { nature: words.nature, objet: 'x', _changer: 'messagerie' },
    files: [plan],
  });
  const page = await marie.get(paths.newTicket({ nature: 'messagerie' }));
  assert.deepEqual(waitingOn(page.body), ['plan.txt']);
});

test('a form sent after its session is over keeps its files for its owner alone', async () => {
  await forget('marie.dupont');
  const marie = await signedIn(site, 'marie.dupont');
  clock.advance({ hours: 3 });
  const sent = await sendForm(site, marie, {
    url: paths.newTicket(),
    fields: words,
    files: [plan],
  });
  assert.equal(sent.statusCode, 303);
  assert.match(String(sent.headers.location), /connexion/);
  const back = await signedIn(site, 'marie.dupont');
  const page = await back.get(paths.newTicket({ nature: words.nature }));
  assert.deepEqual(waitingOn(page.body), ['plan.txt']);
  const paul = await signedIn(site, 'paul.martin');
  const [file] = await stagedOf('marie.dupont');
  assert.equal((await paul.get(paths.file(file?.id ?? ''))).statusCode, 404);
});

test('without the proof of the session no file is kept, and the page says so', async () => {
  await forget('marie.dupont');
  const marie = await signedIn(site, 'marie.dupont');
  const page = (await marie.get(paths.siteMap())).body;
  const [, owner] = formFields(page, paths.signOut())['_csrf']?.split('.') ?? [];
  for (const proof of ['', `forged.${owner ?? ''}`]) {
    const sent = await sendForm(site, marie, {
      url: paths.newTicket(),
      ...{ fields: words, files: [plan], proof },
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    assert.equal(sent.statusCode, 403);
    assert.match(sent.body, /joignez-les à nouveau/);
  }
  assert.deepEqual(await stagedOf('marie.dupont'), []);
  assert.ok(
    await findDraft(db, (await viewerNamed(db, 'marie.dupont')).id, 'new-ticket:reseau-et-wifi'),
  );
  const nobody = newClient(site);
  const lost = await sendForm(site, nobody, {
    url: paths.newTicket(),
    fields: {
      ...{ ...words, cle: crypto.randomUUID(), site: '3', bureau: '214', bloque: 'oui' },
      'champ-inventaire': 'pc12345',
    },
    files: [plan],
  });
  assert.equal(lost.statusCode, 403);
  const copied = lost.body.slice(lost.body.indexOf('Ce que vous aviez écrit'));
  assert.match(copied, /Bureau<\/strong>.*?>214</);
  assert.match(copied, />pc12345</);
  assert.doesNotMatch(copied, />3<|>oui</, 'an id or a code says nothing to its reader');
  assert.match(copied, /Si un brouillon en a été enregistré/);
  assert.ok(lost.body.includes(words.description));
  assert.ok(!lost.body.includes(`>${words.nature}<`), 'only what somebody wrote is to be copied');
  assert.doesNotMatch(lost.body, /[0-9a-f]{8}-[0-9a-f]{4}/);
});

test('a file that comes before the proof is thrown away', async () => {
  await forget('marie.dupont');
  const marie = await signedIn(site, 'marie.dupont');
  const late = formWithFiles({ fields: { _csrf: proofOf(site, marie), ...words } });
  const payload = Buffer.concat([formWithFiles({ files: [plan] }).subarray(0, -25), late]);
  const headers = { 'content-type': multipartType, 'sec-fetch-site': 'same-origin' };
  const cookies = Object.fromEntries(marie.cookies);
  const url = paths.newTicket();
  const sent = await site.app.inject({ method: 'POST', url, payload, headers, cookies });
  assert.equal(sent.statusCode, 403);
  assert.match(sent.body, /joignez-les à nouveau/);
  assert.deepEqual(await stagedOf('marie.dupont'), []);
});

test('a completion may be files alone; a contestation and a reopening say why', async () => {
  const marie = await signedIn(site, 'marie.dupont');
  const number = await fileTicket(db, {}, clock());
  const done = await sendForm(site, marie, {
    url: paths.completion(number),
    fields: { body: '  ' },
    files: [plan],
  });
  assert.equal(done.statusCode, 303, done.body);
  assert.deepEqual(await attachedTo(number), ['plan.txt']);
  assert.match((await marie.get(paths.ticket(number))).body, /plan\.txt/);
  const [other] = await stagedOf('paul.martin');
  const empty = await marie.post(paths.completion(number), {
    body: '',
    fichiers: other?.id ?? 'x',
  });
  assert.equal(empty.statusCode, 422, 'files of somebody else say nothing');
});

test('a reply and a note carry files; those of a note are not the requester’s', async () => {
  const marie = await signedIn(site, 'marie.dupont');
  const nadia = await signedIn(site, 'nadia.benali');
  const number = await fileTicket(db, {}, clock());
  for (const [url, file] of [
    [paths.reply(number), plan],
    [paths.note(number), { name: 'interne.txt', content: 'Pour nous.' }],
  ] as const) {
    const sent = await sendForm(site, nadia, { url, fields: { texte: '' }, files: [file] });
    assert.equal(sent.statusCode, 303, sent.body);
  }
  const bench = (await nadia.get(paths.consoleTicket(number))).body;
  assert.match(bench, /aria-label="Fichiers de la note, internes"/);
  const page = (await marie.get(paths.ticket(number))).body;
  assert.match(page, /plan\.txt/);
  assert.doesNotMatch(page, /interne\.txt/);
  const note = await db
    .selectFrom('attachment')
    .select('id')
    .where('ticket_number', '=', number)
    .where('note_id', 'is not', null)
    .executeTakeFirstOrThrow();
  const hidden = await marie.get(paths.file(note.id));
  assert.equal(hidden.statusCode, 404);
  assert.equal(
    hidden.body,
    (await marie.get('/rien')).body.replaceAll('/rien', paths.file(note.id)),
  );
  assert.equal((await nadia.get(paths.file(note.id))).body, 'Pour nous.');
});

test('the files of an act that came too late go where its words go', async () => {
  await forget('nadia.benali');
  const nadia = await signedIn(site, 'nadia.benali');
  const karim = await signedIn(site, 'karim.leroy');
  const number = await fileTicket(db, {}, clock());
  const page = (await nadia.get(paths.consoleTicket(number))).body;
  const fields = formFields(page, paths.resolution(number));
  await karim.post(paths.resolution(number), { texte: 'Fait.' });
  const late = await sendForm(site, nadia, {
    url: paths.resolution(number),
    fields: { ...fields, texte: 'Réparé.' },
    files: [plan],
  });
  assert.equal(late.statusCode, 409);
  assert.match(late.body, /Vos pièces jointes sont conservées/);
  const [file] = await stagedOf('nadia.benali');
  assert.equal(file?.place, `console:${String(number)}:reply`);
  assert.deepEqual(waitingOn(late.body), ['plan.txt']);
});

test('a script sends files one by one to the places of our forms only', async () => {
  await forget('marie.dupont');
  const marie = await signedIn(site, 'marie.dupont');
  const number = await fileTicket(db, {}, clock());
  const send = (place: string, file: SentFile = plan) =>
    sendForm(site, marie, { url: paths.files({ place }), files: [file] });
  for (const place of [
    'new-ticket:messagerie',
    `ticket:${String(number)}:completion`,
    `console:${String(number)}:reply`,
  ]) {
    const { statusCode, body } = await send(place);
    assert.equal(statusCode, 201);
    assert.match(body, /^<li[^>]*>.*name="fichiers" value="[0-9a-f-]{36}".*plan\.txt.*Retirer/s);
  }
  for (const place of [
    '',
    'x',
    'ticket:1:autre',
    'ticket:01:completion',
    'article:3',
    'new-ticket:A b',
  ]) {
    assert.equal((await send(place)).statusCode, 404, place);
  }
  const refused = await send('new-ticket:messagerie', { name: 'vide', content: '' });
  assert.equal(refused.statusCode, 422);
  assert.match(refused.body, /^«\svide\s» est vide/);
  assert.equal((await stagedOf('marie.dupont')).length, 3);
});

async function staged(client: Client, file: SentFile): Promise<string> {
  const url = paths.files({ place: 'new-ticket:messagerie' });
  const { body } = await sendForm(site, client, { url, files: [file] });
  return /value="([0-9a-f-]{36})"/.exec(body)?.[1] ?? body;
}

test('a file is given as something to keep, never as a page', async () => {
  const marie = await signedIn(site, 'marie.dupont');
  const hostile: SentFile[] = [
    { name: 'page.png', content: '<script>alert(1)</script>', type: 'image/png' },
    { name: 'dessin.svg', content: '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>' },
    { name: 'a.html', content: '<!doctype html><p>x', type: 'text/html' },
    { name: 'double.gif', content: 'GIF89a/*<script>*/=1;alert(1)//', type: 'image/gif' },
    { name: 'x.pdf', content: '%PDF-1.7\n%âãÏÓ', type: 'application/pdf' },
  ];
  for (const file of hostile) {
    const id = await staged(marie, file);
    const { statusCode, headers } = await marie.get(paths.file(id));
    assert.equal(statusCode, 200, file.name);
    assert.match(String(headers['content-disposition']), /^attachment; /, file.name);
    assert.equal(headers['content-security-policy'], "sandbox; default-src 'none'");
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
    assert.match(String(headers['cache-control']), /^private/);
    assert.doesNotMatch(String(headers['content-type']), /html|svg|javascript/, file.name);
    for (const path of [paths.filePreview(id), paths.fileThumbnail(id)]) {
      assert.equal((await marie.get(path)).statusCode, 404, `${file.name} is no image`);
    }
  }
});

test('an image is shown as we made it again, its original is kept to download', async () => {
  const marie = await signedIn(site, 'marie.dupont');
  const id = await staged(marie, photo);
  for (const path of [paths.filePreview(id), paths.fileThumbnail(id)]) {
    const { statusCode, headers, rawPayload } = await marie.get(path);
    assert.equal(statusCode, 200);
    assert.match(String(headers['content-type']), /^image\/(webp|jpeg|png)/);
    assert.match(String(headers['content-disposition']), /^inline; /);
    assert.match(String(headers['content-security-policy']), /sandbox/);
    assert.notDeepEqual(rawPayload, picture());
    const known = await marie.get(path, { 'if-none-match': String(headers.etag) });
    assert.equal(known.statusCode, 304);
  }
  const original = await marie.get(paths.file(id));
  assert.deepEqual(original.rawPayload, picture());
  const cookies = Object.fromEntries(marie.cookies);
  const head = await site.app.inject({ method: 'HEAD', url: paths.file(id), cookies });
  assert.equal(head.statusCode, 200);
  assert.equal(head.headers['content-length'], String(original.rawPayload.length));
  assert.equal(head.body, '');
});

test('whatever a file is called, its name is a label', async () => {
  const marie = await signedIn(site, 'marie.dupont');
  const names = [
    '../../etc/passwd',
    'C:\\Windows\\system32\\a.txt',
    '\u202Egpj.exe',
    'a\0b.txt',
    'é'.repeat(150),
    'CON',
    '..',
    'x%0D%0ASet-Cookie: a=b',
    'guillemet%22.txt',
    '<img src=x onerror=alert(1)>.txt',
    "l'été ; ça va.txt",
  ];
  for (const name of names) {
    const id = await staged(marie, { name, content: 'x' });
    const { statusCode, headers } = await marie.get(paths.file(id));
    assert.equal(statusCode, 200, name);
    const disposition = String(headers['content-disposition']);
    assert.match(
      disposition,
      /^attachment; filename="[ !#$&-\[\]-~]*"; filename\*=UTF-8''[\w.!~%-]+$/,
    );
    assert.doesNotMatch(disposition, /\.\.\/|\\|etc\/|%E2%80%AE|%00/, name);
    assert.equal(headers['set-cookie'], undefined);
  }
  const page = (await marie.get(paths.newTicket({ nature: 'messagerie' }))).body;
  assert.doesNotMatch(page, /<img src=x/);
});

test('forms that are none, or hold too much, are refused without a fault', async () => {
  await forget('marie.dupont');
  const marie = await signedIn(site, 'marie.dupont');
  const url = paths.newTicket();
  const cookies = Object.fromEntries(marie.cookies);
  const send = (payload: string | Buffer, type = multipartType) =>
    site.app.inject({ method: 'POST', url, payload, cookies, headers: { 'content-type': type } });
  assert.equal((await send('x', 'multipart/form-data')).statusCode, 400);
  assert.equal((await send('rien du tout')).statusCode, 400);
  assert.equal((await send('')).statusCode, 400);
  const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`f${String(i)}`, 'x']));
  assert.equal((await sendForm(site, marie, { url, fields: many })).statusCode, 413);
  const long = { ...words, description: 'x'.repeat(100_001) };
  assert.equal((await sendForm(site, marie, { url, fields: long })).statusCode, 413);
  const files = Array.from({ length: 2000 }, (_, i) => ({
    name: `${String(i)}.txt`,
    content: 'x',
  }));
  const returned = await sendForm(site, marie, { url, fields: words, files });
  assert.equal(returned.statusCode, 422);
  assert.match(returned.body, /Un envoi compte 50 fichiers au plus/);
  assert.equal((await stagedOf('marie.dupont')).length, 50);
});

test('a form cut on its way leaves nothing of its files', async () => {
  await forget('marie.dupont');
  const marie = await signedIn(site, 'marie.dupont');
  const whole = formWithFiles({
    fields: { _csrf: proofOf(site, marie), ...words },
    files: [plan, { name: 'gros.bin', content: Buffer.alloc(300_000, 1) }],
  });
  const { statusCode } = await site.app.inject({
    method: 'POST',
    url: paths.newTicket(),
    payload: whole.subarray(0, -100_000),
    cookies: Object.fromEntries(marie.cookies),
    headers: { 'content-type': multipartType },
  });
  assert.equal(statusCode, 400);
  assert.deepEqual(await stagedOf('marie.dupont'), []);
});

test('the ids of other people’s files carry nothing', async () => {
  await forget('paul.martin');
  const paul = await signedIn(site, 'paul.martin');
  const marie = await signedIn(site, 'marie.dupont');
  const id = await staged(paul, plan);
  const filed = await marie.post(paths.newTicket(), {
    ...words,
    fichiers: [id, 'x', '00000000-0000-4000-8000-000000000000'],
  });
  assert.deepEqual(await attachedTo(numberIn(filed.headers.location)), []);
  assert.equal((await stagedOf('paul.martin')).length, 1);
  for (const path of [paths.file(id), paths.filePreview(id), paths.fileThumbnail(id)]) {
    assert.equal((await marie.get(path)).statusCode, 404);
  }
  await marie.post(paths.newTicketDraft(), { nature: words.nature, objet: 'x', _retirer: id });
  assert.equal((await stagedOf('paul.martin')).length, 1);
  assert.equal((await newClient(site).get(paths.file(id))).statusCode, 303);
});
