import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { categoryIdOf, personIdOf } from '../../../seeds/find.ts';
import {
  type Client,
  type Fields,
  signedIn,
  type TestApp,
  testApp,
} from '../../../test/support/app.ts';
import { formSource } from '../../../test/support/forms.ts';
import { picture, type SentFile, sendForm } from '../../../test/support/uploads.ts';
import { describeForm } from '../../domain/catalogue/describe-form.ts';
import { findCurrentForm } from '../../domain/catalogue/form-queries.ts';
import { paths } from '../../paths.ts';

const slug = 'poste-de-travail';
const other = 'imprimante';

let site: TestApp;
before(async () => {
  site = await testApp();
  const question = { kind: 'yes_no', code: 'erreur', label: 'Un message s’affiche ?' } as const;
  const capture = { kind: 'file', code: 'capture', label: 'Capture du message' } as const;
  await ask(slug, [
    question,
    { kind: 'file', code: 'photo', label: 'Photo de l’étiquette' },
    {
      ...{ ...capture, help: 'L’écran entier.', required: true },
      shownWhen: { op: 'is', field: 'erreur', value: 'oui' },
    },
  ]);
  await ask(other, [capture, { kind: 'choice', code: 'erreur', label: 'Erreur', choices }]);
});
after(() => site.close());

const choices = [
  { value: 'oui', label: 'Papier' },
  { value: 'encre', label: 'Encre' },
];

async function ask(nature: string, fields: Parameters<typeof describeForm>[1]['fields']) {
  const categoryId = await categoryIdOf(site.db, nature);
  await describeForm(site.db, { actorId: null, categoryId, fields }, site.clock());
}

const label: SentFile = { name: 'étiquette.png', content: picture(), input: 'fichiers-photo' };
const screen: SentFile = {
  name: 'zèbre-écran.png',
  content: picture(64),
  input: 'fichiers-capture',
};
const plan: SentFile = { name: 'plan.txt', content: 'Le plan.' };

async function typed(nature: string, more: Fields): Promise<Fields> {
  const form = await findCurrentForm(site.db, await categoryIdOf(site.db, nature));
  return {
    ...{ nature, cle: randomUUID(), objet: `Essai ${randomUUID()}`, description: 'Essai.' },
    ...{ bloque: 'gene', touche: 'moi', site: '', bureau: '', telephone: '' },
    ...{ _form: String(form?.id ?? ''), ...more },
  };
}

/** The browser of Marie, who has nothing waiting. */
async function fresh(): Promise<Client> {
  const personId = await personIdOf(site.db, 'marie');
  await site.db
    .deleteFrom('attachment')
    .where('added_by_id', '=', personId)
    .where('place', 'is not', null)
    .execute();
  await site.db.deleteFrom('draft').where('person_id', '=', personId).execute();
  return signedIn(site, 'marie.dupont');
}

const post = (client: Client, fields: Fields, files: readonly SentFile[] = []) =>
  sendForm(site, client, { url: paths.newTicket(), fields, files });

const keep = (client: Client, fields: Fields, files: readonly SentFile[] = []) =>
  sendForm(site, client, { url: paths.newTicketDraft(), fields, files });

/** The ids of the files that wait under a question of a page. */
function waitingIn(page: string, name: string): string[] {
  const form = formSource(page, paths.newTicket());
  const inputs = form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]+)"/g);
  return [...inputs].flatMap(([, input, id = '']) => (input === name ? [id] : []));
}

const fileRows = (number: number) =>
  site.db
    .selectFrom('attachment')
    .select(['name', 'field'])
    .where('ticket_number', '=', number)
    .orderBy('name')
    .execute();

const numberIn = (location: unknown): number =>
  Number(/demandes\/(\d+)/.exec(String(location))?.[1]);

test('a required file is asked for, kept through what is to be corrected, and read under its question', async () => {
  const marie = await fresh();
  const fields = await typed(slug, { 'champ-erreur': 'oui', _champ: ['capture'] });
  const missing = await post(marie, fields, [label, plan]);
  assert.equal(missing.statusCode, 422);
  assert.match(missing.body, /href="#fichiers-capture"/);
  assert.match(missing.body, /Joignez un fichier à «\sCapture du message\s»/);
  assert.equal(waitingIn(missing.body, 'fichiers-photo').length, 1);
  const carried = {
    ...fields,
    'fichiers-photo': waitingIn(missing.body, 'fichiers-photo'),
    fichiers: waitingIn(missing.body, 'fichiers'),
  };
  const sent = await post(marie, carried, [screen]);
  assert.equal(sent.statusCode, 303, sent.body.slice(0, 200));
  const number = numberIn(sent.headers.location);
  assert.deepEqual(await fileRows(number), [
    { name: 'plan.txt', field: null },
    { name: 'zèbre-écran.png', field: 'capture' },
    { name: 'étiquette.png', field: 'photo' },
  ]);
  const agent = await signedIn(site, 'fatou.seck');
  for (const [reader, path] of [
    [marie, paths.ticket(number)],
    [marie, paths.ticketPrint(number)],
    [marie, paths.ticketSubmitted(number)],
    [agent, paths.consoleTicket(number)],
  ] as const) {
    const { body } = await reader.get(path);
    const shown = body.match(/<bdi[^>]*>zèbre-écran\.png/g) ?? [];
    assert.equal(shown.length, 1, `once on ${path}`);
    assert.match(body, /Capture du message[\s\S]{0,900}zèbre-écran\.png/, path);
  }
});

