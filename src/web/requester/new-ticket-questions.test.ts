import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { categoryIdOf, personIdOf, siteIdOf } from '../../../seeds/find.ts';
import {
  type Client,
  type Fields,
  signedIn,
  type TestApp,
  testApp,
} from '../../../test/support/app.ts';
import { formFields, formSource } from '../../../test/support/forms.ts';
import {
  naughtyStringsAbsent,
  readNaughtyStrings,
  textsIn,
} from '../../../test/support/naughty-strings.ts';
import { statementsOf } from '../../../test/support/statements.ts';
import { describeForm } from '../../domain/catalogue/describe-form.ts';
import type { FormDeclaration } from '../../domain/catalogue/form.ts';
import { findCurrentForm } from '../../domain/catalogue/form-queries.ts';
import { paths } from '../../paths.ts';
import { cleanText } from '../../platform/text/clean.ts';

let site: TestApp;
before(async () => {
  site = await testApp();
});
after(() => site.close());

const marie = (): Promise<Client> => signedIn(site, 'marie.dupont');

async function formIdOf(slug: string): Promise<string> {
  const form = await findCurrentForm(site.db, await categoryIdOf(site.db, slug));
  return String(form?.id ?? '');
}

async function ask(slug: string, fields: FormDeclaration): Promise<number> {
  const categoryId = await categoryIdOf(site.db, slug);
  return describeForm(site.db, { actorId: null, categoryId, fields }, site.clock());
}

/** What a page without a script sends, the questions of its nature included. */
async function typed(slug: string, more: Fields): Promise<Fields> {
  return {
    ...{ nature: slug, cle: randomUUID(), objet: `Essai ${randomUUID()}`, description: 'Essai.' },
    ...{ bloque: 'gene', touche: 'moi', site: '', bureau: '', telephone: '' },
    _form: await formIdOf(slug),
    ...more,
  };
}

const post = async (client: Client, slug: string, more: Fields) =>
  client.post(paths.newTicket(), await typed(slug, more));

async function file(client: Client, slug: string, more: Fields): Promise<number> {
  const response = await post(client, slug, more);
  assert.equal(
    response.statusCode,
    303,
    /error-summary[\s\S]{0,900}/.exec(response.body)?.[0] ?? 'no summary',
  );
  return Number(/\d+/.exec(response.headers.location ?? '')?.[0]);
}

const rowOf = (number: number) =>
  site.db
    .selectFrom('ticket')
    .select(['form_id', 'answers', 'answers_text'])
    .where('number', '=', number)
    .executeTakeFirstOrThrow();

/** The source of the boxes that are neither hidden nor disabled. */
function shownIn(page: string): string {
  const form = formSource(page, paths.newTicket());
  return form.replaceAll(
    /<fieldset class="question"[^>]* hidden[\s\S]*?(?=<fieldset class="question"|<\/section>)/g,
    '',
  );
}

const stolen = { 'champ-materiel': 'telephone', 'champ-constate_le': '22/11/2026' };

test('without a script, the questions that the answers call for come in a second step, and nothing is lost', async () => {
  const client = await marie();
  const slug = 'materiel-perdu-ou-vole';
  const opened = await client.get(paths.newTicket({ nature: slug }));
  assert.match(shownIn(opened.body), /name="champ-vole"/);
  assert.doesNotMatch(shownIn(opened.body), /name="champ-plainte"|name="champ-donnees"/);
  const first = await typed(slug, { ...stolen, 'champ-vole': 'oui' });
  const second = await client.post(paths.newTicket(), first);
  assert.equal(second.statusCode, 200);
  assert.match(second.body, /Encore 2 questions/);
  assert.match(second.body, /href="#champ-plainte"/);
  assert.doesNotMatch(second.body, /ds-error-summary/);
  assert.match(shownIn(second.body), /name="champ-plainte"/);
  for (const words of [String(first['objet']), 'value="2026-11-22"', 'value="oui" checked']) {
    assert.ok(second.body.includes(words), words);
  }
  const third = { ...first, _champ: ['plainte', 'donnees'], 'champ-donnees': '' };
  const missing = await client.post(paths.newTicket(), third);
  assert.equal(missing.statusCode, 422);
  assert.match(missing.body, /Répondez oui ou non à «\sAvez-vous déposé plainte\s\?/);
  assert.doesNotMatch(missing.body, /Encore/);
  const sent = await client.post(paths.newTicket(), { ...third, 'champ-plainte': 'non' });
  assert.equal(sent.statusCode, 303);
  const row = await rowOf(Number(/\d+/.exec(sent.headers.location ?? '')?.[0]));
  assert.deepEqual(row.answers, {
    ...{ materiel: 'telephone', constate_le: '2026-11-22', vole: true, plainte: false },
  });
});

