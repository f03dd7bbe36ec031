import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newClient, signedIn, type TestApp, testApp } from '../../../test/support/app.ts';
import { saveDraft } from '../../domain/drafts/drafts.ts';
import { findPersonByLogin } from '../../domain/people/person-queries.ts';
import { personalSources } from '../../domain/reports/personal-sources.ts';
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
