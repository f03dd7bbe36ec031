import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { categoryIdOf, personIdOf, teamIdOf } from '../../../seeds/find.ts';
import { type Client, signedIn, type TestApp, testApp } from '../../../test/support/app.ts';
import { assertTrailIsWhole } from '../../../test/support/audit.ts';
import { formFields } from '../../../test/support/forms.ts';
import { fileTicket } from '../../../test/support/tickets.ts';
import { findDraft } from '../../domain/drafts/drafts.ts';
import { paths } from '../../paths.ts';
import { recordStatements } from '../../platform/db/statements.ts';

let site: TestApp;
let odile: Client;
let lucie: Client;
let marie: Client;
before(async () => {
  site = await testApp();
  odile = await signedIn(site, 'odile.garnier');
  lucie = await signedIn(site, 'lucie.moreau');
  marie = await signedIn(site, 'marie.dupont');
});
after(async () => {
  await assertTrailIsWhole(site.db);
  await site.close();
});

const [own, others] = ['developpement', 'imprimante'];

const rowOf = (slug: string) =>
  site.db
    .selectFrom('category')
    .select(['id', 'name', 'description', 'synonyms', 'team_id', 'active', 'version'])
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow();

const formOf = async (client: Client, slug: string) =>
  formFields((await client.get(paths.categoryEditing(slug))).body, paths.categoryEditing(slug));

const lastAudit = async (slug: string) => {
  const { id } = await rowOf(slug);
  return site.db
    .selectFrom('audit_entry')
    .select(['act', 'actor_id', 'before', 'after'])
    .where('subject', '=', `category:${String(id)}`)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
};

test('a lead changes what their nature is for and the words that lead to it, and people find it', async () => {
  const form = await formOf(lucie, own);
  const before_ = await rowOf(own);
  const synonymes = `${form['synonymes'] ?? ''}\n  Moulinette   maison \nmoulinette MAISON\n\n`;
  const typed = { ...form, description: 'Une petite application à écrire.', synonymes };
  const sent = await lucie.post(paths.categoryEditing(own), typed);
  assert.equal(sent.statusCode, 303);
  const now = await rowOf(own);
  assert.deepEqual(now.synonyms, [...before_.synonyms, 'Moulinette maison']);
  assert.equal(now.version, before_.version + 1);
  assert.match((await marie.get(paths.category(own))).body, /Une petite application à écrire/);
  assert.match((await marie.get(paths.search({ q: 'moulinette' }))).body, /natures\/developpement/);
  const entry = await lastAudit(own);
  assert.equal(entry.act, 'edit-category');
  assert.equal(entry.actor_id, await personIdOf(site.db, 'lucie'));
  assert.deepEqual(Object.keys(entry.before as object).sort(), ['description', 'synonyms']);
  // Sent again, as a double click does, it changes nothing more.
  assert.equal((await lucie.post(paths.categoryEditing(own), typed)).statusCode, 303);
  assert.equal((await rowOf(own)).version, now.version);
  const { body } = await lucie.get(paths.categoryHistory(own));
  assert.match(body, /Nature modifiée, par MOREAU Lucie/);
  assert.match(body, /Synonymes[\s\S]*Avant[\s\S]*Après[\s\S]*Moulinette maison/);
});

test('only an administrator gives a nature to another team or closes it; its tickets stay', async () => {
  const number = await fileTicket(site.db, { category: others }, site.clock());
  const form = await formOf(odile, others);
  const page = await odile.get(paths.categoryEditing(others));
  assert.match(page.body, /\d+ demandes? en cours reste/);
  const logistics = await teamIdOf(site.db, 'LOGISTIQUE');
  const former = (await rowOf(others)).team_id;
  const given = { ...form, equipe: String(logistics) };
  assert.equal((await odile.post(paths.categoryEditing(others), given)).statusCode, 303);
  const next = await fileTicket(site.db, { category: others }, site.clock());
  const teams = await site.db
    .selectFrom('ticket')
    .select('team_id')
    .where('number', '=', (eb) => eb.fn.any(eb.val([number, next])))
    .orderBy('number')
    .execute();
  assert.deepEqual(
    teams.map(({ team_id }) => team_id),
    [former, logistics],
  );
  assert.match((await odile.get(paths.categoryHistory(others))).body, /Équipe[\s\S]*LOGISTIQUE/);

  const closed = { ...(await formOf(odile, others)), active: 'non' };
  assert.equal((await odile.post(paths.categoryEditing(others), closed)).statusCode, 303);
  assert.doesNotMatch((await marie.get(paths.assistance())).body, /natures\/imprimante/);
  assert.equal((await marie.get(paths.category(others))).statusCode, 200);
  const opened = { ...(await formOf(odile, others)), active: 'oui' };
  assert.equal((await odile.post(paths.categoryEditing(others), opened)).statusCode, 303);

  // A lead is told whom to ask, and what they add to the form changes nothing.
  const told = await lucie.get(paths.categoryEditing(own));
  assert.match(told.body, /À qui demander[^<]*GARNIER Odile/);
  assert.doesNotMatch(told.body, /name="equipe"/);
  const before_ = await rowOf(own);
  const forged = { ...(await formOf(lucie, own)), equipe: String(logistics), active: 'non' };
  assert.equal((await lucie.post(paths.categoryEditing(own), forged)).statusCode, 303);
  assert.deepEqual(await rowOf(own), before_);
});

