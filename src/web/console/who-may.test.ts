import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { signedIn, testApp } from '../../../test/support/app.ts';
import { fileTicket, viewerNamed } from '../../../test/support/tickets.ts';
import { noteOnTicket } from '../../domain/tickets/note-on-ticket.ts';
import { submitTicket } from '../../domain/tickets/submit-ticket.ts';
import { takeTicket } from '../../domain/tickets/take-ticket.ts';
import { readEvents } from '../../domain/tickets/ticket-event.ts';
import { transferTicket } from '../../domain/tickets/transfer-ticket.ts';
import { paths } from '../../paths.ts';

const desk = await testApp();
after(desk.close);
const { db, clock } = desk;
const nadia = await signedIn(desk, 'nadia.benali');
const hugo = await signedIn(desk, 'hugo.petit');
const odile = await signedIn(desk, 'odile.garnier');
const marie = await signedIn(desk, 'marie.dupont');
const nadiaViewer = await viewerNamed(db, 'nadia.benali');
const hugoViewer = await viewerNamed(db, 'hugo.petit');

const posts: Record<string, [(number: number) => string, Record<string, string>]> = {
  taking: [paths.taking, {}],
  release: [paths.release, {}],
  takeover: [paths.takeover, {}],
  resume: [paths.resume, {}],
  assignment: [paths.assignment, { personne: '1' }],
  transfer: [paths.transfer, { raison: 'x', equipe: '1' }],
  priority: [paths.priority, { priorite: 'high' }],
  reply: [paths.reply, { texte: 'x' }],
  note: [paths.note, { texte: 'x' }],
  question: [paths.question, { texte: 'x' }],
  hold: [paths.hold, { motif: '1' }],
  resolution: [paths.resolution, { texte: 'x' }],
  reopening: [paths.consoleReopening, { texte: 'x' }],
  draft: [paths.consoleTicketDraft, { _form: 'reply', texte: 'x' }],
};

/** The page without what depends on the request: its address and its proof. */
const bare = (body: string): string =>
  body.replaceAll(/name="_csrf" value="[^"]*"/g, '').replaceAll(/\d{6,}/g, 'N');

async function teamId(code: string): Promise<number> {
  const { id } = await db
    .selectFrom('team')
    .select('id')
    .where('code', '=', code)
    .executeTakeFirstOrThrow();
  return id;
}

/** A ticket that SYSTEM-RESEAU had and LOGISTIQUE has, with a note of each. */
async function moved(): Promise<number> {
  const number = await fileTicket(db, {}, clock());
  await noteOnTicket(db, { number, actor: nadiaViewer, body: 'Note du réseau.' }, clock());
  const to = { teamId: await teamId('LOGISTIQUE'), reason: 'C’est un meuble.' };
  await transferTicket(db, { number, actor: nadiaViewer, ...to }, clock());
  clock.advance({ minutes: 5 });
  await noteOnTicket(db, { number, actor: hugoViewer, body: 'Note de la logistique.' }, clock());
  return number;
}

test('another team’s ticket, an unknown one and a malformed number are the same page that does not exist', async () => {
  const number = await fileTicket(db, {}, clock());
  const unseen = await hugo.get(paths.consoleTicket(number));
  const unknown = await hugo.get(paths.consoleTicket(999_999));
  assert.equal(unseen.statusCode, 404);
  assert.equal(unknown.statusCode, 404);
  assert.equal(bare(unseen.body), bare(unknown.body));
  for (const wrong of ['0', '-1', '1e5', '007', 'abc', '99999999999999999999', '100001.0']) {
    assert.equal((await hugo.get(`/console/demandes/${wrong}`)).statusCode, 404, wrong);
  }
});

test('no act of the console exists for who may not see the ticket, nor for a requester', async () => {
  const number = await fileTicket(db, {}, clock());
  for (const client of [hugo, marie]) {
    for (const [name, [path, fields]] of Object.entries(posts)) {
      const sent = await client.post(path(number), { ...fields, _act: randomUUID() });
      assert.equal(sent.statusCode, 404, name);
    }
  }
  assert.equal((await readEvents(db, number)).length, 1);
});

