import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answersTo, type SearchableArticle, searchArticles } from './search-articles.ts';

const family = { slug: 'materielle', name: 'Matérielle', kind: 'problem' as const };
const sheet = (id: number, title: string, text: string): SearchableArticle => ({
  id,
  slug: `fiche-${String(id)}`,
  title,
  text,
  categoryIds: [id],
  synonyms: [],
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

test('where a sheet has all the words, one that only happens to have a part of them is left out', () => {
  const more = [
    ...sheets,
    sheet(4, 'Fermer une porte', 'Le badge passe devant le lecteur.'),
    sheet(5, 'Dire son mot sur les menus', 'Une boîte à idées.'),
  ];
  const foundIn = (text: string) => searchArticles(more, text, 10).map(({ id }) => id);
  assert.deepEqual(foundIn('mot de passe'), [2, 5, 3]);
  assert.deepEqual(foundIn('passe lecteur'), [2, 4]);
  assert.deepEqual(foundIn('passe girafe'), [2, 3, 4]);
});

test('a plural or another form of a word finds the same sheet', () => {
  assert.deepEqual(found('imprimantes'), [1]);
  assert.deepEqual(found('réseaux'), [3]);
  assert.deepEqual(found('mots'), [2, 3]);
});

test('what only says that something fails does not hide what it is about', () => {
  assert.deepEqual(found('bonjour, mon imprimante ne marche plus, merci'), [1]);
});

test('a word that tells nothing is no beginning nor misspelling of one that does', () => {
  const more = [
    ...sheets,
    sheet(4, 'Vider sa boîte', 'Le matin, mais aussi le soir, et pour toujours.'),
    sheet(5, 'Rédiger', 'Votre notre et leur chaque.'),
  ];
  for (const text of ['mail', 'toujo', 'note', 'chèque']) {
    assert.deepEqual(searchArticles(more, text, 10), [], text);
    assert.deepEqual(answersTo(more, { subject: text, categoryId: 4 }, 3), [], text);
  }
  // Nothing else was typed.
  assert.deepEqual(
    searchArticles(more, 'chaque', 10).map(({ id }) => id),
    [5],
  );
});

test('a word that a sheet has is not read as another that resembles it', () => {
  const more = [...sheets, sheet(4, 'Ranger les tables', 'Une salle après une réunion.')];
  const foundIn = (text: string) => searchArticles(more, text, 10).map(({ id }) => id);
  assert.deepEqual(foundIn('table'), [4]);
  assert.deepEqual(foundIn('cable'), [1]);
  assert.deepEqual(foundIn('cabel'), [1]);
  assert.deepEqual(foundIn('fable'), []);
});

test('a sheet is found by what people type for its natures, after those whose title says it', () => {
  const full = { ...sheet(4, 'Ma boîte est pleine', 'Videz-la.'), synonyms: ['mail', 'mes mails'] };
  const more = [sheet(5, 'Partir', 'Un mail part.'), full, sheet(6, 'Écrire un mail', 'Poli.')];
  const foundIn = (text: string) => searchArticles(more, text, 10).map(({ id }) => id);
  assert.deepEqual(foundIn('mail'), [6, 4, 5]);
  assert.deepEqual(foundIn('mon mail girafe'), [6, 4, 5]);
  // Under a subject, that it is of a nature does not make a sheet answer it.
  assert.deepEqual(answersTo([full], { subject: 'mail', categoryId: 4 }, 3), []);
});

test('a subject is answered by a sheet that speaks of it, its own nature first, and by no other', () => {
  const answers = (subject: string, categoryId: number) =>
    answersTo(sheets, { subject, categoryId }, 3).map(({ id }) => id);
  assert.deepEqual(answers('mot de passe oublié', 9), [2]);
  assert.deepEqual(answers('mot de passe', 3), [2, 3]);
  assert.deepEqual(answers('papier', 9), []);
  assert.deepEqual(answers('', 1), []);
});
