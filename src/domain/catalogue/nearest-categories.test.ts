import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demonstrationCatalogue } from '../../../seeds/catalogue-of.ts';
import { allCategories, categoryBySlug } from './catalogue.ts';
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
