import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { signedIn, testApp } from '../../../test/support/app.ts';
import { statementsOf } from '../../../test/support/statements.ts';
import { fileTicket, viewerNamed } from '../../../test/support/tickets.ts';
import { notifyOfAct } from '../../domain/notifications/notify-of-act.ts';
import { askRequester } from '../../domain/tickets/ask-requester.ts';
import { expireTicket } from '../../domain/tickets/automatic-acts.ts';
import { completeTicket } from '../../domain/tickets/complete-ticket.ts';
import type { TicketConflict } from '../../domain/tickets/conflict.ts';
import { releaseTicket } from '../../domain/tickets/release-ticket.ts';
import { resolveTicket } from '../../domain/tickets/resolve-ticket.ts';
import { takeTicket } from '../../domain/tickets/take-ticket.ts';
import { readEvents } from '../../domain/tickets/ticket-event.ts';
import { transferTicket } from '../../domain/tickets/transfer-ticket.ts';
import { paths } from '../../paths.ts';
import type { Conflict } from '../../platform/errors.ts';

const desk = await testApp();
after(desk.close);
const { db, clock } = desk;
const nadia = await signedIn(desk, 'nadia.benali');
const karim = await signedIn(desk, 'karim.leroy');
const viewers = {
  nadia: await viewerNamed(db, 'nadia.benali'),
  karim: await viewerNamed(db, 'karim.leroy'),
  marie: await viewerNamed(db, 'marie.dupont'),
};

const rowOf = (number: number) =>
  db.selectFrom('ticket').selectAll().where('number', '=', number).executeTakeFirstOrThrow();

const actsOf = async (number: number) => (await readEvents(db, number)).map(({ act }) => act);

const taken = async () => {
  const number = await fileTicket(db, {}, clock());
  await takeTicket(db, { number, actor: viewers.nadia }, clock());
  return number;
};

