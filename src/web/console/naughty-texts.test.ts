import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Client, signedIn, type TestApp, testApp } from '../../../test/support/app.ts';
import {
  asRead,
  naughtyStringsAbsent,
  readNaughtyStrings,
  textsIn,
} from '../../../test/support/naughty-strings.ts';
import { fileTicket } from '../../../test/support/tickets.ts';
import { paths } from '../../paths.ts';
import { cleanText, isBlank } from '../../platform/text/clean.ts';

describe('whatever agents type', () => {
  let site: TestApp;
  let nadia: Client;
  let strings: string[];
  // On the tests and not around them: a suite skipped as a whole would not be seen in the report.
  const skip = naughtyStringsAbsent;
  before(async () => {
    if (skip) return;
    site = await testApp();
    nadia = await signedIn(site, 'nadia.benali');
    const all = await readNaughtyStrings();
    strings = all.map(cleanText).filter((text) => !isBlank(text));
    assert.ok(strings.length > 400);
  });
  after(() => (skip ? undefined : site.close()));

  test('replies and notes are read exactly as they were typed, and only replies by the requester', {
    skip,
  }, async () => {
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

  test('a draft gives every text back to its field as it was', { skip }, async () => {
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

  test('any text searched in a list answers with the list', { skip }, async () => {
    for (const q of strings.filter((_, index) => index % 12 === 0)) {
      const { statusCode } = await nadia.get(paths.console({ vue: 'equipe', q }));
      assert.equal(statusCode, 200, q);
    }
  });
});
