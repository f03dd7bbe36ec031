import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { categoryIdOf } from '../../seeds/find.ts';
import { type Client, signedIn, testApp } from '../../test/support/app.ts';
import { entriesIn, throwawayFolder } from '../../test/support/files.ts';
import { fileTicket, viewerNamed } from '../../test/support/tickets.ts';
import {
  formWithFiles,
  multipartType,
  picture,
  type SentFile,
  sendForm,
} from '../../test/support/uploads.ts';
import { findCurrentForm } from '../domain/catalogue/form-queries.ts';
import { paths } from '../paths.ts';
import { localStorage } from '../platform/storage/local-storage.ts';

/** The folder of files stands two steps down, so that what climbs out of it would be seen. */
const above = throwawayFolder();
const site = await testApp({ files: { storage: localStorage(join(above, 'un/deux')) } });
const { db, clock } = site;
after(() => site.close());

let marie: Client;
let nadia: Client;
before(async () => {
  marie = await signedIn(site, 'marie.dupont');
  nadia = await signedIn(site, 'nadia.benali');
});

const script = '<script>alert(1)</script>';
const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${script}</svg>`;

/** Names that climb, turn round, end early, never end, or are markup. */
const hostileNames = [
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '/etc/cron.d/tout',
  'C:\\autoexec.bat',
  'file:///etc/shadow',
  'facture\u202Efdp.exe',
  '\u2066cache\u2069\u200B.txt',
  'fin\0.png',
  '\0',
  'é'.repeat(150),
  `${'n'.repeat(296)}.txt`,
  '..',
  '.htaccess',
  'CON',
  'flux.txt::$DATA',
  'x%0D%0ASet-Cookie: a=b.txt',
  '<img src=x onerror=alert(1)>.txt',
  '%22 onmouseover=%22alert(1).txt',
  `l'été ; "ça va".txt`.replaceAll('"', '%22'),
  '{{7*7}}${7*7}.txt',
  '\uFEFF\uFFFE\uD83D.txt',
];

/** Contents that are not what their name and type say, or are two things at once. */
const lyingFiles: SentFile[] = [
  { name: 'photo.png', content: `<!doctype html>${script}`, type: 'image/png' },
  { name: 'photo.jpg', content: svg, type: 'image/jpeg' },
  { name: 'dessin.svg', content: svg, type: 'image/svg+xml' },
  { name: 'page.html', content: `<!doctype html><p>x${script}`, type: 'text/html' },
  { name: 'page.txt', content: `<html>${script}`, type: 'text/plain' },
  { name: 'programme.pdf', content: 'MZ\x90\0\x03', type: 'application/pdf' },
  { name: 'image.gif', content: `GIF89a/*${script}*/=1;alert(1)//`, type: 'image/gif' },
  { name: 'double.pdf', content: `%PDF-1.7\n${script}\nPK\x03\x04`, type: 'application/pdf' },
  { name: 'entete.png', content: Buffer.concat([picture().subarray(0, 60), Buffer.from(script)]) },
  { name: 'type.txt', content: 'x', type: 'text/html; charset=utf-7' },
];

/** A true image with a page after it: shown, but only as we made it again. */
const polyglot: SentFile = {
  name: 'vraie.png',
  content: Buffer.concat([picture(), Buffer.from(script)]),
  type: 'text/html',
};

const hostileFiles: SentFile[] = [
  ...hostileNames.map((name) => ({ name, content: script, type: 'text/html' })),
  ...lyingFiles,
  polyglot,
];

type Door = {
  by: () => Client;
  url: string;
  fields?: Record<string, string>;
  /** The input that brings the files. */
  input?: string;
  /** Where the files show afterwards, to whoever sent them. */
  shownAt: string;
  /** True when each file comes by itself, as a script sends it. */
  oneByOne?: true;
};

const newWords = (nature: string) => ({
  ...{ nature, objet: `Essai ${crypto.randomUUID()}`, description: 'Essai.' },
  ...{ bloque: 'oui', touche: 'moi' },
});