test('the file of a question is opened by those who see the ticket alone, and its name is found', async () => {
  const marie = await fresh();
  const fields = await typed(slug, { 'champ-erreur': 'oui', _champ: ['capture'] });
  const number = numberIn((await post(marie, fields, [screen])).headers.location);
  const file = await site.db
    .selectFrom('attachment')
    .select('id')
    .where('ticket_number', '=', number)
    .executeTakeFirstOrThrow();
  const paul = await signedIn(site, 'paul.martin');
  assert.equal((await marie.get(paths.file(file.id))).statusCode, 200);
  assert.equal((await paul.get(paths.file(file.id))).statusCode, 404);
  for (const address of [paths.search({ q: 'zèbre' }), paths.home({ q: 'zebre' })]) {
    assert.ok((await marie.get(address)).body.includes(String(number)), address);
    assert.ok(!(await paul.get(address)).body.includes(String(number)), address);
  }
});

test('without a script, the file of a question that appears is asked for in the second step', async () => {
  const marie = await fresh();
  const fields = await typed(slug, { 'champ-erreur': 'oui' });
  const second = await post(marie, fields);
  assert.equal(second.statusCode, 200);
  assert.match(second.body, /Encore 1 question/);
  assert.match(second.body, /href="#fichiers-capture"/);
  assert.doesNotMatch(second.body, /ds-error-summary/);
  const sent = await post(marie, { ...fields, _champ: ['capture'] }, [screen]);
  assert.equal(sent.statusCode, 303);
});

test('nothing of what a question put away holds is sent: its file stays on the draft, to be taken off', async () => {
  const marie = await fresh();
  const fields = await typed(slug, { 'champ-erreur': 'oui', _champ: ['capture'] });
  const kept = await keep(marie, fields, [screen]);
  assert.match(String(kept.headers.location), /#fichiers-capture$/);
  const page = (await marie.follow(kept)).body;
  const ids = waitingIn(page, 'fichiers-capture');
  assert.equal(ids.length, 1);
  const away = { ...fields, 'champ-erreur': 'non', 'fichiers-capture': ids };
  const number = numberIn((await post(marie, away)).headers.location);
  assert.deepEqual(await fileRows(number), []);
  const again = (await marie.get(paths.newTicket({ nature: slug }))).body;
  assert.deepEqual(waitingIn(again, 'fichiers-capture'), ids);
  // Whatever name its id is sent under.
  const hostile = await typed(slug, { 'champ-erreur': 'non', fichiers: ids });
  assert.deepEqual(await fileRows(numberIn((await post(marie, hostile)).headers.location)), []);
  const removed = await keep(marie, { ...fields, 'fichiers-capture': ids, _retirer: ids });
  assert.match(String(removed.headers.location), /#fichiers-capture$/);
  assert.deepEqual(waitingIn((await marie.follow(removed)).body, 'fichiers-capture'), []);
});

test('in another nature, a file goes under the same question, or with the words; on the way back, where it was', async () => {
  const marie = await fresh();
  const fields = await typed(slug, { 'champ-erreur': 'oui', _champ: ['capture'] });
  await keep(marie, { ...fields, _changer: other }, [label, screen]);
  const there = (await marie.get(paths.newTicket({ nature: other }))).body;
  const captures = waitingIn(there, 'fichiers-capture');
  const withWords = waitingIn(there, 'fichiers');
  assert.deepEqual([captures.length, withWords.length], [1, 1]);
  // A yes is no choice, even written alike.
  assert.doesNotMatch(there, /value="oui" checked|checked[^>]*value="oui"/);
  const onward = await typed(other, {
    ...{ cle: fields['cle'] ?? '', 'fichiers-capture': captures, fichiers: withWords },
    _changer: slug,
  });
  await keep(marie, onward);
  const back = (await marie.get(paths.newTicket({ nature: slug }))).body;
  assert.deepEqual(waitingIn(back, 'fichiers-photo'), withWords);
});

test('on another device the file waits under its question', async () => {
  const marie = await fresh();
  await keep(marie, await typed(slug, { 'champ-erreur': 'oui', _champ: ['capture'] }), [screen]);
  const elsewhere = await signedIn(site, 'marie.dupont');
  const page = (await elsewhere.get(paths.newTicket({ nature: slug }))).body;
  assert.equal(waitingIn(page, 'fichiers-capture').length, 1);
});

test('a file that is refused is told under its question', async () => {
  const marie = await fresh();
  const fields = await typed(slug, { 'champ-erreur': 'oui', _champ: ['capture'] });
  const answer = await post(marie, fields, [{ ...screen, content: '' }]);
  assert.equal(answer.statusCode, 422);
  assert.match(answer.body, /id="fichiers-capture-error"/);
  assert.match(answer.body, /zèbre-écran\.png/);
});
