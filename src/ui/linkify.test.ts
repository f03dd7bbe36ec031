import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { splitAddresses } from './linkify.tsx';

const links = (text: string) => splitAddresses(text).flatMap((piece) => piece.href ?? []);

test('an address ends before the punctuation of the sentence', () => {
  assert.deepEqual(links('Voir https://aide.example/a?b=1, puis (http://x.example/y).'), [
    'https://aide.example/a?b=1',
    'http://x.example/y',
  ]);
  assert.deepEqual(links('https://fr.example/wiki/Lille_(Nord)'), [
    'https://fr.example/wiki/Lille_(Nord)',
  ]);
  assert.deepEqual(links('« https://aide.example »'), ['https://aide.example']);
});

test('only web addresses become links', () => {
  for (const text of [
    'javascript:alert(1)',
    'data:text/html,x',
    'www.example.org',
    'https://',
    'a@b.example',
  ]) {
    assert.deepEqual(links(text), [], text);
  }
});

test('an address cannot hide where it leads with a change of direction', () => {
  assert.deepEqual(links('https://bon.example/\u202Emoc.tnahcém'), ['https://bon.example/']);
});

test('nothing of the text is lost', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('https://', 'http://a.b/', ')', '(', '.', ' ', '\n'),
  );
  fc.assert(
    fc.property(fc.array(piece), (parts) => {
      const text = parts.join('');
      assert.equal(
        splitAddresses(text)
          .map((cut) => cut.text)
          .join(''),
        text,
      );
    }),
  );
});

test('a very long run of brackets is read once', () => {
  const text = `https://a.example/${')'.repeat(200_000)}`;
  const before = performance.now();
  assert.deepEqual(links(text), ['https://a.example/']);
  assert.ok(performance.now() - before < 1000);
});