const ticket = () => fileTicket(db, { subject: `Essai ${crypto.randomUUID()}` }, clock());

/** A ticket that Nadia resolved; closed when its requester said that it is. */
async function resolved({ closed = false } = {}): Promise<number> {
  const number = await ticket();
  await nadia.post(paths.resolution(number), { texte: 'Fait.' });
  if (closed) await marie.post(paths.confirmation(number));
  return number;
}

const onTicket = async (
  path: (number: number) => string,
  fields: Record<string, string>,
  number?: number,
): Promise<Door> => {
  const of = number ?? (await ticket());
  const isConsole = path(of).startsWith('/console');
  return {
    by: () => (isConsole ? nadia : marie),
    ...{ url: path(of), fields },
    shownAt: isConsole ? paths.consoleTicket(of) : paths.ticket(of),
  };
};

/** Every door that takes files, by the name of its address. */
const doors: Record<string, () => Promise<Door>> = {
  newTicket: async () => {
    const fields = newWords('reseau-et-wifi');
    return { by: () => marie, url: paths.newTicket(), fields, shownAt: '' };
  },
  newTicketDraft: async () => ({
    ...{ by: () => marie, url: paths.newTicketDraft(), fields: newWords('messagerie') },
    shownAt: paths.newTicket({ nature: 'messagerie' }),
  }),
  files: async () => ({
    ...{ by: () => marie, url: paths.files({ place: 'new-ticket:imprimante' }), oneByOne: true },
    shownAt: paths.newTicket({ nature: 'imprimante' }),
  }),
  completion: () => onTicket(paths.completion, { body: 'Voici.' }),
  contestation: async () => onTicket(paths.contestation, { body: 'Non.' }, await resolved()),
  reopening: async () =>
    onTicket(paths.reopening, { body: 'Encore.' }, await resolved({ closed: true })),
  ticketDraft: () =>
    onTicket((number) => `${paths.ticketDraft(number)}?form=completion`, { body: 'Un début.' }),
  reply: () => onTicket(paths.reply, { texte: 'Voici.' }),
  note: () => onTicket(paths.note, { texte: 'Entre nous.' }),
  question: () => onTicket(paths.question, { texte: 'Laquelle ?' }),
  hold: async () => {
    const { id } = await db
      .selectFrom('hold_reason')
      .select('id')
      .where('needs_date', '=', false)
      .executeTakeFirstOrThrow();
    return onTicket(paths.hold, { motif: String(id), texte: 'Nous attendons.' });
  },
  resolution: () => onTicket(paths.resolution, { texte: 'Fait.' }),
  consoleReopening: async () =>
    onTicket(paths.consoleReopening, { texte: 'Encore.' }, await resolved()),
  consoleTicketDraft: () =>
    onTicket(paths.consoleTicketDraft, { _form: 'note', texte: 'Un début.' }),
};

/** Answering a question of kind file is the same door as filing, by another input. */
async function questionDoor(): Promise<Door> {
  const nature = 'developpement';
  const form = await findCurrentForm(db, await categoryIdOf(db, nature));
  const question = form?.fields.find(({ kind }) => kind === 'file');
  assert.ok(question);
  return {
    ...{ by: () => marie, url: paths.newTicketDraft(), fields: newWords(nature) },
    ...{ input: `fichiers-${question.code}`, shownAt: paths.newTicket({ nature }) },
  };
}

/** They read the text of a file in its place and keep no file: calendar-import.test.ts tries them. */
const textDoors = ['calendarImport', 'calendarImportDraft'];

