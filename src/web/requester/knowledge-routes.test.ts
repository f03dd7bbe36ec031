import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { articles } from '../../../seeds/articles-data.ts';
import { type Client, signedIn, type TestApp, testApp } from '../../../test/support/app.ts';
import { paths } from '../../paths.ts';
import { recordStatements } from '../../platform/db/statements.ts';

let site: TestApp;
let marie: Client;
before(async () => {
  site = await testApp();
  marie = await signedIn(site, 'marie.dupont');
});
after(() => site.close());

test('the F.A.Q. lists every sheet under its family, in two statements', async () => {
  // The sheets are read the first time, then kept.
  await marie.get(paths.knowledge());
  const { result, statements } = await recordStatements(() => marie.get(paths.knowledge()));
  assert.equal(result.statusCode, 200);
  assert.ok(articles.length >= 15);
  for (const { slug } of articles) assert.ok(result.body.includes(`href="/faq/${slug}"`), slug);
  assert.ok(statements.length <= 4, statements.join('\n'));
});

test('a sheet is read with its headings and lists, and leads to its natures', async () => {
  for (const { slug, title, body, categories } of articles) {
    const page = await marie.get(paths.article(slug));
    assert.equal(page.statusCode, 200);
    assert.ok(page.body.includes(`<h1>${title.replaceAll('&', '&amp;')}</h1>`), title);
    const items = body.match(/^(?:- |\d\. )/gm) ?? [];
    assert.ok(items.length > 0 && page.body.split('<li>').length > items.length);
    assert.equal(page.body.match(/<h2>/g)?.length, body.match(/^## /gm)?.length);
    for (const category of categories) {
      assert.ok(page.body.includes(`nature=${category}`), `${slug} leads to ${category}`);
    }
  }
});

test('the F.A.Q. is searched by words, misspelled or not, and says when it found nothing', async () => {
  const found = await marie.get(`${paths.knowledge()}?q=mot+de+passe`);
  assert.match(found.body, /fiches? pour «/);
  const mistyped = await marie.get(`${paths.knowledge()}?q=imprimente`);
  assert.match(mistyped.body, /href="\/faq\/[a-z0-9-]*"/);
  const plural = await marie.get(`${paths.knowledge()}?q=imprimantes`);
  assert.match(plural.body, /<mark>imprimante<\/mark>/);
  const none = await marie.get(`${paths.knowledge()}?q=${encodeURIComponent('<zyxw>')}`);
  assert.match(none.body, /Aucune fiche pour «\u00a0&lt;zyxw>/);
  assert.match(none.body, /Déposer une demande/);
});

test('a sheet is found by what people type for its natures, and by no word of grammar', async () => {
  const { body } = await marie.get(paths.knowledge({ q: 'mes mails ne partent pas' }));
  const [first] = [...body.matchAll(/href="\/faq\/([a-z0-9-]+)"/g)].map(([, slug]) => slug);
  assert.equal(first, 'boite-aux-lettres-pleine');
  for (const q of ['mail', 'note de frais']) {
    const found = await marie.get(paths.knowledge({ q }));
    assert.doesNotMatch(found.body, /<mark>(mais|main|matin|notre|côté)<\/mark>/i, q);
  }
});

test('a sheet that does not exist is not found', async () => {
  assert.equal((await marie.get('/faq/rien-de-tel')).statusCode, 404);
});
