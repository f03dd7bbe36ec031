import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Client, signedIn, type TestApp, testApp } from '../../../test/support/app.ts';
import { unescapeHtml } from '../../../test/support/forms.ts';
import { statementsOf } from '../../../test/support/statements.ts';
import { addRoutingRule } from '../../domain/routing/add-routing-rule.ts';
import { paths } from '../../paths.ts';

let site: TestApp;
let marie: Client;
before(async () => {
  site = await testApp();
  marie = await signedIn(site, 'marie.dupont');
});
after(() => site.close());

async function read(path: string, client = marie): Promise<string> {
  const response = await client.get(path);
  assert.equal(response.statusCode, 200, path);
  return unescapeHtml(response.body);
}

test('« Assistance » and « Services » list their families and natures, and only theirs', async () => {
  const assistance = await read(paths.assistance());
  assert.ok(assistance.includes('href="/assistance/logicielle"'));
  assert.ok(assistance.includes('href="/natures/messagerie"'));
  assert.ok(!assistance.includes('href="/natures/conseil"'));
  const services = await read(paths.services());
  assert.ok(services.includes('href="/natures/conseil"'));
  assert.ok(!services.includes('href="/natures/messagerie"'));
  for (const page of [assistance, services]) assert.match(page, /Je ne sais pas/);
});

test('a search finds natures by misspelled words and says why; what was typed follows to the form', async () => {
  const page = await read('/assistance?q=imprimente%20bloqu%C3%A9e');
  assert.match(page, /<a href="\/natures\/imprimante\?objet=imprimente\+bloqu%C3%A9e">Imprimante/);
  assert.match(page, /Trouvé par/);
  assert.ok(page.includes('nature=imprimante&objet=imprimente+bloqu%C3%A9e'));
  assert.ok(page.includes('nature=je-ne-sais-pas&objet=imprimente+bloqu%C3%A9e'));
  const nature = await read('/natures/imprimante?objet=imprimente');
  assert.ok(nature.includes('href="/demandes/nouvelle?nature=imprimante&objet=imprimente"'));
});

test('a search that finds nothing says so, and offers the whole catalogue and « Je ne sais pas »', async () => {
  const page = await read(`/services?q=${encodeURIComponent('zzxx <i>qq</i>')}`);
  assert.ok(page.includes('Aucune nature ne correspond à «\u00a0zzxx <i>qq</i>\u00a0»'));
  assert.ok(page.includes('href="/natures/conseil"'));
  assert.ok(page.includes('href="/natures/messagerie"'));
  assert.match(page, /nature=je-ne-sais-pas&objet=zzxx/);
});

test('a family shows under its own kind only', async () => {
  const page = await read(paths.family('problem', 'materielle'));
  assert.match(page, /Signaler un problème/);
  assert.equal((await marie.get('/services/materielle')).statusCode, 404);
  assert.equal((await marie.get('/assistance/inconnue')).statusCode, 404);
});

test('a nature says what it is for, what to choose instead, whom it reaches, by when, and its sheets', async () => {
  const page = await read(paths.category('messagerie'));
  for (const words of [
    'courriels qui ne partent pas',
    'Choisissez plutôt',
    'Compte et mot de passe</a> si la messagerie refuse',
    'Cette demande sera confiée à <strong>SYSTEM-RESEAU</strong>',
    'avant le 23/11/2026 à 15:00',
    'Ce n’est pas cela',
    'Ma boîte aux lettres est pleine',
    'Signaler un problème',
    'Je ne sais pas',
  ]) {
    assert.ok(page.includes(words), words);
  }
  assert.match(await read(paths.category('conseil')), /Demander un service/);
  assert.ok((await read(paths.category('conseil'))).includes('Pilotage</a> s’il vous faut'));
  // In English the reason keeps its own language, and says which: no word of ours binds it to the name.
  const login = 'octave.bellanger';
  await site.db.updateTable('person').set({ language: 'en' }).where('login', '=', login).execute();
  const english = await read(paths.category('conseil'), await signedIn(site, login));
  assert.ok(english.includes('Pilotage</a>: <span lang="fr">il vous faut'));
  assert.equal((await marie.get('/natures/inconnue')).statusCode, 404);
});

test('the team announced is the one the rules give for the reader’s own site', async () => {
  const { id: siteId } = await site.db
    .selectFrom('person')
    .innerJoin('site', 'site.id', 'person.site_id')
    .select('site.id')
    .where('login', '=', 'paul.martin')
    .executeTakeFirstOrThrow();
  const { id: teamId } = await site.db
    .selectFrom('team')
    .select('id')
    .where('code', '=', 'BATIMENT')
    .executeTakeFirstOrThrow();
  await addRoutingRule(
    site.db,
    {
      actorId: null,
      position: 1,
      label: 'Essai',
      condition: { op: 'is', fact: 'site', ids: [siteId] },
      teamId,
    },
    site.clock(),
  );
  const paul = await signedIn(site, 'paul.martin');
  for (const path of [paths.category('messagerie'), paths.newTicket({ nature: 'messagerie' })]) {
    assert.match(await read(path, paul), /confiée à <strong>BATIMENT/);
    assert.match(await read(path), /confiée à <strong>SYSTEM-RESEAU/);
  }
});

test('a nature no longer offered is still found, says so and cannot be filed', async () => {
  const active = (value: boolean) =>
    site.db.updateTable('category').set({ active: value }).where('slug', '=', 'pilotage').execute();
  await active(false);
  const page = await read(paths.category('pilotage'));
  assert.match(page, /n’est plus proposée/);
  assert.ok(!page.includes('nouvelle?nature=pilotage'));
  assert.match(await read(paths.newTicket({ nature: 'pilotage' })), /n’est plus proposée/);
  await active(true);
});

test('pages of the catalogue cost a few statements each', async () => {
  const cost = async (path: string) => (await statementsOf(() => marie.get(path))).length;
  assert.equal(await cost(paths.assistance()), 2);
  assert.equal(await cost('/assistance?q=ecran'), 2);
  assert.equal(await cost(paths.family('problem', 'logicielle')), 2);
  assert.equal(await cost(paths.category('messagerie')), 3);
});
