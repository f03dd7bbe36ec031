import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { worldNow as now, rolledBack, testDatabase } from '../../../test/support/database.ts';
import { viewerNamed } from '../../../test/support/tickets.ts';
import { Conflict, Forbidden, NotFound } from '../../platform/errors.ts';
import { withCategory } from './catalogue.ts';
import { readCatalogue } from './catalogue-queries.ts';
import { findKeptCategory, type KeptCategory } from './category-editing.ts';
import { editCategory } from './edit-category.ts';
import { searchCategories } from './search-categories.ts';
import { readSynonyms } from './synonyms.ts';

const { db, close } = await testDatabase();
after(close);

const odile = await viewerNamed(db, 'odile.garnier');
const lucie = await viewerNamed(db, 'lucie.moreau');
const nadia = await viewerNamed(db, 'nadia.benali');

const contentOf = ({
  name,
  description,
  synonyms,
  alternatives,
  teamId,
  active,
}: KeptCategory) => ({
  ...{ name, description, synonyms, alternatives, teamId, active },
});

test('a lead may not give a nature away or close it, nor touch that of another team', () =>
  rolledBack(db, async (tx) => {
    const nature = await findKeptCategory(tx, lucie, 'developpement');
    const order = { editor: lucie, categoryId: nature.id, seenVersion: nature.version };
    const content = contentOf(nature);
    for (const part of [{ teamId: null }, { active: false }]) {
      const edit = editCategory(tx, { ...order, content: { ...content, ...part } }, now);
      await assert.rejects(edit, Forbidden);
    }
    const foreign = { ...order, editor: nadia, content: { ...content, name: 'x' } };
    await assert.rejects(editCategory(tx, foreign, now), NotFound);
  }));

test('of two who edit at once one is written, the other told; the same words twice are one change', async () => {
  const nature = await findKeptCategory(db, odile, 'pilotage');
  const order = { categoryId: nature.id, seenVersion: nature.version };
  const outcomes = await Promise.allSettled(
    [odile, lucie].map((editor) =>
      editCategory(
        db,
        { ...order, editor, content: { ...contentOf(nature), description: editor.login } },
        now,
      ),
    ),
  );
  const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
  assert.equal(lost.length, 1);
  assert.ok(lost[0]?.reason instanceof Conflict);
  const next = await findKeptCategory(db, odile, 'pilotage');
  assert.equal(next.version, nature.version + 1);
  const same = { ...contentOf(next), description: 'Les mêmes mots.' };
  const again = { categoryId: next.id, seenVersion: next.version, content: same };
  await Promise.all([odile, lucie].map((editor) => editCategory(db, { ...again, editor }, now)));
  assert.equal((await findKeptCategory(db, odile, 'pilotage')).version, next.version + 1);
});

test('two natures of a family given one name at once: one has it, the other is told', async () => {
  const natures = await Promise.all(
    ['conseil', 'pilotage'].map((slug) => findKeptCategory(db, odile, slug)),
  );
  const outcomes = await Promise.all(
    natures.map((nature) =>
      editCategory(
        db,
        {
          ...{ editor: odile, categoryId: nature.id, seenVersion: nature.version },
          content: { ...contentOf(nature), name: 'Étude' },
        },
        now,
      ),
    ),
  );
  assert.deepEqual(outcomes.toSorted(), ['done', 'name_taken']);
});

test('synonyms are one a line, said once whatever their case, accents and spaces', () => {
  assert.deepEqual(readSynonyms(' Écran  noir \n\necran NOIR\nsouris\r\n'), [
    'Écran noir',
    'souris',
  ]);
  assert.deepEqual(readSynonyms(' \n '), []);
});

test('a nature said otherwise is found by its new words, closed it is not found, and nothing else moves', async () => {
  const catalogue = await readCatalogue(db);
  const nature = await findKeptCategory(db, odile, 'imprimante');
  const drafted = withCategory(catalogue, { ...nature, synonyms: ['xylophone'] });
  assert.equal(searchCategories(drafted, 'xylophone.', 3)[0]?.category.slug, 'imprimante');
  assert.deepEqual(searchCategories(catalogue, 'xylophone.', 3), []);
  const order = (from: typeof catalogue) =>
    from.families.flatMap(({ categories }) => categories.map(({ slug }) => slug));
  assert.deepEqual(order(drafted), order(catalogue));
  const closed = withCategory(catalogue, { ...nature, active: false });
  assert.deepEqual(
    order(closed),
    order(catalogue).filter((slug) => slug !== 'imprimante'),
  );
  assert.deepEqual(order(withCategory(closed, nature)).toSorted(), order(catalogue).toSorted());
});