test('a form that misses something else says so, and shows the new questions without calling them wrong', async () => {
  const client = await marie();
  const response = await post(client, 'materiel-perdu-ou-vole', {
    ...stolen,
    ...{ objet: '', 'champ-vole': 'oui' },
  });
  assert.equal(response.statusCode, 422);
  assert.match(response.body, /1 point est à corriger/);
  assert.match(shownIn(response.body), /name="champ-plainte"/);
});

test('what a hidden question holds is neither asked for nor kept', async () => {
  const client = await marie();
  const number = await file(client, 'materiel-perdu-ou-vole', {
    ...{ 'champ-materiel': 'cle', 'champ-constate_le': '2026-11-20', 'champ-vole': 'non' },
    ...{ _champ: ['plainte', 'donnees'], 'champ-plainte': 'oui', 'champ-donnees': 'Secret' },
    ...{ 'champ-inconnu': 'x', 'champ-dossier': 'de la nature voisine' },
  });
  const row = await rowOf(number);
  assert.deepEqual(row.answers, { materiel: 'cle', constate_le: '2026-11-20', vole: false });
  assert.doesNotMatch(row.answers_text, /Secret|voisine/);
});

test('each wrong answer is told where it is, with what to do, and stays as it was typed', async () => {
  const client = await marie();
  const response = await post(client, 'maintenance-du-batiment', {
    ...{ 'champ-domaine': 'chauffage', _champ: ['temperature'], 'champ-temperature': 'frisquet' },
    ...{ 'champ-lieu': '999', 'champ-lieu-bureau': 'x'.repeat(61) },
  });
  assert.equal(response.statusCode, 422);
  for (const box of ['champ-temperature', 'champ-lieu-bureau']) {
    assert.ok(response.body.includes(`href="#${box}"`), box);
    assert.ok(response.body.includes(`id="${box}-error"`), box);
  }
  assert.ok(response.body.includes('value="frisquet"'));
  assert.ok(response.body.includes('en chiffres, par exemple 12'));
  const day = await post(client, 'materiel-perdu-ou-vole', {
    ...stolen,
    ...{ 'champ-constate_le': 'avant-hier', 'champ-vole': 'non', _champ: ['donnees'] },
  });
  assert.ok(day.body.includes('value="avant-hier"'));
  const late = await post(client, 'materiel-perdu-ou-vole', {
    ...stolen,
    ...{ 'champ-constate_le': '24/11/2026', 'champ-vole': 'non', _champ: ['donnees'] },
  });
  assert.match(late.body, /choisissez le 23\/11\/2026 ou un jour avant/);
});

test('hostile answers are refused as answers, never as a fault', async () => {
  const client = await marie();
  const good = { ...stolen, 'champ-vole': 'non', _champ: ['donnees'], 'champ-donnees': '' };
  const hostile: Fields[] = [
    { 'champ-materiel': 'char' },
    { 'champ-materiel': ['char', 'telephone'] },
    { 'champ-donnees': 'x'.repeat(100_000) },
    { 'champ-constate_le': '9'.repeat(100_000) },
    { 'champ-vole': 'true' },
    { 'champ-materiel': '' },
  ];
  for (const more of hostile) {
    const { statusCode } = await post(client, 'materiel-perdu-ou-vole', { ...good, ...more });
    assert.equal(statusCode, 422, JSON.stringify(more).slice(0, 80));
  }
  await file(client, 'materiel-perdu-ou-vole', {
    ...good,
    ...{
      'champ-materiel': ['telephone', 'char'],
      champ: 'x',
      'champ-': 'x',
      'champ-__proto__': 'x',
    },
  });
});

