import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { test } from 'node:test';
import { sources } from '../support/sources.ts';

type Tree = { [key: string]: string | Tree };

/** The texts of a catalogue by full key, plural forms together. */
function texts(tree: Tree, prefix = ''): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [key, value] of Object.entries(tree)) {
    const full = `${prefix}${key.replace(/_(zero|one|two|few|many|other)$/, '')}`;
    if (typeof value === 'string') found.set(full, [...(found.get(full) ?? []), value]);
    else for (const [name, list] of texts(value, `${full}.`)) found.set(name, list);
  }
  return found;
}

const read = (language: string): Map<string, Map<string, string[]>> =>
  new Map(
    sources(`locales/${language}/*.json`).map(({ file, text }) => [
      basename(file),
      texts(JSON.parse(text) as Tree),
    ]),
  );

/** What a text leaves blank, the count apart: French and English may not say it in the same forms. */
const blanks = (list: string[]): string[] =>
  [...new Set(list.flatMap((text) => text.match(/\{\{[^}]+\}\}/g) ?? []))]
    .filter((blank) => blank !== '{{count}}')
    .sort();

const french = read('fr');
const english = read('en');

test('French and English have the same catalogues', () => {
  assert.ok(french.size > 0);
  assert.deepEqual([...english.keys()], [...french.keys()]);
});

for (const [file, texts] of french) {
  const translated = english.get(file) ?? new Map<string, string[]>();
  test(`${file} says the same things in both languages`, () => {
    assert.deepEqual([...translated.keys()].sort(), [...texts.keys()].sort());
    for (const [key, list] of texts) {
      assert.deepEqual(blanks(translated.get(key) ?? []), blanks(list), key);
    }
  });

  test(`${file} is typed as French is printed`, () => {
    const breakable = [...texts].flatMap(([key, list]) =>
      list.filter((text) => / [:;!?»]|« |\w'\w/.test(text)).map((text) => `${key}: ${text}`),
    );
    assert.deepEqual(breakable, []);
  });
}