/** The hidden fields of a form, as the page gives them. */
async function fieldsOf(client: typeof nadia, number: number, action: string) {
  const { body } = await client.get(paths.consoleTicket(number));
  const form = new RegExp(`<form[^>]*action="${action}".*?</form>`, 's').exec(body)?.[0];
  assert.ok(form, `no form to ${action}`);
  const value = (name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(form)?.[1] ?? '';
  return { _seen: value('_seen'), _act: value('_act') };
}

/** Runs the jobs of a ticket's acts, and gives who was told of what. */
async function told(number: number): Promise<string[]> {
  const { rows } = await sql<{ payload: { number: number; actId: string } }>`
    select payload from graphile_worker._private_jobs
    where (payload->>'number')::bigint = ${number} order by id`.execute(db);
  for (const { payload } of rows) await notifyOfAct(db, payload, clock());
  const notices = await db
    .selectFrom('notice')
    .innerJoin('person', 'person.id', 'notice.person_id')
    .select(['person.login', 'notice.kind'])
    .where('ticket_number', '=', number)
    .orderBy('notice.id')
    .execute();
  return notices.map(({ login, kind }) => `${login} ${kind}`);
}

test('who is touched is told to the agent as others, and to the requester as themselves', async () => {
  const impact = async (answer: 'me' | 'unit') => {
    const number = await fileTicket(db, { blocked: 'no', impact: answer }, clock());
    const marie = await signedIn(desk, 'marie.dupont');
    const [agents, theirs] = [paths.consoleTicket(number), paths.ticket(number)];
    return [(await nadia.get(agents)).body, (await marie.get(theirs)).body] as const;
  };
  const [ofMe, mine] = await impact('me');
  assert.match(ofMe, /Personnes touchées<\/dt>\s*<dd[^>]*>La personne seule</);
  assert.match(mine, />Moi</);
  const [ofUnit, ours] = await impact('unit');
  assert.match(ofUnit, /Personnes touchées<\/dt>\s*<dd[^>]*>Son service</);
  assert.match(ours, />Mon service</);
});

test('taking makes the agent the holder, and the requester is told', async () => {
  const number = await fileTicket(db, {}, clock());
  const sent = await nadia.post(
    paths.taking(number),
    await fieldsOf(nadia, number, paths.taking(number)),
  );
  assert.equal(sent.statusCode, 303);
  const page = await nadia.follow(sent);
  assert.match(page.body, /Vous avez pris en charge la demande/);
  const row = await rowOf(number);
  assert.equal(row.state, 'in_progress');
  assert.equal(row.holder_id, viewers.nadia.id);
  assert.deepEqual(await told(number), ['marie.dupont take']);
});

test('a reply reaches the requester, and its draft is gone', async () => {
  const number = await taken();
  const action = paths.reply(number);
  await nadia.post(paths.consoleTicketDraft(number), { _form: 'reply', texte: 'Bonj' });
  const texte = 'Bonjour Marie,\n\n  c’est <b>réparé</b> &amp; testé.';
  const sent = await nadia.post(action, { ...(await fieldsOf(nadia, number, action)), texte });
  assert.equal(sent.statusCode, 303);
  const page = await nadia.follow(sent);
  assert.ok(page.body.includes('  c’est &lt;b>réparé&lt;/b> &amp;amp; testé.'));
  assert.doesNotMatch(page.body, /restauré/);
  const { body } = await db
    .selectFrom('ticket_message')
    .select('body')
    .where('ticket_number', '=', number)
    .executeTakeFirstOrThrow();
  assert.equal(body, texte);
  assert.deepEqual((await told(number)).slice(-1), ['marie.dupont reply']);
});

test('a question waits for its answer with the list of what is missing', async () => {
  const number = await taken();
  const texte = 'Pouvez-vous préciser ?';
  const sent = await nadia.post(paths.question(number), {
    texte,
    manquants: 'Le numéro du poste\n\nUne capture d’écran\n',
  });
  assert.equal(sent.statusCode, 303);
  const row = await rowOf(number);
  assert.equal(row.state, 'needs_information');
  const { items } = await db
    .selectFrom('ticket_message')
    .select('items')
    .where('id', '=', row.question_id)
    .executeTakeFirstOrThrow();
  assert.deepEqual(items, ['Le numéro du poste', 'Une capture d’écran']);
  const { body } = await nadia.follow(sent);
  assert.match(body, /<li dir="auto">Une capture d’écran<\/li>/);
  assert.match(body, /sera résolue le \d\d\/\d\d\/2026/);
});

test('« intervention planifiée » needs a date after today, typed either way', async () => {
  const number = await taken();
  const { id } = await db
    .selectFrom('hold_reason')
    .select('id')
    .where('needs_date', '=', true)
    .executeTakeFirstOrThrow();
  const hold = (jusquau: string) =>
    nadia.post(paths.hold(number), { motif: String(id), jusquau, texte: 'Le peintre vient.' });
  for (const wrong of ['', '23/11/2026', '2026-11-01', '31/02/2027', 'demain', '2029-01-01']) {
    const { statusCode, body } = await hold(wrong);
    assert.equal(statusCode, 422, wrong);
    assert.match(body, /href="#hold-jusquau"/);
    assert.match(body, /aria-describedby="hold-jusquau-hint hold-jusquau-error"/);
    assert.ok(body.includes('Le peintre vient.'));
    assert.match(body, /<details[^>]*open[^>]*id="acte-hold"|id="acte-hold"[^>]*open/);
  }
  assert.equal((await hold('1/12/2026')).statusCode, 303);
  const row = await rowOf(number);
  assert.equal(row.state, 'on_hold');
  assert.equal(String(row.hold_until), '2026-12-01');
  const resumed = await nadia.post(paths.resume(number));
  assert.equal(resumed.statusCode, 303);
  assert.equal((await rowOf(number)).state, 'in_progress');
});

test('the history says of a hold and of a reopening that they also gave the ticket to somebody', async () => {
  const number = await fileTicket(db, {}, clock());
  const { id } = await db
    .selectFrom('hold_reason')
    .select('id')
    .where('needs_date', '=', false)
    .limit(1)
    .executeTakeFirstOrThrow();
  const held = await nadia.post(paths.hold(number), { motif: String(id) });
  const { body } = await nadia.follow(held);
  assert.match(body, /<p>Le délai [^<]* Nadia BENALI l’a prise en charge du même coup\.<\/p>/);
  // Resolved for want of an answer, it had been held by nobody.
  const free = await fileTicket(db, {}, clock());
  await askRequester(db, { number: free, actor: viewers.karim, question: 'Où ?' }, clock());
  await releaseTicket(db, { number: free, actor: viewers.karim }, clock());
  const row = await rowOf(free);
  assert.ok(row.expire_at);
  await expireTicket(db, free, row.expire_at);
  const sent = await nadia.post(paths.consoleReopening(free), { texte: 'Il a répondu ailleurs.' });
  const page = await nadia.follow(sent);
  assert.match(page.body, /Nadia BENALI a rouvert la demande et l’a prise en charge/);
});

test('priority changes with trace, from which value to which', async () => {
  const number = await taken();
  assert.equal((await nadia.post(paths.priority(number), { priorite: 'x' })).statusCode, 422);
  const sent = await nadia.post(paths.priority(number), { priorite: 'urgent' });
  assert.equal(sent.statusCode, 303);
  const { body } = await nadia.follow(sent);
  assert.match(body, /Nadia BENALI a changé la priorité\u00A0: Normale → Urgente/);
});

test('a ticket is handed to a person of the team and to nobody else', async () => {
  const number = await fileTicket(db, {}, clock());
  const hugo = await viewerNamed(db, 'hugo.petit');
  const refused = await nadia.post(paths.assignment(number), { personne: String(hugo.id) });
  assert.equal(refused.statusCode, 422);
  const sent = await nadia.post(paths.assignment(number), { personne: String(viewers.karim.id) });
  assert.equal(sent.statusCode, 303);
  assert.equal((await rowOf(number)).assignee_id, viewers.karim.id);
  assert.match((await nadia.follow(sent)).body, /Nadia BENALI a attribué la demande à Karim LEROY/);
  assert.deepEqual(await told(number), ['karim.leroy assign']);
});

test('released, a ticket is free again; taken over, its former holder is told and the requester is not', async () => {
  const number = await taken();
  assert.equal((await karim.post(paths.takeover(number))).statusCode, 303);
  assert.equal((await rowOf(number)).holder_id, viewers.karim.id);
  assert.deepEqual(await told(number), ['marie.dupont take', 'nadia.benali take_over']);
  assert.equal((await karim.post(paths.release(number))).statusCode, 303);
  const row = await rowOf(number);
  assert.equal(row.state, 'awaiting');
  assert.equal(row.holder_id, null);
});

test('a ticket that was taken, then moved, gives its new team a time of its own to take it', async () => {
  const number = await taken();
  const read = async (client: typeof nadia) =>
    (await client.get(paths.consoleTicket(number))).body
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ');
  assert.doesNotMatch(await read(nadia), /Prise en charge par/);
  const { id: teamId } = await db
    .selectFrom('team')
    .select('id')
    .where('code', '=', 'LOGISTIQUE')
    .executeTakeFirstOrThrow();
  const moved = { number, actor: viewers.nadia, teamId, reason: 'Une armoire' };
  await transferTicket(db, moved, clock());
  const hugo = await signedIn(desk, 'hugo.petit');
  assert.match(
    await read(hugo),
    /Prise en charge faite le 23\/11\/2026 à \d\d:\d\d Prise en charge par LOGISTIQUE \d.*? échéance le \d\d\/\d\d\/2026/,
  );
  await hugo.post(paths.taking(number), { _act: randomUUID() });
  assert.doesNotMatch(await read(hugo), /Prise en charge par LOGISTIQUE/);
});

test('a transfer says beforehand which team the nature would reach, and why afterwards', async () => {
  const number = await taken();
  const { body } = await nadia.get(paths.consoleTicket(number));
  const option = /<option value="(\d+)">Maintenance du bâtiment → BATIMENT<\/option>/.exec(body);
  assert.ok(option?.[1], 'the nature tells its team');
  const empty = await nadia.post(paths.transfer(number), { nature: '', equipe: '', raison: 'x' });
  assert.equal(empty.statusCode, 422);
  const sent = await nadia.post(paths.transfer(number), {
    nature: option[1],
    equipe: '',
    raison: 'C’est le câble dans le mur.',
  });
  assert.equal(sent.statusCode, 303);
  const page = await nadia.follow(sent);
  assert.match(
    page.body,
    /réorienté la demande vers BATIMENT, nature\u00A0: Maintenance du bâtiment/,
  );
  assert.match(
    page.body,
    /Ventilation\u00A0: équipe de la nature «\u00A0Maintenance du bâtiment\u00A0», BATIMENT/,
  );
  assert.match(page.body, /Cette demande a quitté votre équipe/);
  const row = await rowOf(number);
  assert.equal(row.state, 'awaiting');
  assert.equal(row.holder_id, null);
});

test('a resolved ticket is reopened by the team with its reason', async () => {
  const number = await taken();
  assert.equal((await nadia.post(paths.resolution(number), { texte: 'Réparé.' })).statusCode, 303);
  assert.equal((await rowOf(number)).state, 'resolved');
  assert.equal((await nadia.post(paths.consoleReopening(number), { texte: '' })).statusCode, 422);
  const again = await nadia.post(paths.consoleReopening(number), { texte: 'Pas encore réparé.' });
  assert.equal(again.statusCode, 303);
  assert.equal((await rowOf(number)).state, 'in_progress');
});

test('combined acts are two events of one act, and tell the requester once', async () => {
  const combined = [
    { path: paths.reply, acts: ['take', 'reply'], state: 'in_progress' },
    { path: paths.question, acts: ['take', 'ask'], state: 'needs_information' },
    { path: paths.resolution, acts: ['take', 'resolve'], state: 'resolved' },
  ] as const;
  for (const { path, acts, state } of combined) {
    const number = await fileTicket(db, {}, clock());
    const sent = await nadia.post(path(number), { texte: 'Voilà.', _avec: 'prise' });
    assert.equal(sent.statusCode, 303);
    const [, ...events] = await readEvents(db, number);
    assert.deepEqual(
      events.map(({ act }) => act),
      acts,
    );
    assert.equal(new Set(events.map(({ actId }) => actId)).size, 1);
    const row = await rowOf(number);
    assert.equal(row.state, state);
    assert.equal(row.holder_id, viewers.nadia.id);
    assert.deepEqual(await told(number), [`marie.dupont ${acts[1]}`]);
  }
});

test('a combined act on a colleague’s ticket takes over from them', async () => {
  const number = await taken();
  const sent = await karim.post(paths.resolution(number), { texte: 'Réparé.', _avec: 'prise' });
  assert.equal(sent.statusCode, 303);
  assert.deepEqual(await actsOf(number), ['submit', 'take', 'take_over', 'resolve']);
});

test('the same form sent twice acts once', async () => {
  const number = await taken();
  const fields = {
    texte: 'Une seule fois.',
    ...(await fieldsOf(nadia, number, paths.reply(number))),
  };
  const [first, second] = [
    await nadia.post(paths.reply(number), fields),
    await nadia.post(paths.reply(number), fields),
  ];
  assert.equal(first.statusCode, 303);
  assert.equal(second.statusCode, 303);
  assert.deepEqual(await actsOf(number), ['submit', 'take', 'reply']);
});

test('a reply on a stale thread warns, shows the new messages, keeps the text, and goes when sent again', async () => {
  const number = await taken();
  const action = paths.reply(number);
  const fields = await fieldsOf(nadia, number, action);
  for (const body of ['Cela remarche.', 'Non, en fait non.']) {
    await completeTicket(db, { number, actor: viewers.marie, body }, clock());
  }
  const warned = await nadia.post(action, { ...fields, texte: 'Je passe à 15 h.' });
  assert.equal(warned.statusCode, 409);
  assert.match(warned.body, /2 nouvelles réponses depuis que vous avez ouvert cette page/);
  assert.match(warned.body, /Lisez-les avant d’envoyer/);
  const form =
    new RegExp(`<form[^>]*action="${action}".*?</form>`, 's').exec(warned.body)?.[0] ?? '';
  assert.match(form, /Cela remarche\..*Non, en fait non\..*<textarea[^>]*>Je passe à 15 h\./s);
  assert.match(form, /Envoyer quand même/);
  assert.deepEqual(await actsOf(number), ['submit', 'take', 'complete', 'complete']);
  const seen = /name="_seen" value="(\d+)"/.exec(form)?.[1] ?? '';
  const sent = await nadia.post(action, {
    _seen: seen,
    _act: randomUUID(),
    texte: 'Je passe à 15 h.',
  });
  assert.equal(sent.statusCode, 303);
});

test('one new message is told in the singular', async () => {
  const number = await taken();
  const fields = await fieldsOf(nadia, number, paths.reply(number));
  await completeTicket(db, { number, actor: viewers.marie, body: 'Merci.' }, clock());
  const { body } = await nadia.post(paths.reply(number), { ...fields, texte: 'Je passe.' });
  assert.match(body, /1 nouvelle réponse depuis que vous avez ouvert cette page/);
  assert.match(body, /Lisez-la avant d’envoyer\u00A0: elle peut changer/);
});

test('an act that a colleague has made impossible keeps every word and says who did what', async () => {
  const number = await taken();
  const fields = await fieldsOf(karim, number, paths.resolution(number));
  await resolveTicket(db, { number, actor: viewers.nadia, body: 'Réparé.' }, clock());
  const late = await karim.post(paths.resolution(number), {
    ...fields,
    texte: 'Ma longue réponse.',
  });
  assert.equal(late.statusCode, 409);
  assert.match(late.body, /Nadia BENALI a résolu la demande à 10:00/);
  // Resolving is over, replying is not: the words wait in the reply.
  assert.match(late.body, /<textarea[^>]*id="reply-texte"[^>]*>Ma longue réponse\.<\/textarea>/);
  assert.deepEqual(await actsOf(number), ['submit', 'take', 'resolve']);
  // On the page and on the server: whoever leaves and comes back finds them where they can be sent.
  const drafts = await db
    .selectFrom('draft')
    .select(['place', 'content'])
    .where('place', 'like', `console:${String(number)}:%`)
    .execute();
  const content = { texte: 'Ma longue réponse.' };
  assert.deepEqual(drafts, [{ place: `console:${String(number)}:reply`, content }]);
  const { body } = await karim.get(paths.consoleTicket(number));
  assert.match(body, /<textarea[^>]*id="reply-texte"[^>]*>Ma longue réponse\.<\/textarea>/);
});

test('an act that is over is said to be over, whatever was written meanwhile', async () => {
  const number = await taken();
  const fields = await fieldsOf(karim, number, paths.question(number));
  await resolveTicket(db, { number, actor: viewers.nadia, body: 'Réparé.' }, clock());
  const asked = () =>
    askRequester(
      db,
      { number, actor: viewers.karim, question: 'Et ?', seenEventId: Number(fields._seen) },
      clock(),
    );
  await assert.rejects(asked, ({ details }: Conflict<TicketConflict>) => {
    assert.equal(details?.reason, 'impossible');
    assert.deepEqual(
      details.others.map(({ act }) => act),
      ['resolve'],
    );
    return true;
  });
});

test('what one did oneself in another window is not told as somebody’s doing', async () => {
  const number = await taken();
  const fields = await fieldsOf(nadia, number, paths.question(number));
  await resolveTicket(db, { number, actor: viewers.nadia, body: 'Réparé.' }, clock());
  const late = await nadia.post(paths.question(number), { ...fields, texte: 'Et le voisin ?' });
  assert.equal(late.statusCode, 409);
  assert.match(late.body, /Vous avez déjà agi sur cette demande, dans une autre fenêtre/);
  assert.match(late.body, /<textarea[^>]*id="reply-texte"[^>]*>Et le voisin \?<\/textarea>/);
});

test('other words under the key of a form already sent are neither dropped nor sent unseen', async () => {
  const number = await taken();
  const action = paths.reply(number);
  const fields = await fieldsOf(nadia, number, action);
  assert.equal((await nadia.post(action, { ...fields, texte: 'Bonjour.' })).statusCode, 303);
  const second = await nadia.post(action, { ...fields, texte: 'Bonjour, et merci.' });
  assert.equal(second.statusCode, 409);
  assert.match(second.body, /Ce formulaire a déjà été envoyé/);
  assert.match(second.body, /<textarea[^>]*id="reply-texte"[^>]*>Bonjour, et merci\.<\/textarea>/);
  const fresh = await fieldsOf(nadia, number, action);
  assert.notEqual(fresh._act, fields._act);
  const sent = await nadia.post(action, { ...fresh, texte: 'Bonjour, et merci.' });
  assert.equal(sent.statusCode, 303);
  assert.deepEqual(await actsOf(number), ['submit', 'take', 'reply', 'reply']);
});

test('another choice under the key of a form already sent is not said to be done', async () => {
  const number = await taken();
  const _act = randomUUID();
  const send = (priorite: string) => nadia.post(paths.priority(number), { priorite, _act });
  assert.equal((await send('high')).statusCode, 303);
  assert.equal((await send('high')).statusCode, 303);
  assert.equal((await send('urgent')).statusCode, 409);
  assert.equal((await nadia.post(paths.release(number), { _act })).statusCode, 409);
  assert.equal((await rowOf(number)).priority, 'high');
  assert.deepEqual(await actsOf(number), ['submit', 'take', 'set_priority']);
});

test('two agents who send a ticket to the same team: the second is told, and corrects nothing', async () => {
  const number = await taken();
  const action = paths.transfer(number);
  const fields = await fieldsOf(nadia, number, action);
  const { id } = await db
    .selectFrom('team')
    .select('id')
    .where('code', '=', 'BATIMENT')
    .executeTakeFirstOrThrow();
  const words = { equipe: String(id), nature: '', raison: 'Une fuite d’eau.' };
  assert.equal((await karim.post(action, words)).statusCode, 303);
  const late = await nadia.post(action, { ...fields, ...words, raison: 'C’est de l’eau.' });
  assert.equal(late.statusCode, 409);
  assert.match(late.body, /Karim LEROY a réorienté la demande/);
  assert.match(late.body, /<textarea[^>]*id="note-texte"[^>]*>C’est de l’eau\.<\/textarea>/);
  // The page never offered it to who comes now.
  const odile = await signedIn(desk, 'odile.garnier');
  assert.equal((await odile.post(paths.hold(number), { motif: 'x' })).statusCode, 403);
});

test('a reply to a ticket one has sent elsewhere oneself, from another window, is not lost', async () => {
  const number = await taken();
  const fields = await fieldsOf(nadia, number, paths.reply(number));
  const { id } = await db
    .selectFrom('team')
    .select('id')
    .where('code', '=', 'BATIMENT')
    .executeTakeFirstOrThrow();
  const moved = { equipe: String(id), nature: '', raison: 'Erreur de guichet.' };
  assert.equal((await nadia.post(paths.transfer(number), moved)).statusCode, 303);
  const late = await nadia.post(paths.reply(number), { ...fields, texte: 'Je transmets.' });
  assert.equal(late.statusCode, 409);
  assert.match(late.body, /<textarea[^>]*id="note-texte"[^>]*>Je transmets\.<\/textarea>/);
});

test('a text for a ticket that has just left the team is not lost: it waits in the note', async () => {
  const number = await taken();
  const fields = await fieldsOf(nadia, number, paths.reply(number));
  const { id } = await db
    .selectFrom('team')
    .select('id')
    .where('code', '=', 'BATIMENT')
    .executeTakeFirstOrThrow();
  const moved = { equipe: String(id), nature: '', raison: 'Erreur de guichet.' };
  assert.equal((await karim.post(paths.transfer(number), moved)).statusCode, 303);
  const late = await nadia.post(paths.reply(number), { ...fields, texte: 'Je m’en occupe.' });
  assert.equal(late.statusCode, 409);
  assert.match(late.body, /Karim LEROY a réorienté la demande/);
  assert.match(late.body, /<textarea[^>]*id="note-texte"[^>]*>Je m’en occupe\.<\/textarea>/);
});

test('the words of a note never move to where the requester would read them', async () => {
  const number = await taken();
  const fields = await fieldsOf(nadia, number, paths.transfer(number));
  await resolveTicket(db, { number, actor: viewers.karim, body: 'Réparé.' }, clock());
  const { id } = await db
    .selectFrom('team')
    .select('id')
    .where('code', '=', 'BATIMENT')
    .executeTakeFirstOrThrow();
  const words = { equipe: String(id), nature: '', raison: 'Ne pas dire au demandeur.' };
  const late = await nadia.post(paths.transfer(number), { ...fields, ...words });
  assert.equal(late.statusCode, 409);
  assert.match(
    late.body,
    /<textarea[^>]*id="note-texte"[^>]*>Ne pas dire au demandeur\.<\/textarea>/,
  );
  assert.match(late.body, /<textarea[^>]*id="reply-texte"[^>]*><\/textarea>/);
});

test('what to correct of a transfer is listed in the order of its form', async () => {
  const number = await taken();
  const { statusCode, body } = await nadia.post(paths.transfer(number), { raison: '' });
  assert.equal(statusCode, 422);
  const summary = body.slice(body.indexOf('ds-error-summary'));
  const links = [...summary.matchAll(/href="#([^"]+)"/g)].map(([, field]) => field);
  assert.deepEqual(links.slice(0, 2), ['transfer-nature', 'transfer-raison']);
});

test('a text too long or empty is refused with the form and all that was typed', async () => {
  const number = await taken();
  const long = 'é'.repeat(20_001);
  const refused = await nadia.post(paths.reply(number), { texte: long });
  assert.equal(refused.statusCode, 422);
  assert.ok(refused.body.includes(long));
  assert.match(refused.body, /Ce texte est trop long\u00a0: 20\u202f000 caractères au plus/);
  assert.match(refused.body, /<title>Erreur\u00A0: /);
  for (const texte of ['', ' \n\t ']) {
    assert.equal((await nadia.post(paths.note(number), { texte })).statusCode, 422);
  }
  assert.deepEqual(await actsOf(number), ['submit', 'take']);
});

test('opening a ticket takes a bounded number of statements, whatever was said on it', async () => {
  const count = async (number: number) => {
    return (await statementsOf(() => nadia.get(paths.consoleTicket(number)))).length;
  };
  const short = await taken();
  const long = await taken();
  for (let index = 0; index < 10; index++) {
    await completeTicket(db, { number: long, actor: viewers.marie, body: 'Encore.' }, clock());
  }
  assert.equal(await count(long), await count(short));
  assert.ok((await count(short)) <= 5, String(await count(short)));
});

test('words sent again from a page one went back to go once, and other words go as well', async () => {
  const number = await taken();
  const send = async (action: string, texte: string) => {
    const sent = await nadia.post(action, { ...(await fieldsOf(nadia, number, action)), texte });
    assert.equal(sent.statusCode, 303, action);
  };
  for (const action of [paths.reply(number), paths.note(number)]) {
    await send(action, 'Redémarrez le poste.');
    await send(action, 'Redémarrez le poste.');
  }
  assert.deepEqual(await actsOf(number), ['submit', 'take', 'reply', 'note']);
  await send(paths.reply(number), 'Redémarrez le poste.');
  await send(paths.reply(number), 'Puis rappelez-moi.');
  clock.advance({ minutes: 11 });
  await send(paths.reply(number), 'Puis rappelez-moi.');
  assert.deepEqual((await actsOf(number)).slice(4), ['reply', 'reply', 'reply']);
});