test('a person is looked for by name, chosen, and read by name everywhere', async () => {
  const client = await marie();
  const slug = 'fichiers-partages';
  const shared = {
    ...{ 'champ-dossier': 'Commun > Sujets', 'champ-que_faire': 'partager' },
    ...{ _champ: ['a_qui', 'peut_modifier'], 'champ-peut_modifier': 'non' },
  };
  const named = { ...shared, 'champ-a_qui-nom': 'duvernay' };
  const search = await client.post(
    paths.newTicketDraft(),
    await typed(slug, { ...named, _chercher: 'champ-a_qui-nom' }),
  );
  assert.equal(search.headers.location, `${paths.newTicket({ nature: slug })}#champ-a_qui-nom`);
  const found = (await client.get(paths.newTicket({ nature: slug }))).body;
  assert.match(shownIn(found), /DUVERNAY Lison/);
  assert.match(found, /name="champ-a_qui-cherche" value="duvernay"/);
  const unchosen = await post(client, slug, named);
  assert.equal(unchosen.statusCode, 422);
  assert.match(unchosen.body, /choisissez la personne dans la liste/);
  const unknown = await post(client, slug, { ...shared, 'champ-a_qui-nom': 'zzyzx' });
  assert.match(unknown.body, /personne ne correspond à «\szzyzx/);
  const id = String(await personIdOf(site.db, 'lison.duvernay'));
  const number = await file(client, slug, {
    ...{ ...named, 'champ-a_qui': id, 'champ-a_qui-cherche': 'duvernay' },
  });
  const nadia = await signedIn(site, 'nadia.benali');
  for (const [reader, path] of [
    [client, paths.ticket(number)],
    [client, paths.ticketPrint(number)],
    [client, paths.ticketSubmitted(number)],
    [nadia, paths.consoleTicket(number)],
  ] as const) {
    const { body } = await reader.get(path);
    for (const words of ['Commun > Sujets', 'DUVERNAY Lison', 'Ouvrir le dossier à quelqu’un']) {
      assert.ok(body.includes(words), `${words} on ${path}`);
    }
  }
  assert.ok((await client.get(paths.home({ q: 'duvernay' }))).body.includes(String(number)));
  assert.ok(
    (await nadia.get(paths.console({ vue: 'equipe', q: 'commun > sujets' }))).body.includes(
      String(number),
    ),
  );
});

test('the profile answers before one does, and never over what was typed', async () => {
  const client = await marie();
  const slug = 'maintenance-du-batiment';
  await client.post(paths.newTicketDraft(), await typed(slug, { _effacer: 'oui' }));
  const opened = (await client.get(paths.newTicket({ nature: slug }))).body;
  const siege = String(await siteIdOf(site.db, 'SIEGE'));
  assert.match(opened, new RegExp(`<option value="${siege}" selected`));
  assert.match(
    opened,
    /name="champ-lieu-bureau"[^>]*value="214"|value="214"[^>]*name="champ-lieu-bureau"/,
  );
  const hosting = (await client.get(paths.newTicket({ nature: 'hebergement-site-web' }))).body;
  assert.ok(hosting.includes('value="Division des examens et concours"'));
  await client.post(
    paths.newTicketDraft(),
    await typed(slug, { 'champ-lieu': '', 'champ-lieu-bureau': '' }),
  );
  const again = (await client.get(paths.newTicket({ nature: slug }))).body;
  assert.doesNotMatch(
    again,
    /name="champ-lieu-bureau"[^>]*value="214"|value="214"[^>]*name="champ-lieu-bureau"/,
  );
});

test('a form of a version no longer asked comes back with what was typed, and says why', async () => {
  const client = await marie();
  const slug = 'site-web-et-intranet';
  await ask(slug, [{ kind: 'text', code: 'adresse', label: 'Quelle page ?', required: true }]);
  const fields = await typed(slug, { 'champ-adresse': '/accueil <b>' });
  await ask(slug, [
    { kind: 'text', code: 'adresse', label: 'Adresse de la page', required: true },
    { kind: 'yes_no', code: 'publique', label: 'Est-elle publique ?', required: true },
  ]);
  const stale = await client.post(paths.newTicket(), fields);
  assert.equal(stale.statusCode, 409);
  assert.match(stale.body, /Les questions de cette nature ont changé/);
  assert.ok(stale.body.includes('value="/accueil &lt;b>"'), 'what was typed is there');
  const form = { ...fields, _form: await formIdOf(slug), 'champ-publique': 'oui' };
  const sent = await client.post(paths.newTicket(), form);
  assert.equal(sent.statusCode, 303);
  for (const foreign of ['', 'x', await formIdOf('logistique')]) {
    const again = { ...form, cle: randomUUID(), objet: 'Autre', _form: foreign };
    assert.equal((await client.post(paths.newTicket(), again)).statusCode, 409, foreign);
  }
});

