import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { categoryIdOf } from '../../../seeds/find.ts';
import { type Client, signedIn, type TestApp, testApp } from '../../../test/support/app.ts';
import { formFields } from '../../../test/support/forms.ts';
import { findArticleBySlug } from '../../domain/knowledge/article-queries.ts';
import { paths } from '../../paths.ts';
import { recordStatements } from '../../platform/db/statements.ts';

let site: TestApp;
let odile: Client;
let lucie: Client;
before(async () => {
  site = await testApp();
  odile = await signedIn(site, 'odile.garnier');
  lucie = await signedIn(site, 'lucie.moreau');
});
after(() => site.close());

const idOf = async (slug: string): Promise<number> => {
  const found = await site.db
    .selectFrom('article')
    .select('id')
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow();
  return found.id;
};
const audits = async (id: number) => {
  const entries = await site.db
    .selectFrom('audit_entry')
    .select(['act', 'before', 'after'])
    .where('subject', '=', `article:${id}`)
    .orderBy('id')
    .execute();
  return entries;
};
const fieldsOf = async (client: Client, id: number) => {
  const page = await client.get(paths.articleEditing(id));
  const { _csrf, ...fields } = formFields(page.body, paths.articleEditing(id));
  const natures = [...page.body.matchAll(/name="natures" value="(\d+)"[^>]*checked/g)];
  const { texte = '', ...others } = fields;
  return { ...others, texte, natures: natures.map(([, nature = '']) => nature) };
};

const newSheet = async (client: Client, sheet: { titre: string; nature: string }) => {
  const page = await client.get(paths.newArticle());
  const famille = /<option value="(\d+)"[^>]*>Matérielle/.exec(page.body)?.[1] ?? '';
  const natures = String(await categoryIdOf(site.db, sheet.nature));
  return { titre: sheet.titre, texte: 'Un texte', famille, natures, cle: crypto.randomUUID() };
};

test('administrators list every sheet with what readers think, in three statements', async () => {
  const { result, statements } = await recordStatements(() => odile.get(paths.articleDesk()));
  assert.equal(result.statusCode, 200);
  assert.equal(result.body.match(/href="\/administration\/faq\/\d+"/g)?.length, 15);
  assert.match(result.body, /aucun avis/);
  assert.ok(statements.length <= 3, statements.join('\n'));
});

test('for whoever leads no team, the desk of the sheets does not exist', async () => {
  const id = await idOf('ecran-noir');
  for (const login of ['marie.dupont', 'nadia.benali']) {
    const client = await signedIn(site, login);
    for (const path of [
      paths.articleDesk(),
      paths.newArticle(),
      paths.articleEditing(id),
      paths.articleHistory(id),
    ]) {
      assert.equal((await client.get(path)).statusCode, 404, `${login} ${path}`);
    }
    assert.equal((await client.post(paths.articleWithdrawal(id))).statusCode, 404);
    assert.doesNotMatch((await client.get(paths.article('ecran-noir'))).body, /administration/);
  }
});

test('a sheet is written, previewed, published once, and audited', async () => {
  const nature = String(await categoryIdOf(site.db, 'imprimante'));
  const page = await odile.get(paths.newArticle());
  const empty = formFields(page.body, paths.articleDesk());
  const famille = /<option value="(\d+)"[^>]*>Matérielle/.exec(page.body)?.[1] ?? '';
  const typed = {
    ...{ cle: empty['cle'] ?? '', titre: 'L’été, l’imprimante !', famille, natures: nature },
    texte: '## D’abord\n\n- **éteignez**\n- <b>attendez</b>',
  };
  const preview = await odile.post(paths.newArticleDraft(), { ...typed, _apercu: 'oui' });
  assert.equal(preview.headers.location, '/administration/faq/nouvelle?apercu=oui#apercu');
  const seen = await odile.follow(preview);
  assert.match(
    seen.body,
    /<h3[^>]*>L’été[\s\S]*<h4>D’abord<\/h4>[\s\S]*<strong>éteignez<\/strong>/,
  );
  assert.match(seen.body, /&lt;b&gt;attendez/);
  assert.equal(await findArticleBySlug(site.db, 'l-ete-l-imprimante'), undefined);

  const sent = await odile.post(paths.articleDesk(), typed);
  const again = await odile.post(paths.articleDesk(), typed);
  assert.equal(sent.statusCode, 303);
  assert.equal(again.headers.location, sent.headers.location);
  const article = await findArticleBySlug(site.db, 'l-ete-l-imprimante');
  assert.equal(article?.body, typed.texte);
  assert.deepEqual(
    article.categories.map(({ slug }) => slug),
    ['imprimante'],
  );
  assert.deepEqual(
    (await audits(article.id)).map(({ act }) => act),
    ['add-article'],
  );
  const drafts = await site.db.selectFrom('draft').select('place').execute();
  assert.ok(!drafts.some(({ place }) => place === 'article:new'));
  await odile.post(paths.newArticleDraft(), typed, { accept: 'application/json' });
  const late = await site.db.selectFrom('draft').select('place').execute();
  assert.ok(!late.some(({ place }) => place === 'article:new'), 'what was sent is no draft');
});

test('a sheet that cannot be accepted comes back with everything typed', async () => {
  const fields = { titre: ' ', texte: '\n  Un début', famille: '999999', natures: 'x', cle: '' };
  const answer = await odile.post(paths.articleDesk(), fields);
  assert.equal(answer.statusCode, 422);
  for (const field of ['titre', 'famille', 'natures']) {
    assert.match(answer.body, new RegExp(`href="#${field}"`), field);
  }
  assert.equal(formFields(answer.body, paths.articleDesk())['texte'], '\n  Un début');
  const long = await odile.post(paths.articleDesk(), { ...fields, titre: 'é'.repeat(201) });
  assert.match(long.body, /Raccourcissez le titre\u00a0: 200/);
  const kept = await odile.get(paths.newArticle());
  assert.equal(formFields(kept.body, paths.articleDesk())['texte'], '\n  Un début');
});

