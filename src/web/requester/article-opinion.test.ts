import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { personIdOf, viewerOf } from '../../../seeds/find.ts';
import { type Client, signedIn, type TestApp, testApp } from '../../../test/support/app.ts';
import { formFields } from '../../../test/support/forms.ts';
import { findDraft } from '../../domain/drafts/drafts.ts';
import { withdrawArticle } from '../../domain/knowledge/withdraw-article.ts';
import { paths } from '../../paths.ts';
import { recordStatements } from '../../platform/db/statements.ts';

const slug = 'ecran-noir';
let site: TestApp;
let marie: Client;
before(async () => {
  site = await testApp();
  marie = await signedIn(site, 'marie.dupont');
});
after(() => site.close());

const counts = () =>
  site.db
    .selectFrom('article')
    .select(['helped_count', 'unhelped_count'])
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow();

test('a reader says once whether a sheet helped, and may change their mind', async () => {
  const asked = await marie.get(paths.article(slug));
  assert.match(asked.body, /Cette fiche vous a-t-elle aidé/);
  const answer = (client: Client, aide: string) =>
    client.post(paths.articleOpinion(slug), { aide });
  assert.equal((await answer(marie, 'oui')).headers.location, `${paths.article(slug)}#avis`);
  await answer(marie, 'oui');
  assert.deepEqual(await counts(), { helped_count: 1, unhelped_count: 0 });
  await answer(marie, 'non');
  assert.deepEqual(await counts(), { helped_count: 0, unhelped_count: 1 });
  await answer(await signedIn(site, 'paul.martin'), 'oui');
  assert.deepEqual(await counts(), { helped_count: 1, unhelped_count: 1 });
  const { result, statements } = await recordStatements(() => marie.get(paths.article(slug)));
  assert.match(result.body, /Vous avez répondu «\u00a0Non\u00a0»/);
  assert.ok(statements.length <= 6, statements.join('\n'));
  assert.equal((await answer(marie, 'peut-être')).statusCode, 303);
});

test('a remark is kept for those who look after the sheet, without a name, and may be taken back', async () => {
  await marie.post(paths.articleOpinion(slug), { aide: 'non' });
  const remark = (remarque: string) => marie.post(paths.articleRemark(slug), { remarque });
  const empty = await remark('');
  assert.equal(empty.statusCode, 422);
  assert.match(empty.body, /href="#remarque"/);
  const long = await remark('é'.repeat(2001));
  assert.equal(long.statusCode, 422);
  assert.equal(formFields(long.body, paths.articleRemark(slug))['remarque'], 'é'.repeat(2001));
  await remark('La photo <b>manque</b>.');
  const odile = await signedIn(site, 'odile.garnier');
  const { id } = await site.db
    .selectFrom('article')
    .select('id')
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow();
  const edited = await odile.get(paths.articleEditing(id));
  assert.match(edited.body, /La photo &lt;b>manque&lt;\/b>\./);
  assert.doesNotMatch(edited.body, /DUPONT/);
  assert.match(
    await remark('')
      .then(marie.follow)
      .then(({ body }) => body),
    /remarque est retirée/,
  );
  assert.doesNotMatch((await odile.get(paths.articleEditing(id))).body, /La photo/);
});

test('a remark being written is kept, and given back', async () => {
  await marie.post(paths.articleOpinion(slug), { aide: 'oui' });
  await marie.post(paths.articleRemarkDraft(slug), { remarque: 'Une idée' });
  const page = await marie.get(paths.article(slug));
  assert.equal(formFields(page.body, paths.articleRemark(slug))['remarque'], 'Une idée');
  await marie.post(paths.articleRemark(slug), { remarque: 'Une idée' });
  const personId = await personIdOf(site.db, 'marie.dupont');
  assert.equal(await findDraft(site.db, personId, `article-remark:${slug}`), null);
});

