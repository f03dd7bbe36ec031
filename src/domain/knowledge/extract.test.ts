import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { extractOf, highlight, openingOf } from './extract.ts';

const marked = (pieces: ReturnType<typeof highlight>) =>
  pieces.map(({ text, isFound }) => (isFound ? `[${text}]` : text)).join('');

test('the words looked for are marked as they are written, with their accents and endings', () => {
  assert.equal(marked(highlight('Plus de réseau ?', 'reseaux')), 'Plus de [réseau] ?');
  assert.equal(
    marked(highlight('L’imprimante, puis l’Imprimante', 'imprimente')),
    'L’[imprimante], puis l’[Imprimante]',
  );
});

test('words that tell nothing are not marked for one that resembles them', () => {
  const text = 'Lire, mais plus rien envoyer, chaque matin, par notre messagerie';
  assert.equal(marked(highlight(text, 'mail')), text);
  assert.equal(marked(highlight(text, 'note de chèque')), text);
  assert.equal(marked(highlight(text, 'notre')), text.replace('notre', '[notre]'));
});

test('where a text has the word, those that resemble it are not marked', () => {
  assert.equal(marked(highlight('La note, la norte', 'note')), 'La [note], la norte');
  assert.equal(marked(highlight('La norte seule', 'note')), 'La [norte] seule');
  assert.equal(marked(highlight('La table, le cable', 'table cable')), 'La [table], le [cable]');
});

test('a short word with another first letter is not marked, whatever it resembles', () => {
  assert.equal(
    marked(highlight('Le câble, du côté droit', 'table note')),
    'Le câble, du côté droit',
  );
  assert.equal(marked(highlight('Le câble', 'cabel')), 'Le [câble]');
  assert.equal(marked(highlight('Le réseau', 'teseau')), 'Le [réseau]');
});

test('an extract is the part of the text that has the most of the words, cut between words', () => {
  const before = 'Rien de ce qui précède ne parle de cela. '.repeat(20);
  const text = `${before}Videz la corbeille de la messagerie. ${before}`;
  const extract = marked(extractOf(text, 'corbeille messagerie'));
  assert.match(extract, /^… .*\[corbeille\] de la \[messagerie\].* …$/);
  assert.ok(extract.length < 260, extract);
});

test('a title and the items of a list are told apart from what follows them', () => {
  const text = 'Vous êtes prévenu.\nLes signes\nUne urgence ;\nune faute\n\nRien d’autre ?';
  const line = 'Vous êtes prévenu. Les signes · Une urgence ; une faute · Rien d’autre ?';
  assert.equal(openingOf(text), line);
  assert.equal(marked(extractOf(text, 'urgence')), line.replace('urgence', '[urgence]'));
});

test('joined again, the pieces of a text are the text, whatever was looked for', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, searched) => {
      const joined = highlight(text, searched)
        .map((piece) => piece.text)
        .join('');
      assert.equal(joined, text);
      extractOf(text, searched);
    }),
  );
});

test('an opening is cut between two words, and a short text is not cut', () => {
  assert.equal(openingOf('Un deux trois quatre', 9), 'Un deux …');
  assert.equal(openingOf('Court.'), 'Court.');
});
