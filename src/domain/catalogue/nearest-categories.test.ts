import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demonstrationCatalogue } from '../../../seeds/catalogue-of.ts';
import { allCategories, type Category, categoryBySlug, withCategory } from './catalogue.ts';
import { nearestCategories } from './nearest-categories.ts';

const catalogue = demonstrationCatalogue();

test('the natures that the description sends to come first, with their condition', () => {
  const copier = categoryBySlug(catalogue, 'copieur');
  assert.ok(copier);
  const [first] = nearestCategories(catalogue, copier);
  assert.equal(first?.category.slug, 'imprimante');
  assert.equal(first?.condition, 'c’est l’imprimante de votre bureau qui est en cause');
});

test('every nature has neighbours: never itself, never twice, never « Je ne sais pas »', () => {
  for (const category of allCategories(catalogue)) {
    const slugs = nearestCategories(catalogue, category).map((near) => near.category.slug);
    if (!category.isUnknown) assert.ok(slugs.length >= 2, `${category.slug}: ${slugs.join(', ')}`);
    assert.ok(slugs.length <= 5);
    assert.equal(new Set(slugs).size, slugs.length);
    assert.ok(!slugs.includes(category.slug) && !slugs.includes('je-ne-sais-pas'));
  }
});

const near = (slug: string, all = catalogue): string[] => {
  const category = categoryBySlug(all, slug);
  assert.ok(category, slug);
  return nearestCategories(all, category).map((one) => one.category.slug);
};

test('a word that two natures share by chance makes them no neighbours', () => {
  // « papier », « bureau » and « fontaine »; « porte » and « clé »; « commander un ordinateur ».
  assert.deepEqual(near('logistique'), ['maintenance-du-batiment', 'salle-de-reunion']);
  assert.deepEqual(near('maintenance-du-batiment'), ['logistique', 'reseau-et-wifi']);
  assert.deepEqual(near('materiel-perdu-ou-vole'), ['telephone-mobile', 'telephone-fixe']);
  assert.ok(!near('imprimante').includes('site-web-et-intranet'));
  assert.ok(!near('pilotage').includes('salle-de-reunion'));
});

test('a nature that another sends to is its neighbour, without the condition, which is not its own', () => {
  const pilotage = categoryBySlug(catalogue, 'pilotage');
  assert.ok(pilotage);
  const [first] = nearestCategories(catalogue, pilotage);
  assert.deepEqual([first?.category.slug, first?.condition], ['conseil', null]);
});

test('for the same words, natures of the same family come first, then of the same kind', () => {
  const [said, words] = ['telephone-fixe', ['zébulon', 'farfadet', 'zinzolin', 'hurluberlu']];
  const likened = [said, 'messagerie', 'copieur', 'logistique'].reduce((all, slug) => {
    const found = categoryBySlug(all, slug);
    assert.ok(found);
    const changed: Category = { ...found, name: 'Zébulon', synonyms: words, alternatives: [] };
    return withCategory(all, changed);
  }, catalogue);
  assert.deepEqual(near(said, likened).slice(0, 3), ['copieur', 'messagerie', 'logistique']);
});

test('where nothing is near, natures of the family are proposed', () => {
  const financial = categoryBySlug(catalogue, 'application-financiere');
  assert.ok(financial);
  const alone = { ...financial, slug: 'zebulon', name: 'Zébulon', synonyms: [], alternatives: [] };
  const changed = withCategory(catalogue, { ...alone, id: 10_000 });
  assert.deepEqual(near('zebulon', changed), ['messagerie', 'agenda-et-visioconference']);
});