test('a sheet that does not exist takes no opinion', async () => {
  assert.equal((await marie.post(paths.articleOpinion('rien'), { aide: 'oui' })).statusCode, 404);
  assert.equal((await marie.post(paths.articleRemark('rien'), { remarque: 'x' })).statusCode, 404);
});

test('sheets that answer stand on the page of the nature, with their first words', async () => {
  const { body } = await marie.get(paths.category('messagerie'));
  assert.match(body, /href="\/faq\/boite-aux-lettres-pleine"/);
  assert.match(body, /quota dépassé/);
});

test('under the subject, sheets answer while one types, as a piece of page', async () => {
  const asked = paths.newTicketAnswers({ nature: 'messagerie', objet: 'ma boite est plaine' });
  const { result, statements } = await recordStatements(() => marie.get(asked));
  assert.equal(result.statusCode, 200);
  assert.doesNotMatch(result.body, /<html/);
  assert.match(result.body, /data-said="\d fiches? répond/);
  assert.match(result.body, /href="\/faq\/boite-aux-lettres-pleine"/);
  assert.ok(statements.length <= 5, statements.join('\n'));
  const none = paths.newTicketAnswers({ nature: 'messagerie', objet: 'girafe' });
  assert.equal((await marie.get(none)).body, '');
  assert.equal((await marie.get(paths.newTicketAnswers({ nature: 'rien' }))).statusCode, 404);
});

test('without a script, a button looks for an answer and keeps what was typed', async () => {
  const draft = paths.newTicketDraft();
  const fields = { nature: 'messagerie', objet: 'quota dépassé', description: 'Depuis hier.' };
  const page = await marie.post(draft, { ...fields, _reponses: 'oui' }).then(marie.follow);
  assert.match(page.body, /id="reponses"[\s\S]*href="\/faq\/boite-aux-lettres-pleine"/);
  assert.equal(formFields(page.body, paths.newTicket())['description'], 'Depuis hier.');
  const other = { ...fields, objet: 'girafe', _reponses: 'oui' };
  const none = await marie.post(draft, other).then(marie.follow);
  assert.match(none.body, /Aucune fiche ne répond à cet objet/);
  assert.doesNotMatch(
    (await marie.get(paths.newTicket({ nature: 'messagerie' }))).body,
    /Aucune fiche/,
  );
});

test('a withdrawn sheet answers nowhere', async () => {
  const viewer = await viewerOf(site.db, 'odile.garnier');
  const { id: articleId } = await site.db
    .selectFrom('article')
    .select('id')
    .where('slug', '=', 'boite-aux-lettres-pleine')
    .executeTakeFirstOrThrow();
  await withdrawArticle(site.db, { viewer, articleId, seenVersion: 1 }, site.clock());
  const places = [
    paths.knowledge(),
    paths.knowledge({ q: 'quota' }),
    paths.category('messagerie'),
    paths.search({ q: 'quota' }),
    paths.newTicketAnswers({ nature: 'messagerie', objet: 'quota dépassé' }),
  ];
  for (const place of places) {
    assert.doesNotMatch((await marie.get(place)).body, /\/faq\/boite-aux-lettres-pleine/, place);
  }
  assert.equal((await marie.get(paths.article('boite-aux-lettres-pleine'))).statusCode, 404);
});

test('a remark is kept for a sheet there is, and for no other', async () => {
  const unknown = Array.from({ length: 100 }, () => crypto.randomUUID()).join('-');
  const words = { remarque: 'Une idée' };
  assert.equal((await marie.post(paths.articleRemarkDraft(unknown), words)).statusCode, 404);
  const late = await signedIn(site, 'paul.martin');
  site.clock.advance({ hours: 3 });
  const kept = await late.post(paths.articleRemark(unknown), words);
  site.clock.advance({ hours: -3 });
  assert.match(String(kept.headers.location), /^\/connexion/);
  const drafts = await site.db.selectFrom('draft').select('place').execute();
  assert.ok(!drafts.some(({ place }) => place.includes(unknown)));
});
