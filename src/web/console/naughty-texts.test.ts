import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Client, signedIn, type TestApp, testApp } from '../../../test/support/app.ts';
import { fileTicket } from '../../../test/support/tickets.ts';
import { paths } from '../../paths.ts';
import { cleanText } from '../../platform/text/clean.ts';

const list = join(import.meta.dirname, '../../../../shared/data/naughty-strings/blns.json');
const absent = existsSync(list)
  ? false
  : 'the list of naughty strings is not beside the repository';

const entities: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

const asRead = (html: string): string =>
  html
    .replace(/<a [^>]*>|<\/a>/g, '')
    .replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? entity);

/** The texts of the thread of a page, as a person reads them. */
const textsIn = (body: string): string[] =>
  [...body.matchAll(/<p class="plain-text" dir="auto">(.*?)<\/p>/gs)].map(([, text]) =>
    asRead(text ?? ''),
  );

describe('whatever agents type', { skip: absent }, () => {
  let site: TestApp;
  let nadia: Client;
  let strings: string[];
  before(async () => {
    site = await testApp();
    nadia = await signedIn(site, 'nadia.benali');
    const all = JSON.parse(await readFile(list, 'utf8')) as string[];
    strings = all.map(cleanText).filter((text) => text.trim() !== '');
    assert.ok(strings.length > 400);
  });
  after(() => site.close());

  test('replies and notes are read exactly as they were typed, and only replies by the requester', async () => {
    const number = await fileTicket(site.db, {}, site.clock());
    for (const [index, texte] of strings.entries()) {
      const path = index % 2 === 0 ? paths.reply(number) : paths.note(number);
      const { statusCode } = await nadia.post(path, { texte });
      assert.equal(statusCode, 303, JSON.stringify(texte));
    }
    const thread = textsIn((await nadia.get(paths.consoleTicket(number))).body);
    assert.deepEqual(thread.slice(1), strings);
    const marie = await signedIn(site, 'marie.dupont');
    const read = textsIn((await marie.get(paths.ticket(number))).body);
    assert.deepEqual(
      read.slice(1),
      strings.filter((_, index) => index % 2 === 0),
    );
  });

  test('a draft gives every text back to its field as it was', async () => {
    const number = await fileTicket(site.db, {}, site.clock());
    // One in twelve: they are grouped by kind.
    for (const texte of strings.filter((_, index) => index % 12 === 0)) {
      await nadia.post(paths.consoleTicketDraft(number), { _form: 'note', texte });
      const { body } = await nadia.get(paths.consoleTicket(number));
      const field = /<textarea[^>]*id="note-texte"[^>]*>(.*?)<\/textarea>/s.exec(body)?.[1] ?? '';
      // HTML swallows the first newline of a field.
      assert.equal(asRead(field).replace(/^\n/, ''), texte);
    }
  });

  test('any text searched in a list answers with the list', async () => {
    for (const q of strings.filter((_, index) => index % 12 === 0)) {
      const { statusCode } = await nadia.get(paths.console({ vue: 'equipe', q }));
      assert.equal(statusCode, 200, q);
    }
  });
});