test('answers follow to another nature that asks the same, and wait for those that do not', async () => {
  const client = await marie();
  await client.post(
    paths.newTicketDraft(),
    await typed('poste-de-travail', {
      ...{ 'champ-materiel': 'portable', 'champ-numero_inventaire': 'PC-1' },
      _changer: 'materiel-perdu-ou-vole',
    }),
  );
  const page = (await client.get(paths.newTicket({ nature: 'materiel-perdu-ou-vole' }))).body;
  assert.match(shownIn(page), /value="portable" checked|checked[^>]*value="portable"/);
  assert.match(shownIn(page), /name="champ-donnees"/);
});

test('what was typed in a question that is put away stays in the draft until it is asked again', async () => {
  const client = await marie();
  const slug = 'materiel-perdu-ou-vole';
  const fields = await typed(slug, { ...stolen, 'champ-vole': 'non' });
  const written = { ...fields, _champ: ['donnees'], 'champ-donnees': 'Dossiers zébrés' };
  await client.post(paths.newTicketDraft(), written);
  const away = { ...fields, 'champ-materiel': 'cle' };
  await client.post(paths.newTicketDraft(), away);
  const hidden = (await client.get(paths.newTicket({ nature: slug }))).body;
  assert.doesNotMatch(shownIn(hidden), /Dossiers zébrés/);
  assert.ok(hidden.includes('Dossiers zébrés'));
  const corrected = await client.post(paths.newTicket(), { ...away, objet: '' });
  assert.equal(corrected.statusCode, 422);
  assert.ok(corrected.body.includes('Dossiers zébrés'));
  const asked = await client.post(paths.newTicket(), fields);
  assert.equal(asked.statusCode, 200, 'the second step');
  assert.match(shownIn(asked.body), /Dossiers zébrés/);
  // Emptied where it is asked, it is empty.
  await client.post(paths.newTicketDraft(), { ...written, 'champ-donnees': '' });
  const emptied = (await client.get(paths.newTicket({ nature: slug }))).body;
  assert.ok(!emptied.includes('Dossiers zébrés'));
  await client.post(paths.newTicketDraft(), { ...written, _effacer: 'oui' });
});

test('what the profile answered is no text that somebody began', async () => {
  const client = await marie();
  const slug = 'hebergement-site-web';
  const page = (await client.get(paths.newTicket({ nature: slug }))).body;
  const shown: Fields = { ...formFields(page, paths.newTicket()), 'champ-operation': '' };
  const begun = /nature=hebergement-site-web/;
  await client.post(paths.newTicket(), shown);
  assert.doesNotMatch((await client.get(paths.home())).body, begun);
  const [service = ''] = [shown['champ-service']].flat();
  assert.notEqual(service, '');
  await client.post(paths.newTicketDraft(), { ...shown, 'champ-service': `${service}, bureau 2` });
  assert.match((await client.get(paths.home())).body, begun);
  await client.post(paths.newTicketDraft(), { ...shown, _effacer: 'oui' });
});

test('the questions of a nature cost its form no statement of their own', async () => {
  const client = await marie();
  const count = async (slug: string) => {
    const address = paths.newTicket({ nature: slug });
    return (await statementsOf(() => client.get(address))).length;
  };
  assert.equal(await count('logistique'), await count('conseil'));
  assert.equal(await count('conseil'), 3);
});

test('whatever is typed is read back equal, in the form and on every page', {
  skip: naughtyStringsAbsent,
}, async () => {
  const client = await marie();
  const nadia = await signedIn(site, 'nadia.benali');
  const strings = (await readNaughtyStrings()).filter((_, index) => index % 3 === 0);
  await ask('messagerie', [
    { kind: 'text', code: 'court', label: 'Court', longest: 500 },
    { kind: 'long_text', code: 'long', label: 'Long' },
  ]);
  for (const text of strings) {
    const answer = cleanText(text);
    const number = await file(client, 'messagerie', { 'champ-court': text, 'champ-long': text });
    const isBlank = !/\S/.test(answer);
    const row = await rowOf(number);
    assert.deepEqual(row.answers, isBlank ? {} : { court: answer, long: answer });
    if (isBlank) continue;
    for (const [reader, path] of [
      [client, paths.ticket(number)],
      [nadia, paths.consoleTicket(number)],
    ] as const) {
      const shown = textsIn((await reader.get(path)).body);
      assert.equal(shown.filter((one) => one === answer).length, 2, JSON.stringify(text));
    }
  }
});