test('what was typed on a ticket that one no longer sees comes back, and says nothing of the ticket', async () => {
  const number = await fileTicket(db, {}, clock());
  const typed = { texte: 'Une longue réponse, écrite avant de changer d’équipe.' };
  const unseen = await hugo.post(paths.reply(number), typed);
  const unknown = await hugo.post(paths.reply(999_999), typed);
  assert.equal(unseen.statusCode, 404);
  assert.match(unseen.body, /Ce que vous aviez écrit[\s\S]*écrite avant de changer d’équipe/);
  assert.equal(bare(unseen.body), bare(unknown.body));
});

test('an administrator who is in no team reads everything and does nothing', async () => {
  const number = await fileTicket(db, {}, clock());
  await noteOnTicket(db, { number, actor: nadiaViewer, body: 'Note lisible.' }, clock());
  const page = await odile.get(paths.consoleTicket(number));
  assert.equal(page.statusCode, 200);
  assert.match(page.body, /Lecture seule/);
  assert.match(page.body, /Note lisible\./);
  assert.doesNotMatch(page.body, /action="\/console\/demandes/);
  for (const [name, [path, fields]] of Object.entries(posts)) {
    if (name === 'draft') continue;
    const sent = await odile.post(path(number), { ...fields, _act: randomUUID() });
    // A form whose choices are not theirs cannot even be filled.
    assert.ok([403, 422].includes(sent.statusCode), `${name} ${String(sent.statusCode)}`);
  }
  assert.deepEqual(
    (await readEvents(db, number)).map(({ act }) => act),
    ['submit', 'note'],
  );
});

test('a former team reads on and may note, and does not read what the new team writes between itself', async () => {
  const number = await moved();
  const { body } = await nadia.get(paths.consoleTicket(number));
  assert.match(body, /Cette demande a quitté votre équipe/);
  assert.match(body, /Note du réseau\./);
  assert.doesNotMatch(body, /Note de la logistique\./);
  const forms = [...body.matchAll(/<form[^>]*action="\/console\/demandes\/\d+\/([a-z-]+)"/g)].map(
    ([, act]) => act,
  );
  assert.deepEqual(forms, ['notes']);
  assert.equal((await nadia.post(paths.note(number), { texte: 'Une précision.' })).statusCode, 303);
  assert.equal((await nadia.post(paths.reply(number), { texte: 'x' })).statusCode, 403);
  const theirs = await hugo.get(paths.consoleTicket(number));
  for (const note of [
    'Note du réseau.',
    'Note de la logistique.',
    'Une précision.',
    'C’est un meuble.',
  ]) {
    assert.ok(theirs.body.includes(note), note);
  }
});

test('no note, whoever wrote it, is anywhere on the requester’s pages', async () => {
  const number = await moved();
  for (const path of [paths.ticket(number), paths.home(), paths.notices()]) {
    const { body, statusCode } = await marie.get(path);
    assert.equal(statusCode, 200, path);
    assert.doesNotMatch(body, /Note du réseau|Note de la logistique|C’est un meuble/, path);
  }
});

test('an agent on a request of their own is sent to the requester’s page', async () => {
  const number = await fileTicket(db, { by: 'nadia.benali' }, clock());
  const sent = await nadia.get(paths.consoleTicket(number));
  assert.equal(sent.statusCode, 303);
  assert.equal(sent.headers.location, paths.ticket(number));
  assert.equal((await nadia.post(paths.taking(number))).statusCode, 403);
  const list = await nadia.get(paths.console({ vue: 'equipe', q: String(number) }));
  assert.doesNotMatch(list.body, new RegExp(`href="/console/demandes/${String(number)}"`));
});

test('an agent who filed for somebody else works it here and is shown the way to follow it', async () => {
  const marieViewer = await viewerNamed(db, 'marie.dupont');
  const { id } = await db
    .selectFrom('category')
    .select('id')
    .where('slug', '=', 'reseau-et-wifi')
    .executeTakeFirstOrThrow();
  const { number } = await submitTicket(
    db,
    {
      submittedBy: nadiaViewer,
      requesterId: marieViewer.id,
      categoryId: id,
      subject: 'Pour Marie',
      description: 'Elle a appelé.',
      blocked: 'no',
      impact: 'me',
      phone: '',
      siteId: null,
      room: '',
      channel: 'web',
      submissionKey: randomUUID(),
    },
    clock(),
  );
  const { body } = await nadia.get(paths.consoleTicket(number));
  assert.match(body, new RegExp(`<a href="${paths.ticket(number)}">`));
  assert.match(body, /Envoyer à Marie Dupont/);
});

test('the page offers exactly what the state allows, and nothing it does not', async () => {
  const number = await fileTicket(db, {}, clock());
  const offered = async (): Promise<string[]> => {
    const { body } = await nadia.get(paths.consoleTicket(number));
    const acts = body.matchAll(/<form[^>]*action="\/console\/demandes\/\d+\/([a-z-]+(?:\/fin)?)"/g);
    return [...acts].flatMap(([, act]) => act ?? []).toSorted();
  };
  const always = [
    'attribution',
    'notes',
    'priorite',
    'question',
    'reorientation',
    'reponses',
    'resolution',
  ];
  assert.deepEqual(await offered(), [...always, 'mise-en-attente', 'prise-en-charge'].toSorted());
  await takeTicket(db, { number, actor: nadiaViewer }, clock());
  assert.deepEqual(
    await offered(),
    [...always, 'mise-en-attente', 'prise-en-charge/fin'].toSorted(),
  );
  await nadia.post(paths.resolution(number), { texte: 'Réparé.' });
  assert.deepEqual(await offered(), ['notes', 'reouverture', 'reponses']);
});

test('drafts are kept as they are typed, given back, and thrown away when asked', async () => {
  const number = await fileTicket(db, {}, clock());
  const draft = paths.consoleTicketDraft(number);
  const byScript = { accept: 'application/json' };
  const kept = await nadia.post(draft, { _form: 'note', texte: 'Une idée' }, byScript);
  assert.equal(kept.statusCode, 200);
  await nadia.post(draft, { _form: 'transfer', nature: '', raison: 'Parce que' }, byScript);
  const { body } = await nadia.get(paths.consoleTicket(number));
  assert.match(body, /<textarea[^>]*id="note-texte"[^>]*>Une idée<\/textarea>/);
  assert.match(body, /Brouillon du 23\/11\/2026 à \d\d:\d\d restauré/);
  assert.match(body, /<details[^>]*open[^>]*id="acte-transfer"|id="acte-transfer"[^>]*open/);
  const karim = await signedIn(desk, 'karim.leroy');
  assert.doesNotMatch((await karim.get(paths.consoleTicket(number))).body, /Une idée/);
  const erased = await nadia.post(draft, { _form: 'note', texte: 'Une idée', _effacer: 'oui' });
  assert.equal(erased.statusCode, 303);
  assert.doesNotMatch((await nadia.follow(erased)).body, /Une idée/);
  assert.equal((await nadia.post(draft, { _form: 'unknown', texte: 'x' })).statusCode, 404);
});

test('a reply sent after the session is over waits for its author on the ticket’s page', async () => {
  const number = await fileTicket(db, {}, clock());
  const late = await signedIn(desk, 'nadia.benali');
  clock.advance({ hours: 24 * 40 });
  const sent = await late.post(paths.reply(number), { texte: 'Une longue réponse.' });
  assert.equal(sent.statusCode, 303);
  assert.match(String(sent.headers.location), new RegExp(`retour=.*${String(number)}`));
  const back = await signedIn(desk, 'nadia.benali');
  const { body } = await back.get(paths.consoleTicket(number));
  assert.match(body, /<textarea[^>]*id="reply-texte"[^>]*>Une longue réponse\.<\/textarea>/);
});

test('an open page hears of what others said since, without having read it', async () => {
  const karim = await signedIn(desk, 'karim.leroy');
  const me = await signedIn(desk, 'nadia.benali');
  const number = await fileTicket(db, {}, clock());
  const { body } = await me.get(paths.consoleTicket(number));
  const url = /data-stale-url-value="([^"]*)"/.exec(body)?.[1] ?? '';
  assert.equal((await me.get(url)).json<{ changed: boolean }>().changed, false);
  await karim.post(paths.reply(number), { texte: 'Bonjour.' });
  await karim.post(paths.note(number), { texte: 'Une note.' });
  const news = (await me.get(url)).json<{ changed: boolean; text: string }>();
  assert.deepEqual(news, {
    changed: true,
    text: '1 nouvelle réponse depuis que vous avez ouvert cette page',
  });
  const list = await me.get(paths.console({ vue: 'equipe', q: String(number) }));
  assert.match(list.body, /Non lu\u00A0:/);
  const other = await signedIn(desk, 'hugo.petit');
  assert.equal((await other.get(url)).statusCode, 404);
});
