import assert from 'node:assert/strict';
import { test } from 'node:test';
import { categoryIdOf } from '../../../seeds/find.ts';
import { worldNow as now, rolledBack, testDatabase } from '../../../test/support/database.ts';
import { addArticle } from './add-article.ts';
import { articlesForCategory, findArticleBySlug, listArticleTexts } from './article-queries.ts';

const { db } = await testDatabase();

test('the F.A.Q. is listed family after family', async () => {
  const articles = await listArticleTexts(db);
  assert.equal(articles.length, 15);
  const families = articles.map(({ family }) => family.slug);
  const inOrder = [...new Set(families)].flatMap((slug) => families.filter((one) => one === slug));
  assert.deepEqual(families, inOrder);
  assert.equal(articles[0]?.family.kind, 'problem');
  assert.equal(articles.at(-1)?.family.kind, 'service');
});

test('a nature offers the sheets that help with it, and no other', async () => {
  const mail = await articlesForCategory(db, await categoryIdOf(db, 'messagerie'));
  assert.deepEqual(
    mail.map(({ slug }) => slug),
    ['boite-aux-lettres-pleine', 'reconnaitre-un-courriel-frauduleux'],
  );
  assert.deepEqual(await articlesForCategory(db, await categoryIdOf(db, 'je-ne-sais-pas')), []);
});

test('the sheets of the nature’s own family come first', async () => {
  const network = await articlesForCategory(db, await categoryIdOf(db, 'reseau-et-wifi'));
  assert.deepEqual(
    network.map(({ slug }) => slug),
    ['plus-de-reseau-ou-de-wifi', 'travailler-a-distance'],
  );
});

test('a sheet is found by its address, with the natures to turn to', () =>
  rolledBack(db, async (tx) => {
    const [summary] = await listArticleTexts(tx);
    const { id: familyId } = await tx
      .selectFrom('family')
      .select('id')
      .where('slug', '=', summary?.family.slug ?? '')
      .executeTakeFirstOrThrow();
    const categoryIds = [
      await categoryIdOf(tx, 'imprimante'),
      await categoryIdOf(tx, 'messagerie'),
    ];
    const sheet = { familyId, slug: 'essai', title: 'Essai', body: 'Un corps.', position: 99 };
    await addArticle(tx, { actorId: null, ...sheet, categoryIds }, now);
    const found = await findArticleBySlug(tx, 'essai');
    assert.equal(found?.body, 'Un corps.');
    assert.equal(found.changedAt.toString(), now.toString());
    assert.deepEqual(found.categories.map(({ slug }) => slug).sort(), ['imprimante', 'messagerie']);
    assert.equal(await findArticleBySlug(tx, 'rien'), undefined);
  }));
