import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Client, newClient, signedIn, type TestApp, testApp } from '../../test/support/app.ts';
import { pageStates } from '../../test/support/pages.ts';
import type { OwnField } from '../domain/catalogue/form.ts';
import { choosePreferences } from '../domain/people/choose-preferences.ts';
import { findPersonByLogin } from '../domain/people/person-queries.ts';
import { englishCatalogues, frenchCatalogues } from '../ui/catalogues.ts';

type Texts = { [key: string]: string | Texts };

let site: TestApp;
before(async () => {
  site = await testApp();
});
after(() => site.close());

function valuesOf(texts: Texts): string[] {
  return Object.values(texts).flatMap((text) =>
    typeof text === 'string' ? [text] : valuesOf(text),
  );
}

/** What only French pages say, in pieces between the values quoted; short words may be those of the data. */
function frenchPieces(): string[] {
  const english = valuesOf(englishCatalogues).join('\n');
  const pieces = valuesOf(frenchCatalogues)
    .flatMap((text) => text.split(/\{\{[^}]*\}\}/))
    .map((piece) => piece.trim())
    .filter((piece) => piece.length >= 12 && !english.includes(piece));
  return [...new Set(pieces)];
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
/** What is read or heard of a page: addresses stay French. */
const readable = (html: string): string =>
  html
    .replaceAll(
      / (?:href|action|formaction|id|for|name|value|src|aria-[a-z]*by|data-[a-z-]*url-value)="[^"]*"/gi,
      '',
    )
    .replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '');

async function englishReader(login: string | null): Promise<Client> {
  if (login === null) {
    const nobody = newClient(site);
    nobody.cookies.set('language', 'en');
    return nobody;
  }
  const person = await findPersonByLogin(site.db, login);
  assert.ok(person);
  const choice = { colorScheme: 'auto', density: 'auto', shortcuts: true, language: 'en' } as const;
  const who = { actorId: person.id, personId: person.id };
  await choosePreferences(site.db, { ...who, ...choice }, site.clock());
  return signedIn(site, login);
}

/** Words of the demo world, which stay in the language they were written in. */
async function writtenByPeople(): Promise<string> {
  const [articles, categories, families, closures] = await Promise.all([
    site.db.selectFrom('article').select(['title', 'body']).execute(),
    site.db.selectFrom('category').select(['name', 'description']).execute(),
    site.db.selectFrom('family').select('name').execute(),
    site.db.selectFrom('calendar_closure').select('label').execute(),
  ]);
  return JSON.stringify([articles, categories, families, closures]);
}

test('in English every page says nothing that only French pages say', async () => {
  const data = await writtenByPeople();
  const pieces = frenchPieces().filter((piece) => !data.includes(piece));
  assert.ok(pieces.length > 500, `${String(pieces.length)} French texts`);
  const states = await pageStates(site.db);
  const readers = new Map<string | null, Client>();
  for (const { name, login, path } of states) {
    const reader = readers.get(login) ?? (await englishReader(login));
    readers.set(login, reader);
    const { body } = await reader.get(path);
    assert.match(body, /<html lang="en"/, name);
    const text = readable(body);
    assert.deepEqual(
      pieces.filter((piece) => text.includes(piece)),
      [],
      name,
    );
    assert.doesNotMatch(
      text,
      /\d{2}\/\d{2}\/\d{4} à|\d\u00A0h\u00A0\d\d(?!\u00A0min)|il y a \d|jours? ouvr/,
      name,
    );
  }
});

const voids = /^(?:area|br|col|hr|img|input|link|meta|source|wbr)$/;

/** What a page says in its own language: the text outside every element that says it is in another. */
function ownText(html: string): string {
  const open: { tag: string; isOther: boolean }[] = [];
  const own: string[] = [];
  for (const [, end, tag = '', rest = '', text] of html.matchAll(
    /<(\/?)([a-z][\w-]*)([^>]*)>|([^<]+)/g,
  )) {
    if (text !== undefined) {
      if (!open.some(({ isOther }) => isOther)) own.push(text);
    } else if (end === '/') open.length = open.findLastIndex((one) => one.tag === tag);
    else if (!voids.test(tag))
      open.push({ tag, isOther: / lang="fr"/.test(rest) || tag === 'title' });
  }
  return own.join('\n');
}

/** Where a name is part of one text: no part of a choice of a list says its language; the history quotes it. */
const quoting = /Keep the present nature \(.*\)|Routing: .*/g;

/** What the desk wrote: natures, their questions, sheets, news. */
async function writtenByDesk(): Promise<string[]> {
  const [categories, forms, articles, news] = await Promise.all([
    site.db.selectFrom('category').select(['name', 'description']).execute(),
    site.db.selectFrom('category_form').select('fields').execute(),
    site.db.selectFrom('article').select('title').execute(),
    site.db.selectFrom('announcement').select(['title', 'body']).execute(),
  ]);
  const questions = forms.flatMap(({ fields }) => fields as OwnField[]);
  const choices = questions.flatMap((field) => ('choices' in field ? field.choices : []));
  return [
    ...categories.flatMap(({ name, description }) => [name, description]),
    ...questions.flatMap(({ label, help }) => [label, help ?? '']),
    ...choices.map(({ label }) => label),
    ...articles.map(({ title }) => title),
    ...news.flatMap(({ title, body }) => [title, body]),
  ].filter((text) => text.length >= 15);
}

test('in English, what the desk wrote says that it is in French', async () => {
  const written = await writtenByDesk();
  assert.ok(written.length > 100, `${String(written.length)} texts`);
  // The administration is for those who write it.
  const states = (await pageStates(site.db)).filter(
    ({ path }) => !path.startsWith('/administration'),
  );
  const readers = new Map<string | null, Client>();
  let told = 0;
  for (const { name, login, path } of states) {
    const reader = readers.get(login) ?? (await englishReader(login));
    readers.set(login, reader);
    const html = readable((await reader.get(path)).body);
    const text = ownText(html).replaceAll(quoting, '');
    assert.deepEqual(
      written.filter((one) => text.includes(one)),
      [],
      name,
    );
    told += written.filter((one) => html.includes(one)).length;
  }
  assert.ok(told > 200, `${String(told)} texts were looked at`);
});
