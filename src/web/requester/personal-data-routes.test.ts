import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newClient, signedIn, type TestApp, testApp } from '../../../test/support/app.ts';
import { viewerNamed } from '../../../test/support/tickets.ts';
import { type DraftContent, saveDraft } from '../../domain/drafts/drafts.ts';
import { findPersonByLogin } from '../../domain/people/person-queries.ts';
import { personalSources } from '../../domain/reports/personal-sources.ts';
import { acts } from '../../domain/tickets/transition.ts';
import { paths } from '../../paths.ts';
import { englishCatalogues, frenchCatalogues } from '../../ui/catalogues.ts';
import { shownRows } from './personal-data-page.tsx';

let site: TestApp;
before(async () => {
  site = await testApp();
});
after(() => site.close());

test('one reads on a page what the desk holds about oneself, in words', async () => {
  const marie = await signedIn(site, 'marie.dupont');
  const { statusCode, body } = await marie.get(paths.personalData());
  assert.equal(statusCode, 200);
  assert.match(body, /Compte et coordonnées/);
  assert.match(body, /marie\.dupont@/);
  assert.match(body, /Demandes \(\d+\)/);
  assert.doesNotMatch(body, /profile:data|undefined|\[object|\$argon2/);
  assert.doesNotMatch(body, /paul\.martin|nadia\.benali/);
});

test('nothing on the page is a code: acts, things, answers and places of drafts are in words', async () => {
  const nadia = await viewerNamed(site.db, 'nadia.benali');
  const drafts: [string, DraftContent][] = [
    [
      'new-ticket:compte-et-mot-de-passe',
      {
        ...{ objet: 'Boîte pleine', cle: 'x', site: String(nadia.siteId), bloque: 'gene' },
        ...{ 'champ-besoin': 'connexion', 'champ-besoin-profil': 'x', 'champ-autre': 'Ancienne' },
      },
    ],
    ['ticket:100014:completion', { body: 'Une précision' }],
    ['console:100023:question', { texte: 'Quel dossier ?' }],
    ['article-remark:ecran-noir', { remarque: 'Merci' }],
    ['announcement:new', { titre: 'Coupure', version: '', heureDebut: '09:00' }],
    ['targets:messagerie', { 'prise-low': '2' }],
  ];
  for (const [place, content] of drafts)
    await saveDraft(site.db, { personId: nadia.id, place, content }, site.clock());
  const { body } = await (await signedIn(site, 'nadia.benali')).get(paths.personalData());
  for (const words of [
    'Nouvelle demande, nature «\u00a0Compte et mot de passe\u00a0»',
    'De quoi avez-vous besoin',
    'Me connecter de nouveau',
    'Ancienne',
    'Gêné',
    'Demande n°\u00a0100014\u00a0: complément',
    'Demande n°\u00a0100023\u00a0: demande de complément',
    'Nouveau message',
    'Délais de la nature «\u00a0Messagerie\u00a0»',
    'Boîte pleine',
    'Siège, hôtel des Tilleuls',
    'Personne ajoutée',
    'Personne BENALI Nadia',
  ]) {
    assert.ok(body.includes(words), words);
  }
  assert.doesNotMatch(
    body,
    /add-person|set-password|person:\d|siteId|isAdministrator|new-ticket|ticket:\d|champ-|: (?:true|false)\b/,
  );
  const marie = (await (await signedIn(site, 'marie.dupont')).get(paths.personalData())).body;
  assert.doesNotMatch(marie, /que_faire|au_bureau|prochaine_reunion|>\s*Réponses<\/dt><dd><\/dd>/);
});

test('one takes it all away as a file', async () => {
  const marie = await signedIn(site, 'marie.dupont');
  const { statusCode, headers, body } = await marie.get(paths.personalDataFile());
  assert.equal(statusCode, 200);
  assert.match(String(headers['content-type']), /^application\/json/);
  assert.equal(
    headers['content-disposition'],
    'attachment; filename="mes-donnees-2026-11-23.json"',
  );
  const file = JSON.parse(body) as { login: string; tables: Record<string, unknown[]> };
  assert.equal(file.login, 'marie.dupont');
  assert.deepEqual(
    Object.keys(file.tables).sort(),
    personalSources.map(({ table }) => table).sort(),
  );
  assert.ok((file.tables['ticket'] ?? []).length > 5);
});

test('somebody who is not signed in is given nothing', async () => {
  for (const path of [paths.personalData(), paths.personalDataFile()]) {
    const answer = await newClient(site).get(path);
    assert.equal(answer.statusCode, 303);
    assert.match(String(answer.headers.location), /^\/connexion/);
  }
});

test('the page shows the first rows of a long list, the file them all', async () => {
  const person = await findPersonByLogin(site.db, 'marie.dupont');
  assert.ok(person);
  for (let index = 0; index < shownRows + 5; index++) {
    const draft = { personId: person.id, place: `ticket:${String(index)}`, content: { text: 'x' } };
    await saveDraft(site.db, draft, site.clock());
  }
  const marie = await signedIn(site, 'marie.dupont');
  assert.ok((await marie.get(paths.personalData())).body.includes('Les 20 premières lignes'));
  const file = JSON.parse((await marie.get(paths.personalDataFile())).body) as {
    tables: Record<string, unknown[]>;
  };
  assert.ok((file.tables['draft'] ?? []).length >= shownRows + 5);
});

test('every act and kind that a row may bear has its words in both languages', () => {
  const told = [...acts, 'submit', 'remind', 'extend', 'completion', 'question', 'resolution'];
  for (const { data } of [frenchCatalogues.profile, englishCatalogues.profile]) {
    const codes: Record<string, string> = data.code;
    for (const act of told) assert.ok(codes[act], act);
  }
});

test('every table and column has its words in both languages', () => {
  for (const { data } of [frenchCatalogues.profile, englishCatalogues.profile]) {
    const tables: Record<string, string> = data.table;
    const columns: Record<string, string> = data.column;
    for (const { table, columns: columnsOf } of personalSources) {
      assert.ok(tables[table], table);
      for (const name of Object.keys(columnsOf(1))) assert.ok(columns[name], `${table}.${name}`);
    }
  }
});
