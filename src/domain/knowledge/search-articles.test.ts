import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SearchableArticle, searchArticles } from './search-articles.ts';

const family = { slug: 'materielle', name: 'Matérielle', kind: 'problem' as const };
const sheet = (id: number, title: string, body: string): SearchableArticle => ({
  id,
  slug: `fiche-${String(id)}`,
  title,
  body,
  family,
});
const sheets = [
  sheet(1, 'L’imprimante n’imprime plus', 'Vérifiez le papier et le câble.'),
  sheet(2, 'Changer son mot de passe', 'Le mot de passe change tous les ans.'),
  sheet(3, 'Se connecter au Wi-Fi', 'Choisissez le réseau, puis donnez votre mot de passe.'),
];
const found = (text: string) => searchArticles(sheets, text, 10).map(({ id }) => id);

test('a sheet is found by its title before its words', () => {
  assert.deepEqual(found('mot de passe'), [2, 3]);
});

test('accents, capitals, beginnings and one mistake do not matter', () => {
  assert.deepEqual(found('IMPRIMENTE'), [1]);
  assert.deepEqual(found('reseau'), [3]);
  assert.deepEqual(found('impri'), [1]);
});

test('a text without any word of the sheets finds none, and so does no text', () => {
  assert.deepEqual(found('girafe'), []);
  assert.deepEqual(found('  à l’ '), []);
});
