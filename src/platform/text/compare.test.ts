import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { editDistance, fold, similarWords, words } from './compare.ts';

test('folding drops case, accents and ligatures', () => {
  assert.equal(fold('Éléphant ŒUVRE Ça Æther'), 'elephant oeuvre ca aether');
  assert.equal(fold('L’ÉCRAN'), "l'ecran");
  assert.equal(fold('e\u0301cran'), 'ecran');
  assert.equal(fold('ﬁchier Straße İstanbul Ørsted'), 'fichier strasse istanbul orsted');
  assert.equal(fold('Ελλάς'), fold('ΕΛΛΆΣ'));
});

test('folding twice changes nothing more, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.equal(fold(fold(text)), fold(text));
    }),
    { numRuns: 2000 },
  );
});

test('a text is split into folded words', () => {
  assert.deepEqual(words('L’imprimante « HP-4250 » ne marche plus !'), [
    'l',
    'imprimante',
    'hp',
    '4250',
    'ne',
    'marche',
    'plus',
  ]);
  assert.deepEqual(words(' … '), []);
});

test('usual misspellings are recognised', () => {
  const pairs = [
    ['imprimante', 'imprimente'],
    ['imprimante', 'inprimante'],
    ['imprimante', 'IMPRIMANTES'],
    ['clavier', 'clavire'],
    ['écran', 'ecrant'],
    ['messagerie', 'mesagerie'],
    ['connexion', 'connection'],
    ['ordinateur', 'ordianteur'],
    ['mot', 'MOT'],
  ] as const;
  for (const [a, b] of pairs) {
    assert.ok(similarWords(a, b), `${a} / ${b}`);
    assert.ok(similarWords(b, a), `${b} / ${a}`);
  }
});

test('other words are not taken for misspellings', () => {
  const pairs = [
    ['mur', 'mer'],
    ['porte', 'poste'.repeat(2)],
    ['clavier', 'souris'],
    ['imprimante', 'imprimeur'],
    ['', 'a'],
  ] as const;
  for (const [a, b] of pairs) assert.ok(!similarWords(a, b), `${a} / ${b}`);
});

test('very long words are compared at once, without measuring them', () => {
  const long = 'a'.repeat(100_000);
  assert.ok(similarWords(long, long));
  assert.ok(!similarWords(long, `${long}b`));
});

/** The textbook recursion, without limit: slow, and obviously right. */
function plainDistance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const [restA, restB] = [a.slice(1), b.slice(1)];
  const best = Math.min(
    plainDistance(restA, b) + 1,
    plainDistance(a, restB) + 1,
    plainDistance(restA, restB) + (a[0] === b[0] ? 0 : 1),
  );
  const swapped = a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0];
  return swapped ? Math.min(best, plainDistance(a.slice(2), b.slice(2)) + 1) : best;
}

test('the distance is the one of the textbook, or null above the limit', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 5 });
  fc.assert(
    fc.property(word, word, fc.integer({ min: 0, max: 4 }), (a, b, limit) => {
      const expected = plainDistance(a, b);
      assert.equal(editDistance(a, b, limit), expected <= limit ? expected : null);
    }),
    { numRuns: 300 },
  );
});
