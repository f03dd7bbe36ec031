import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  type Client,
  newClient,
  signedIn,
  type TestApp,
  testApp,
} from '../../../test/support/app.ts';
import { paths } from '../../paths.ts';
import { guide, pictureOf } from './help-guide.ts';

let site: TestApp;
let nobody: Client;
before(async () => {
  site = await testApp();
  nobody = newClient(site);
});
after(() => site.close());

test('both guides are open to everybody, and every link of their contents leads somewhere', async () => {
  for (const path of [paths.help(), paths.agentHelp()]) {
    const { statusCode, body } = await nobody.get(path);
    assert.equal(statusCode, 200);
    const ids = [...body.matchAll(/href="#([a-z-]+)"/g)].map((match) => match[1]);
    assert.ok(ids.length > 8, `${String(ids.length)} links`);
    for (const id of ids) assert.ok(body.includes(`id="${String(id)}"`), `#${String(id)}`);
    assert.doesNotMatch(body, /\{\{|help:/, 'no text is left blank');
  }
});

test('the guide names every state and quotes the limits of this installation', async () => {
  const { body } = await nobody.get(paths.help());
  for (const state of ['En attente d’intervention', 'À compléter', 'Résolue', 'Annulée']) {
    assert.ok(body.includes(state), state);
  }
  for (const figure of ['10 jours ouvrés', '30 jours', '25\u00A0Mio', '100\u00A0Mio', '7 jours']) {
    assert.ok(body.includes(figure), figure);
  }
});

test('every picture of the guide was taken in both languages', () => {
  const pictures = Object.values(guide).flatMap((topics) =>
    topics.flatMap(({ picture }) => picture ?? []),
  );
  assert.ok(pictures.length >= 8);
  for (const lang of ['fr', 'en']) {
    for (const picture of pictures) {
      const { name } = pictureOf(picture, lang);
      assert.ok(existsSync(join(import.meta.dirname, '../../../assets', name)), name);
    }
  }
});

test('the help is searched, by misspelled words too; what it does not know leads to somebody', async () => {
  const found = await nobody.get(paths.help({ q: 'capture d’écran' }));
  assert.match(found.body, /href="\/aide#pieces-jointes"/);
  assert.match((await nobody.get(paths.help({ q: 'réorianter' }))).body, /intervenants#reorienter/);
  const none = await nobody.get(paths.help({ q: 'zwxq' }));
  assert.match(none.body, /ne dit rien de/);
  assert.match(none.body, /href="\/demandes\/nouvelle"/);
});

test('the search of the site finds the guide of who answers for who answers only', async () => {
  const marie = await signedIn(site, 'marie.dupont');
  const nadia = await signedIn(site, 'nadia.benali');
  const q = 'note interne équipes';
  assert.match((await nadia.get(paths.search({ q }))).body, /\/aide\/intervenants#note/);
  assert.doesNotMatch((await marie.get(paths.search({ q }))).body, /\/aide\/intervenants/);
});
