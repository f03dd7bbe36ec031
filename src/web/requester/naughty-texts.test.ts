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

/** The texts of the messages of a page, as a person reads them; links are ours, their words are theirs. */
function messagesIn(body: string): string[] {
  return [...body.matchAll(/<p class="plain-text" dir="auto">(.*?)<\/p>/gs)].map((match) =>
    (match[1] ?? '')
      .replace(/<a [^>]*>|<\/a>/g, '')
      .replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? entity),
  );
}

describe('whatever people type', { skip: absent }, () => {
  let site: TestApp;
  let marie: Client;
  let strings: string[];
  before(async () => {
    site = await testApp();
    marie = await signedIn(site, 'marie.dupont');
    strings = JSON.parse(await readFile(list, 'utf8')) as string[];
    assert.ok(strings.length > 400);
  });
  after(() => site.close());

  test('a completion is read on the page exactly as it was typed', async () => {
    const number = await fileTicket(site.db, {}, site.clock());
    const sent: string[] = [];
    for (const body of strings) {
      const { statusCode } = await marie.post(paths.completion(number), { body });
      const isBlank = !/\S/.test(cleanText(body));
      assert.equal(statusCode, isBlank ? 422 : 303, JSON.stringify(body));
      if (!isBlank) sent.push(cleanText(body));
    }
    const shown = messagesIn((await marie.get(paths.ticket(number))).body);
    assert.deepEqual(shown.slice(1), sent);
    const print = messagesIn((await marie.get(paths.ticketPrint(number))).body);
    assert.deepEqual(print, shown);
  });

  test('any search answers with a page', async () => {
    // One in four of each kind (they are grouped), so that the run is short.
    for (const q of strings.filter((_, index) => index % 4 === 0)) {
      for (const path of [paths.search({ q }), paths.knowledge({ q })]) {
        const { statusCode } = await marie.get(path);
        assert.ok(statusCode === 200 || statusCode === 303, `${String(statusCode)} ${path}`);
      }
    }
  });
});