test('a change is online at once, with what was before in its history', async () => {
  const id = await idOf('ordinateur-lent');
  const fields = await fieldsOf(odile, id);
  const texte = fields.texte.replace('Commencez par là', 'Les trois gestes');
  const changed = await odile.post(paths.articleEditing(id), { ...fields, texte });
  assert.equal(changed.statusCode, 303);
  const marie = await signedIn(site, 'marie.dupont');
  assert.match((await marie.get(paths.article('ordinateur-lent'))).body, /<h2>Les trois gestes/);
  assert.match((await marie.get(paths.knowledge({ q: 'trois gestes' }))).body, /ordinateur-lent/);
  const history = await odile.get(paths.articleHistory(id));
  assert.match(history.body, /GARNIER Odile a modifié la fiche/);
  assert.match(
    history.body,
    /Texte[\s\S]*Avant[\s\S]*## Commencez par là[\s\S]*Après[\s\S]*## Les trois/,
  );
  const last = (await audits(id)).at(-1);
  assert.equal(last?.act, 'change-article');
  assert.deepEqual((last?.before as { version: number }).version, 1);
  assert.deepEqual((last?.after as { changed: string[] }).changed, ['body']);
  await odile.post(paths.articleEditing(id), { ...fields, texte });
  assert.equal((await audits(id)).filter(({ act }) => act === 'change-article').length, 1);
});

test('of two who edit at once, the second is told who did what and loses nothing', async () => {
  const sheet = await newSheet(lucie, { titre: 'Un écran', nature: 'conseil' });
  const sent = await lucie.post(paths.articleDesk(), sheet);
  const id = await idOf('un-ecran');
  assert.equal(sent.headers.location, paths.articleEditing(id));
  const mine = await fieldsOf(odile, id);
  const theirs = await fieldsOf(lucie, id);
  await lucie.post(paths.articleEditing(id), { ...theirs, titre: 'Mon écran est noir' });
  const late = await odile.post(paths.articleEditing(id), { ...mine, titre: 'Écran noir' });
  assert.equal(late.statusCode, 409);
  assert.match(late.body, /MOREAU Lucie a modifié la fiche/);
  assert.match(late.body, /Mon écran est noir/);
  const again = formFields(late.body, paths.articleEditing(id));
  assert.equal(again['titre'], 'Écran noir');
  const reopened = await odile.get(paths.articleEditing(id));
  assert.match(reopened.body, /MOREAU Lucie a modifié la fiche/);
  const replaced = { ...mine, titre: 'Écran noir', version: again['version'] ?? '' };
  assert.equal((await odile.post(paths.articleEditing(id), replaced)).statusCode, 303);
  assert.equal((await findArticleBySlug(site.db, 'un-ecran'))?.title, 'Écran noir');
});

test('a sheet is withdrawn and put back, each with its trace', async () => {
  const id = await idOf('demenager-un-bureau');
  const marie = await signedIn(site, 'marie.dupont');
  const read = async () => (await marie.get(paths.article('demenager-un-bureau'))).statusCode;
  assert.equal((await odile.post(paths.articleWithdrawal(id), { version: '7' })).statusCode, 409);
  assert.equal(await read(), 200);
  await odile.post(paths.articleWithdrawal(id), { version: '1' });
  await odile.post(paths.articleWithdrawal(id), { version: '1' });
  assert.equal(await read(), 404);
  assert.match((await odile.get(paths.articleDesk())).body, /Retirée/);
  await odile.post(paths.articleRestoring(id), { version: '2' });
  assert.equal(await read(), 200);
  assert.deepEqual(
    (await audits(id)).map(({ act }) => act),
    ['add-article', 'withdraw-article', 'restore-article'],
  );
  assert.match((await odile.get(paths.articleHistory(id))).body, /a remis la fiche en ligne/);
});

test('a lead writes for the natures of their teams only', async () => {
  const list = await lucie.get(paths.articleDesk());
  assert.equal(list.statusCode, 200);
  const building = await idOf('panne-dans-le-batiment');
  assert.ok(!list.body.includes(paths.articleEditing(building)));
  assert.equal((await lucie.get(paths.articleEditing(building))).statusCode, 404);
  assert.equal((await lucie.post(paths.articleEditing(building), { titre: 'x' })).statusCode, 404);
  assert.equal(
    (await lucie.post(paths.articleWithdrawal(building), { version: '1' })).statusCode,
    404,
  );
  const own = await newSheet(lucie, { titre: 'Essai', nature: 'pilotage' });
  const other = await newSheet(lucie, { titre: 'Essai', nature: 'maintenance-du-batiment' });
  for (const sheet of [{ ...own, natures: [] }, other]) {
    const answer = await lucie.post(paths.articleDesk(), sheet);
    assert.equal(answer.statusCode, 422);
    assert.match(answer.body, /href="#natures"/);
  }
  assert.equal((await lucie.post(paths.articleDesk(), own)).statusCode, 303);
  assert.match((await lucie.get(paths.article('essai'))).body, /Modifier la fiche/);
});

test('an address that names no sheet is not found', async () => {
  for (const id of ['0', 'x', '999999', '1e3']) {
    assert.equal((await odile.get(`/administration/faq/${id}`)).statusCode, 404, id);
  }
});
