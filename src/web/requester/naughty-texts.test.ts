import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Client, signedIn, type TestApp, testApp } from '../../../test/support/app.ts';
import {
  naughtyStringsAbsent,
  readNaughtyStrings,
  textsIn,
} from '../../../test/support/naughty-strings.ts';
import { fileTicket } from '../../../test/support/tickets.ts';
import { paths } from '../../paths.ts';
import { cleanText, isBlank } from '../../platform/text/clean.ts';

describe('whatever people type', () => {
  let site: TestApp;
  let marie: Client;
  let strings: string[];
  // On the tests and not around them: a suite skipped as a whole would not be seen in the report.
  const skip = naughtyStringsAbsent;
  before(async () => {
    if (skip) return;
    site = await testApp();
    marie = await signedIn(site, 'marie.dupont');
    strings = await readNaughtyStrings();
    assert.ok(strings.length > 400);
  });
  after(() => (skip ? undefined : site.close()));

  test('a completion is read on the page exactly as it was typed', { skip }, async () => {
    const number = await fileTicket(site.db, {}, site.clock());
    const sent: string[] = [];
    for (const body of strings) {
      const { statusCode } = await marie.post(paths.completion(number), { body });
      const isEmpty = isBlank(cleanText(body));
      assert.equal(statusCode, isEmpty ? 422 : 303, JSON.stringify(body));
      if (!isEmpty) sent.push(cleanText(body));
    }
    const shown = textsIn((await marie.get(paths.ticket(number))).body);
    assert.deepEqual(shown.slice(1), sent);
    const print = textsIn((await marie.get(paths.ticketPrint(number))).body);
    assert.deepEqual(print, shown);
  });

  test('any search answers with a page', { skip }, async () => {
    // One in four of each kind (they are grouped), so that the run is short.
    for (const q of strings.filter((_, index) => index % 4 === 0)) {
      for (const path of [paths.search({ q }), paths.knowledge({ q })]) {
        const { statusCode } = await marie.get(path);
        assert.ok(statusCode === 200 || statusCode === 303, `${String(statusCode)} ${path}`);
      }
    }
  });
});