test('« Choisissez plutôt » is said line by line, and what is half said comes back', async () => {
  const other = String(await categoryIdOf(site.db, 'conseil'));
  const form = await formOf(lucie, own);
  const blank = { autre1: '', si1: '', autre2: '', si2: '', autre3: '', si3: '' };
  const twice = { ...form, ...blank, autre1: other, si1: 'vous hésitez', autre2: other, si2: 'x' };
  const half = { ...form, ...blank, autre1: other, si2: 'vous hésitez' };
  const self = { ...form, ...blank, autre1: String((await rowOf(own)).id), si1: 'x' };
  for (const [typed, field] of [
    [twice, 'autre2'],
    [half, 'si1'],
    [half, 'autre2'],
    [self, 'autre1'],
  ] as const) {
    const answer = await lucie.post(paths.categoryEditing(own), typed);
    assert.equal(answer.statusCode, 422);
    assert.match(answer.body, new RegExp(`href="#${field}"`), field);
  }
  const said = { ...form, ...blank, autre2: other, si2: 'si vous hésitez encore.' };
  assert.equal((await lucie.post(paths.categoryEditing(own), said)).statusCode, 303);
  const page = (await marie.get(paths.category(own))).body;
  assert.match(page, /natures\/conseil">Conseil<\/a>[\s\S]{0,20}si vous hésitez encore/);
  assert.doesNotMatch(page, /si si /);
  assert.match(
    (await lucie.get(paths.categoryHistory(own))).body,
    /Conseil si vous hésitez encore/,
  );
  assert.equal((await formOf(lucie, own))['si1'], 'vous hésitez encore');
});

test('what is missing, taken or too long comes back with everything typed, and is kept', async () => {
  const form = await formOf(odile, own);
  const send = (part: Record<string, string>) =>
    odile.post(paths.categoryEditing(own), { ...form, ...part });
  for (const [part, field, words] of [
    [{ nom: ' ' }, 'nom', /Donnez un nom à la nature/],
    [{ nom: '\u200B' }, 'nom', /Donnez un nom à la nature/],
    [{ nom: 'CONSEIL' }, 'nom', /Une autre nature de la famille porte déjà ce nom/],
    [{ description: '' }, 'description', /Dites à quoi sert cette nature/],
    [{ synonymes: 'x'.repeat(81) }, 'synonymes', /80 caractères au plus par ligne/],
    [
      { synonymes: Array.from({ length: 61 }, (_, n) => `mot${String(n)}`).join('\n') },
      'synonymes',
      /au plus 60/,
    ],
    [{ equipe: '999999' }, 'equipe', /Choisissez l’équipe qui répond/],
  ] as const) {
    const answer = await send(part);
    assert.equal(answer.statusCode, 422, field);
    assert.match(answer.body, words);
    assert.match(answer.body, new RegExp(`href="#${field}"`));
  }
  const typed = await send({ nom: '', description: 'À garder absolument' });
  assert.equal(
    formFields(typed.body, paths.categoryEditing(own))['description'],
    'À garder absolument',
  );
  assert.match((await odile.get(paths.categoryEditing(own))).body, /À garder absolument/);
  await odile.post(paths.categoryDraft(own), { ...form, _effacer: 'oui' });
  assert.equal(
    await findDraft(site.db, await personIdOf(site.db, 'odile'), `category:${own}`),
    null,
  );
});

test('of two who edit at once, the second is told who did what and loses nothing', async () => {
  const [first, second] = [await formOf(odile, own), await formOf(lucie, own)];
  await odile.post(paths.categoryEditing(own), { ...first, nom: 'Développement sur mesure' });
  const late = await lucie.post(paths.categoryEditing(own), {
    ...second,
    description: 'Mes mots.',
  });
  assert.equal(late.statusCode, 409);
  assert.match(late.body, /La nature a changé[\s\S]*Nature modifiée, par GARNIER Odile/);
  const again = formFields(late.body, paths.categoryEditing(own));
  assert.equal(again['description'], 'Mes mots.');
  // Opened again, the draft is there and still says that it is late.
  assert.match(
    (await lucie.get(paths.categoryEditing(own))).body,
    /La nature a changé[\s\S]*Mes mots\./,
  );
  assert.equal((await lucie.post(paths.categoryEditing(own), again)).statusCode, 303);
  const now = await rowOf(own);
  assert.equal(now.description, 'Mes mots.');
  const me = await personIdOf(site.db, 'lucie');
  assert.equal(await findDraft(site.db, me, `category:${own}`), null);
});

test('a sentence is tried on the words being written, before anybody else finds by them', async () => {
  const form = await formOf(lucie, own);
  const typed = {
    ...form,
    synonymes: `${form['synonymes'] ?? ''}\nxylophone`,
    _phrase: 'le xylophone fume',
    _apercu: 'mots',
  };
  const sent = await lucie.post(paths.categoryDraft(own), typed);
  assert.equal(sent.statusCode, 303);
  const page = await lucie.get((sent.headers.location ?? '').replace('#apercu', ''));
  assert.match(
    page.body,
    /«\sle xylophone fume\s» mène à[\s\S]*par le synonyme «\sxylophone\s»[\s\S]*cette nature/,
  );
  assert.equal(formFields(page.body, paths.categoryEditing(own))['_phrase'], 'le xylophone fume');
  assert.doesNotMatch(
    (await marie.get(paths.search({ q: 'xylophone' }))).body,
    /natures\/developpement/,
  );
  const nothing = await lucie.post(paths.categoryDraft(own), { ...typed, _phrase: 'xqzwk' });
  assert.match(
    (await lucie.get((nothing.headers.location ?? '').replace('#apercu', ''))).body,
    /Aucune nature trouvée/,
  );
  await lucie.post(paths.categoryDraft(own), { ...form, _effacer: 'oui' });
});

test('« Je ne sais pas » stays open to all, even for administrators', async () => {
  const slug = 'je-ne-sais-pas';
  const before_ = await rowOf(slug);
  const page = await odile.get(paths.categoryEditing(slug));
  assert.match(page.body, /reste proposée à tous/);
  const form = { ...(await formOf(odile, slug)), active: 'non', equipe: '1' };
  assert.equal((await odile.post(paths.categoryEditing(slug), form)).statusCode, 303);
  assert.deepEqual(await rowOf(slug), before_);
});

test('a nature of another team does not exist, to read or to change', async () => {
  const before_ = await rowOf(others);
  for (const path of [
    paths.categoryEditing(others),
    paths.categoryHistory(others),
    paths.categoryEditing('nulle-part'),
    paths.categoryEditing('%00'),
  ]) {
    assert.equal((await lucie.get(path)).statusCode, 404, path);
  }
  for (const path of [paths.categoryEditing(others), paths.categoryDraft(others)]) {
    assert.equal((await lucie.post(path, { nom: 'x', version: '1' })).statusCode, 404, path);
  }
  assert.deepEqual(await rowOf(others), before_);
  assert.ok(!(await lucie.get(paths.categoryDesk())).body.includes(paths.categoryEditing(others)));
});

test('the pages of natures cost the same number of statements whatever they hold', async () => {
  const count = async (path: string) =>
    (await recordStatements(() => odile.get(path))).statements.length;
  assert.ok((await count(paths.categoryDesk())) <= 5);
  assert.ok((await count(paths.categoryEditing(own))) <= 9);
  assert.ok((await count(paths.categoryHistory(own))) <= 5);
});

test('a condition of a hundred thousand dots is refused at once', async () => {
  const other = String(await categoryIdOf(site.db, 'conseil'));
  const typed = { ...(await formOf(lucie, own)), autre1: other, si1: `${'.'.repeat(99_999)}x` };
  const before = performance.now();
  assert.equal((await lucie.post(paths.categoryEditing(own), typed)).statusCode, 422);
  assert.ok(performance.now() - before < 2000);
});
