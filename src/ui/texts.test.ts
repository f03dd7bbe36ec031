import assert from 'node:assert/strict';
import { test } from 'node:test';
import { englishCatalogues, frenchCatalogues } from './catalogues.ts';
import { createTexts, languageOf, type TextKey } from './texts.ts';

type Texts = { [key: string]: string | Texts };

function flatten(texts: Texts, path = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, text]): [string, string][] =>
    typeof text === 'string' ? [[path + key, text]] : flatten(text, `${path}${key}.`),
  );
}
const french = new Map(
  Object.entries(frenchCatalogues).flatMap(([name, texts]) => flatten(texts, `${name}:`)),
);
const english = new Map(
  Object.entries(englishCatalogues).flatMap(([name, texts]) => flatten(texts, `${name}:`)),
);

test('zero and one and a half are singular in French, not in English', () => {
  const [fr, en] = [createTexts('fr'), createTexts('en')];
  assert.equal(fr('common:header.unread', { count: 0 }), '0 notification non lue');
  assert.equal(fr('common:form.charactersLeft', { count: 1.5 }), 'Il reste 1,5 caractère.');
  assert.equal(fr('common:header.unread', { count: 2 }), '2 notifications non lues');
  assert.equal(en('common:header.unread', { count: 0 }), '0 unread notifications');
});

test('a million is plural in French too', () => {
  assert.equal(
    createTexts()('common:header.unread', { count: 1_000_000 }),
    '1\u202f000\u202f000 notifications non lues',
  );
});

test('quoted values come out exactly as they went in', () => {
  const login = '<b>{{x}} & "$t(common:brand.name)"';
  assert.equal(createTexts()('common:header.signOut', { login }), `Déconnexion (${login})`);
});

test('every text quotes all that it names', () => {
  for (const [lang, texts] of [['fr', french] as const, ['en', english] as const]) {
    for (const [key, text] of texts) {
      const names = [...text.matchAll(/{{(\w+)/g)].map(([, name]) => name ?? '');
      const count = key.endsWith('_one') ? 1 : 12_345;
      const values = Object.fromEntries(names.map((name) => [name, count]));
      const stem = key.replace(/_(?:one|many|other)$/, '');
      const told = createTexts(lang)(stem as TextKey, { count, ...values });
      assert.doesNotMatch(told, /{{|NaN/, key);
      const quoted = told.match(/(?<!\d)(?:1|12.?345)(?!\d)/g) ?? [];
      assert.ok(quoted.length >= names.length, key);
    }
  }
});

test('both languages have the same keys and quote the same values', () => {
  assert.deepEqual([...english.keys()].sort(), [...french.keys()].sort());
  const quoted = (text: string) => [...new Set(text.match(/{{\w+/g) ?? [])].sort();
  for (const [key, text] of french)
    assert.deepEqual(quoted(english.get(key) ?? ''), quoted(text), key);
});

test('every French plural has its three forms', () => {
  for (const key of french.keys()) {
    const stem = /^(.*)_(one|many|other)$/.exec(key)?.[1];
    if (stem === undefined) continue;
    for (const form of ['one', 'many', 'other'])
      assert.ok(french.has(`${stem}_${form}`), `${stem}_${form}`);
  }
});

test('French texts follow French typography', () => {
  for (const [key, text] of french) {
    assert.doesNotMatch(text, /[\p{L}]'[\p{L}]/u, `straight apostrophe in ${key}`);
    assert.doesNotMatch(text, / [:;!?»]|« /, `breaking space in ${key}`);
    assert.doesNotMatch(text, /\p{L}[:;!?](?:\s|$)/u, `no space before punctuation in ${key}`);
    assert.doesNotMatch(text, /\.\.\./, `three dots in ${key}`);
  }
});

test('English texts have one word for one thing', () => {
  const former =
    /\btelephone\b|taken up|takes? .* up:|\bsolved|submi(?:t|ssion)|announcement|“Complete”|no\. \{\{number/i;
  for (const [key, text] of english) assert.doesNotMatch(text, former, key);
});

test('an unknown language is French', () => {
  assert.equal(languageOf('en-GB'), 'en');
  assert.equal(languageOf('de'), 'fr');
  assert.equal(languageOf(undefined), 'fr');
});
