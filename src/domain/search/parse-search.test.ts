import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { agentFilterKeys } from './filter-keys.ts';
import { parseSearch, printSearch, type TypedSearch } from './parse-search.ts';

const word = (text: string) => ({ text, isPhrase: false, isRefused: false });
const phrase = (text: string) => ({ text, isPhrase: true, isRefused: false });
const refused = <T extends object>(term: T) => ({ ...term, isRefused: true });

test('words, phrases, refusals and filters are read in any order', () => {
  assert.deepEqual(
    parseSearch('etat:en-attente imprimante "mot de passe" -scanner -"hors ligne"'),
    {
      terms: [
        word('imprimante'),
        phrase('mot de passe'),
        refused(word('scanner')),
        refused(phrase('hors ligne')),
      ],
      filters: [{ key: 'etat', value: 'en-attente' }],
    },
  );
});

test('the name of a filter needs no accent nor capital, its value may be several words in any quotes', () => {
  for (const text of ['État:"en cours"', 'etat:«en cours»', 'ETAT:“en cours”', 'état:"en cours']) {
    assert.deepEqual(parseSearch(text).filters, [{ key: 'etat', value: 'en cours' }], text);
  }
  assert.deepEqual(parseSearch('pris-par:moi du:01/09/2026').filters, [
    { key: 'pris-par', value: 'moi' },
    { key: 'du', value: '01/09/2026' },
  ]);
});

test('an address, an hour, a title followed by its text are words', () => {
  for (const text of ['https://exemple.fr/a', '12:30', 'Objet:']) {
    assert.deepEqual(parseSearch(text), { terms: [word(text)], filters: [] }, text);
  }
});

test('what is before a colon and is no filter is a word like the others, but for what is almost one', () => {
  for (const [text, ...words] of [
    ['erreur:404', 'erreur', '404'],
    ['C:\\Users\\marie', 'C', '\\Users\\marie'],
    ['RE:TR:Dossier', 'RE', 'TR', 'Dossier'],
  ] as const) {
    assert.deepEqual(parseSearch(text), { terms: words.map(word), filters: [] }, text);
  }
  assert.deepEqual(parseSearch('imprimante:"bourrage papier"').terms, [
    word('imprimante'),
    phrase('bourrage papier'),
  ]);
  assert.deepEqual(parseSearch('etats:ouverte').filters, [{ key: 'etats', value: 'ouverte' }]);
});

test('nothing asks for nothing', () => {
  for (const text of ['', ' ', '-', '""', '-""', '« »']) {
    assert.deepEqual(parseSearch(text), { terms: [], filters: [] }, text);
  }
});

const plain = { noNullPrototype: true };
const letters = fc.stringMatching(/^[a-zé0-9][a-zé0-9'./-]{0,8}$/u);
const written: fc.Arbitrary<TypedSearch> = fc.record(
  {
    terms: fc.array(
      fc.oneof(
        fc.record({ text: letters, isPhrase: fc.constant(false), isRefused: fc.boolean() }, plain),
        fc.record(
          {
            text: fc.array(letters, { minLength: 1, maxLength: 3 }).map((all) => all.join(' ')),
            isPhrase: fc.constant(true),
            isRefused: fc.boolean(),
          },
          plain,
        ),
      ),
      { maxLength: 6 },
    ),
    filters: fc.array(
      fc.record(
        {
          key: fc.constantFrom(...agentFilterKeys, 'etats', 'equippe'),
          value: fc
            .stringMatching(/^([a-zé/"-][a-zé:/ -]{0,12}[a-zé/-])?$/u)
            .map((value) => value.replaceAll('"', '')),
        },
        plain,
      ),
      { maxLength: 4 },
    ),
  },
  plain,
);

test('a search that is written is read back the same', () => {
  fc.assert(
    fc.property(written, (search) => {
      const trimmed = {
        ...search,
        filters: search.filters.map(({ key, value }) => ({ key, value: value.trim() })),
      };
      assert.deepEqual(parseSearch(printSearch(trimmed)), trimmed);
    }),
  );
});

test('whatever is typed, writing what was read of it changes nothing any more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const read = parseSearch(text);
      assert.deepEqual(parseSearch(printSearch(read)), read);
    }),
  );
});