test('the doors that take files are those tried here', async () => {
  const odile = await signedIn(site, 'odile.garnier');
  const number = await ticket();
  const taking: string[] = [];
  for (const [name, path] of Object.entries(paths)) {
    const url = (path as (...names: unknown[]) => string)(number, number);
    const { statusCode } = await site.app.inject({
      ...{ method: 'POST', url: name === 'files' ? paths.files() : url },
      ...{ payload: formWithFiles({}), headers: { 'content-type': multipartType } },
      cookies: Object.fromEntries(odile.cookies),
    });
    if (![404, 415].includes(statusCode)) taking.push(name);
  }
  assert.deepEqual(taking.sort(), [...Object.keys(doors), ...textDoors].sort());
});

async function sentBy(login: string) {
  const { id } = await viewerNamed(db, login);
  return db
    .selectFrom('attachment')
    .select(['id', 'name', 'note_id'])
    .where('added_by_id', '=', id)
    .orderBy('added_at', 'desc')
    .orderBy('id')
    .execute();
}

async function assertHarmless(client: Client, { id, name }: { id: string; name: string }) {
  assert.doesNotMatch(name, /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff/\\]|^\./u);
  assert.ok(name.length > 0 && name.length <= 200 && name.isWellFormed(), name);
  const { statusCode, headers } = await client.get(paths.file(id));
  assert.equal(statusCode, 200, name);
  assert.match(
    String(headers['content-disposition']),
    /^attachment; filename="[ !#$&-[\]-~]*"; filename\*=UTF-8''[\w.!~%-]+$/,
  );
  assert.equal(headers['content-security-policy'], "sandbox; default-src 'none'");
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['set-cookie'], undefined);
  assert.doesNotMatch(String(headers['content-type']), /html|svg|xml|javascript|utf-7/);
  for (const path of [paths.filePreview(id), paths.fileThumbnail(id)]) {
    const shown = await client.get(path);
    if (name !== polyglot.name) assert.equal(shown.statusCode, 404, `${name} is no image`);
    else assert.ok(shown.statusCode === 200 && !shown.rawPayload.includes('alert'), name);
  }
}

/** What a page of ours would hold if a name had been read as markup, or turned what stands beside it. */
const misread = /<img src=x|<script>alert|"\s*onmouseover="alert|[\0\u202e\u2066]/;

const tried: [name: string, open: () => Promise<Door>][] = [
  ...Object.entries(doors),
  ['newTicketDraft, for a question', questionDoor],
];
for (const [name, open] of tried) {
  test(`a hostile file is only a file with a label: ${name}`, async () => {
    const { by, url, fields = {}, input = 'fichiers', shownAt, oneByOne } = await open();
    const client = by();
    const login = client === nadia ? 'nadia.benali' : 'marie.dupont';
    const known = new Set((await sentBy(login)).map(({ id }) => id));
    const files = hostileFiles.map((file) => ({ ...file, input }));
    const sendings = oneByOne ? files.map((file) => [file]) : [files];
    let page = shownAt;
    for (const some of sendings) {
      const sent = await sendForm(site, client, { url, fields, files: some });
      assert.equal(sent.statusCode, oneByOne ? 201 : 303, sent.body);
      assert.doesNotMatch(sent.body, misread);
      if (page === '') page = String(sent.headers.location);
    }
    const added = (await sentBy(login)).filter(({ id }) => !known.has(id));
    assert.equal(added.length, hostileFiles.length);
    for (const file of added) await assertHarmless(client, file);
    const { statusCode, body } = await client.get(page);
    assert.equal(statusCode, 200);
    assert.ok(body.includes('passwd'), 'the files are on the page');
    assert.ok(body.includes('&quot; onmouseover=&quot;alert(1).txt'), 'as they were called');
    assert.doesNotMatch(body, misread);
    if (added.some((file) => file.note_id !== null)) {
      for (const { id } of added) assert.equal((await marie.get(paths.file(id))).statusCode, 404);
    }
    const kept = /^un\/deux\/[0-9a-f]{2}\/[0-9a-f]{62}(\.\w+)?$/;
    for (const path of await entriesIn(above)) assert.match(path, kept, 'nothing elsewhere');
  });
}
